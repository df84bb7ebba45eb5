/** Durations of the test files that take longest, in seconds; they decide only the order. */
const seconds: Readonly<Record<string, number>> = {
  "test/cli/adopt.test.ts": 70,
  "test/cli/adoptImport.test.ts": 25,
  "test/cli/adoptProgram.test.ts": 12,
  "test/cli/doctor.test.ts": 10,
  "test/cli/doctorStack.test.ts": 30,
  "test/cli/probe.test.ts": 8,
  "test/docs/code.test.ts": 40,
  "test/docs/firstStack.test.ts": 50,
  "test/docs/symptoms.test.ts": 110,
  "test/engine/estate.test.ts": 20,
  "test/engine/examples.test.ts": 30,
  "test/engine/expiry.test.ts": 40,
  "test/engine/lease.test.ts": 40,
  "test/engine/movedObjects.test.ts": 20,
  "test/engine/plugin.test.ts": 20,
  "test/engine/severalProviders.test.ts": 20,
  "test/engine/wrongKey.test.ts": 20,
  "test/faults/matrix.test.ts": 20,
  "test/faults/model.test.ts": 15,
  "test/faults/estateModel.test.ts": 15,
  "test/host/hostileEndpoint.test.ts": 40,
  "test/kills/short.test.ts": 120,
  "test/matrix/short.test.ts": 60,
  "test/unit/runner.test.ts": 12,
  "test/unit/types.test.ts": 12,
};

/** Returns about how long a test file takes, in seconds. */
export const secondsOf = (file: string): number => seconds[file] ?? 3;
