import assert from "node:assert/strict";
import { isWithin } from "../../provider/resources/versionRange";

const { peerDependencies } = require("../../package.json");

describe("the peer range of @pulumi/pulumi", () => {
  const range: string = peerDependencies["@pulumi/pulumi"];

  it("has the form that the check reads", () => {
    assert.match(range, /^>=\d+\.\d+\.\d+ <\d+$/);
  });

  for (const [version, within] of [
    ["3.215.9", false],
    ["3.216.0", true],
    ["3.248.1", true],
    ["3.1000.0", true],
    ["3.270.0-alpha.1234", true],
    ["4.0.0-alpha.1", false],
    ["4.0.0", false],
    ["2.900.0", false],
  ] as const)
    it(`${within ? "has" : "has not"} ${version}`, () => assert.equal(isWithin(version, range), within));
});
