import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type * as builtDynamic from "../../provider/dynamic";

const { serializeFunction } = require("@pulumi/pulumi/runtime/closure/serializeClosure");
/** The compiled shim: that is what users' programs serialise. */
const built = require("../../dist/provider/dynamic") as typeof builtDynamic;

const serialised = async (provider: unknown): Promise<string> =>
  (await serializeFunction(() => provider)).text;

describe("the shim in the state", () => {
  it("has the text that is in every stack, to the last character", async () => {
    const frozen = readFileSync(
      join(__dirname, "..", "fixtures", "shim-LeasedJoinPermission.js.txt"),
      "utf8",
    );
    assert.equal(await serialised(built.leasedJoinPermissionProvider), frozen);
  });

  it("is the same for every resource, but for its name", async () => {
    const frozen = await serialised(built.leasedJoinPermissionProvider);
    const names = Object.keys(built).filter((name) => name.endsWith("Provider"));
    assert.equal(names.length, 7);
    for (const name of names) {
      const text = await serialised(built[name as keyof typeof built]);
      const resource = name.charAt(0).toUpperCase() + name.slice(1, -"Provider".length);
      assert.equal(text, frozen.replace('"LeasedJoinPermission"', `"${resource}"`), name);
    }
  });

  it("captures nothing of the package", async () => {
    const text = await serialised(built.leasedJoinPermissionProvider);
    const captured = [...text.matchAll(/with\(\{ (.*?)this: undefined, arguments: undefined \}\)/g)].map(
      (each) => each[1],
    );
    assert.deepEqual(
      captured,
      ["", "provider: __provider, "],
      "only the handler that Pulumi adds captures the provider itself",
    );
    assert.match(text, /var __provider = \{resource: "LeasedJoinPermission", configure: __f1\};/);
  });

  it("costs at most 1,400 bytes, of which the state holds two", async () => {
    assert.ok(JSON.stringify(await serialised(built.leasedJoinPermissionProvider)).length <= 1_400);
  });

  it("says what to install where, when the package is missing", async () => {
    const module = {
      exports: {} as { handler: () => Record<string, (...args: unknown[]) => Promise<unknown>> },
    };
    const text = await serialised(built.leasedJoinPermissionProvider);
    new Function("exports", "require", "process", text)(module.exports, require, { cwd: () => "/nowhere" });
    const provider = module.exports.handler();
    await provider.configure?.({ config: { get: () => undefined } });
    await assert.rejects(
      async () => provider.delete?.("50001", {}),
      /^Error: pulumi-linkwan cannot be loaded from \/nowhere\/ \(Cannot find module 'pulumi-linkwan\/lifecycle'\): run "npm install pulumi-linkwan" there$/,
    );
  });
});
