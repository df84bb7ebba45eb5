import { playMany, runs, seed } from "./faultArbitraries";
import { play, steps } from "./model";

const numRuns = runs ?? 2_000;

describe("any sequence of commands, hands at the console, faults and kills", function () {
  this.timeout(0);

  it(`loses no lease, doubles none, returns none by accident, and comes right (${numRuns} sequences, seed ${seed})`, () =>
    playMany(numRuns, steps, play));
});
