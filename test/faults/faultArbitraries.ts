import fc from "fast-check";
import type { Fault } from "../../emulator";
import type { Kill } from "../support/fakeEngine";

/**
 * `LINKWAN_MODEL_RUNS` sets the number of sequences per model; `LINKWAN_MODEL_SEED` reproduces the sequences of an
 * earlier run.
 */
const { LINKWAN_MODEL_RUNS, LINKWAN_MODEL_SEED } = process.env;
export const runs = LINKWAN_MODEL_RUNS === undefined ? undefined : Number(LINKWAN_MODEL_RUNS);
export const seed = LINKWAN_MODEL_SEED === undefined ? Date.now() % 2 ** 31 : Number(LINKWAN_MODEL_SEED);

/** Responses that arrive corrupted or not at all. */
export const corruptedAnswers = [
  "dropped",
  "html502",
  "status503",
  "empty",
  "cutJson",
  "successFalse",
] as const;
const codes = ["Throttling.User", "ForbiddenByRam", "ForbiddenByRiskControl", "FeatureNotActivated"] as const;

/** Returns an arbitrary that generates faults in these actions. */
export const faultOf = (actions: readonly string[]): fc.Arbitrary<Fault> =>
  fc
    .record({
      action: fc.constantFrom(...actions),
      kind: fc.oneof(
        fc.record({ answer: fc.constantFrom(...corruptedAnswers), effect: fc.boolean() }),
        fc.record({ code: fc.constant("InternalError"), effect: fc.boolean() }),
        fc.record({ code: fc.constantFrom(...codes) }),
      ),
      nth: fc.integer({ min: 1, max: 2 }),
      times: fc.constantFrom(1, 2, 7),
    })
    .map(({ action, kind, nth, times }) => ({ action, nth, times, ...kind }));

export const kills: fc.Arbitrary<Kill> = fc.record({
  call: fc.integer({ min: 1, max: 4 }),
  sent: fc.boolean(),
});
