import { openAll } from "../../cli/probe/accounts";
import type { Provided } from "../../cli/probe/session";
import { testConformance } from "../support/conformance";
import { liveConfiguration, liveOptions } from "../support/liveOptions";

describe("the real cloud, by what the vendor documents", function () {
  this.timeout(600_000);
  let provided: Promise<Provided> | undefined;

  testConformance(liveOptions.effect, liveOptions.second !== undefined, () => {
    provided ??= openAll(liveOptions, liveConfiguration, {
      notify: (line) => void process.stderr.write(`${line}\n`),
      canceled: new AbortController().signal,
    });
    return provided;
  });
});
