import { runs, seed } from "./faultArbitraries";
import { leaseSteps, runLeases } from "./model";
import { runSequences } from "./steps";

const numRuns = runs ?? 2_000;

describe("any sequence of commands, console actions, faults and kills on leases", function () {
  this.timeout(0);

  it(`converges without losing, duplicating or accidentally returning a lease (${numRuns} sequences, seed ${seed})`, () =>
    runSequences(numRuns, leaseSteps, runLeases));
});
