import { type EstateResource, estateSteps, runEstate } from "./estateModel";
import { runs, seed } from "./faultArbitraries";
import { runSequences } from "./steps";

const names: readonly EstateResource[] = ["local", "order", "group", "binding", "gateway", "node"];
const numRuns = Math.ceil((runs ?? 3_000) / names.length);

describe("any sequence of commands, console actions, faults and kills on resources other than leases", function () {
  this.timeout(0);

  for (const name of names) {
    it(`converges without losing, duplicating or accidentally deleting an object: ${name} (${numRuns} sequences, seed ${seed})`, () =>
      runSequences(numRuns, estateSteps(name), (steps, chance) => runEstate(name, steps, chance)));
  }
});
