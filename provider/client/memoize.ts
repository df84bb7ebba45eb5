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

/** Returns a function that calls `work` only once, and returns the same result for every call. */
export const once = <T>(work: () => T): (() => T) => {
  let result: { readonly value: T } | undefined;
  return () => {
    result ??= { value: work() };
    return result.value;
  };
};
