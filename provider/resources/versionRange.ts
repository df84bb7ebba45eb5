const numbersOf = (text: string): readonly number[] => (text.match(/\d+/g) ?? []).slice(0, 3).map(Number);

const compare = (one: readonly number[], other: readonly number[]): number =>
  [0, 1, 2].map((place) => (one[place] ?? 0) - (other[place] ?? 0)).find((difference) => difference !== 0) ??
  0;

/** Whether a version lies in a range of the form `>=3.216.0 <4`, the only one that this package's own has. */
export const isWithin = (version: string, range: string): boolean => {
  const [oldest = [], below = []] = range.split(" ").map(numbersOf);
  const numbers = numbersOf(version);
  return compare(numbers, oldest) >= 0 && compare(numbers, below) < 0;
};
