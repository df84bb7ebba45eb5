import fc from "fast-check";
import { play, steps } from "./model";

/** `LINKWAN_MODEL_RUNS=100000 npm run test:model` for a long run; `LINKWAN_MODEL_SEED` repeats one. */
const numRuns = Number(process.env.LINKWAN_MODEL_RUNS ?? 2_000);
const seed =
  process.env.LINKWAN_MODEL_SEED === undefined
    ? Date.now() % 2 ** 31
    : Number(process.env.LINKWAN_MODEL_SEED);

describe("any sequence of commands, hands at the console, faults and kills", function () {
  this.timeout(0);

  it(`loses no lease, doubles none, returns none by accident, and comes right (${numRuns} sequences, seed ${seed})`, async () => {
    const property = fc.asyncProperty(
      steps,
      fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true })),
      (program, chances) => {
        const stream = chances[Symbol.iterator]();
        return play(program, () => Number(stream.next().value));
      },
    );
    await fc.assert(property, { numRuns, seed });
  });
});
