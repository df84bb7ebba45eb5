/** Returns the value of a key; creates and stores a value if there is none. */
export const getOrCreate = <K, V>(
  known: { get(key: K): V | undefined; set(key: K, value: V): unknown },
  key: K,
  make: () => V,
): V => {
  const value = known.get(key) ?? make();
  known.set(key, value);
  return value;
};
