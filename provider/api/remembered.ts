/** What is known under a key; what is not is made now, and known from then on. */
export const remembered = <K, V>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V => {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
};
