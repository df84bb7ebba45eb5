/** Durations of the test files that take longest, in seconds; they decide only the order. */
const seconds: Readonly<Record<string, number>> = {};

/** Returns about how long a test file takes, in seconds. */
export const secondsOf = (file: string): number => seconds[file] ?? 3;
