import { testConformance } from "../support/conformance";
import { emulated } from "../support/hooks";
import { everythingFor, jumpingClock, serviceFor } from "../support/probed";

describe("emulator conformance with the vendor's documentation", () => {
  testConformance("costs", true, async () => {
    const clock = jumpingClock();
    return everythingFor(await emulated(serviceFor({}, clock)), clock);
  });
});
