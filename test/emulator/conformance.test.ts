import { testConformance } from "../support/conformance";
import { emulated } from "../support/hooks";
import { everythingFor, jumpingClock, serviceFor } from "../support/probed";

describe("the emulator, by what the vendor documents", () => {
  testConformance("costs", true, async () => {
    const clock = jumpingClock();
    return everythingFor(await emulated(serviceFor({}, clock)), clock);
  });
});
