import { runs, seed } from "./faultArbitraries";
import { leaseSteps, runLeases } from "./model";
import { runSequences } from "./steps";

const numRuns = runs ?? 2_000;

describe("any sequence of commands, console actions, faults and kills", function () {
  this.timeout(0);

  it(`loses no lease, duplicates none, returns none by accident, and converges (${numRuns} sequences, seed ${seed})`, () =>
    runSequences(numRuns, leaseSteps, runLeases));
});
