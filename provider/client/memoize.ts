/** Returns the value of a key; makes and stores it if the key has none. */
export const getOrCreate = <K, V>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V => {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
};
