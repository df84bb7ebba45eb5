import fc from "fast-check";
import type { Fault } from "../../emulator";
import type { Kill } from "../support/fakeEngine";

/** `LINKWAN_MODEL_RUNS` makes the runs of a model longer or shorter; `LINKWAN_MODEL_SEED` repeats one. */
const { LINKWAN_MODEL_RUNS, LINKWAN_MODEL_SEED } = process.env;
export const runs = LINKWAN_MODEL_RUNS === undefined ? undefined : Number(LINKWAN_MODEL_RUNS);
export const seed = LINKWAN_MODEL_SEED === undefined ? Date.now() % 2 ** 31 : Number(LINKWAN_MODEL_SEED);

/** Answers that do not come as the service has sent them. */
export const spoiltAnswers = ["dropped", "html502", "status503", "empty", "cutJson", "successFalse"] as const;
const codes = ["Throttling.User", "ForbiddenByRam", "ForbiddenByRiskControl", "FeatureNotActivated"] as const;

/** Any trouble with one of these actions. */
export const faultOf = (actions: readonly string[]): fc.Arbitrary<Fault> =>
  fc
    .record({
      action: fc.constantFrom(...actions),
      kind: fc.oneof(
        fc.record({ answer: fc.constantFrom(...spoiltAnswers), effect: fc.boolean() }),
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

/** Plays so many programs, each with chances of its own. */
export const playMany = <S>(
  numRuns: number,
  programs: fc.Arbitrary<S[]>,
  play: (program: readonly S[], chance: () => number) => Promise<void>,
): Promise<void> => {
  const chances = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
  const property = fc.asyncProperty(programs, chances, (program, drawn) => {
    const stream = drawn[Symbol.iterator]();
    return play(program, () => Number(stream.next().value));
  });
  return fc.assert(property, { numRuns, seed });
};
