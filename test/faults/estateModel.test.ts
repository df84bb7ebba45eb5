import { type EstateThing, playEstate, stepsOf } from "./estateModel";
import { playMany, runs, seed } from "./faultArbitraries";

const names: readonly EstateThing[] = ["local", "order", "group", "binding", "gateway", "node"];
const numRuns = Math.ceil((runs ?? 3_000) / names.length);

describe("any sequence of commands, hands at the console, faults and kills, with the rest of the estate", function () {
  this.timeout(0);

  for (const name of names) {
    it(`loses no ${name}, doubles none, deletes none by accident, and comes right (${numRuns} sequences, seed ${seed})`, () =>
      playMany(numRuns, stepsOf(name), (program, chance) => playEstate(name, program, chance)));
  }
});
