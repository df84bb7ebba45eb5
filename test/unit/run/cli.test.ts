import assert from "node:assert/strict";
import { isDestroy, stackOf } from "../../../provider/run/cli";

describe("stackOf", () => {
  for (const args of ["--stack dev", "--stack=dev", "-s dev", "-s=dev", "-sdev", "-fys dev", "-ysdev"])
    it(`finds the stack in pulumi up ${args}`, () => {
      assert.equal(stackOf(["up", "--yes", ...args.split(" ")]), "dev");
    });

  it("finds no stack in other options", () => {
    assert.equal(stackOf(["up", "-y", "-t", "urn", "-ms", "--skip-preview"]), undefined);
  });
});

describe("isDestroy", () => {
  for (const args of ["destroy", "down --yes", "--color never dn", "destroy --run-program -m up"])
    it(`recognizes pulumi ${args}`, () => assert.ok(isDestroy(args.split(" "))));

  for (const args of ["up -m destroy", "update --stack destroy", "--yes up -s down", "refresh"])
    it(`does not take pulumi ${args} for a destroy`, () => assert.ok(!isDestroy(args.split(" "))));
});
