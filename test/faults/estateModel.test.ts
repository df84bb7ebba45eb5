import fc from "fast-check";
import { type EstateThing, playEstate, stepsOf } from "./estateModel";

/** `LINKWAN_MODEL_RUNS=10000 npm run test:model` for a long run; `LINKWAN_MODEL_SEED` repeats one. */
const numRuns = Math.ceil(Number(process.env.LINKWAN_MODEL_RUNS ?? 3_000) / 6);
const seed =
  process.env.LINKWAN_MODEL_SEED === undefined
    ? Date.now() % 2 ** 31
    : Number(process.env.LINKWAN_MODEL_SEED);
const names: readonly EstateThing[] = ["local", "order", "group", "binding", "gateway", "node"];

describe("any sequence of commands, hands at the console, faults and kills, with the rest of the estate", function () {
  this.timeout(0);

  for (const name of names) {
    it(`loses no ${name}, doubles none, deletes none by accident, and comes right (${numRuns} sequences, seed ${seed})`, async () => {
      const chances = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
      const property = fc.asyncProperty(stepsOf(name), chances, (program, drawn) => {
        const stream = drawn[Symbol.iterator]();
        return playEstate(name, program, () => Number(stream.next().value));
      });
      await fc.assert(property, { numRuns, seed });
    });
  }
});
