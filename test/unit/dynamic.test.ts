import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { dynamic } from "@pulumi/pulumi";
import type * as builtDynamic from "../../provider/program/dynamic";
import { resources } from "../../provider/resources";

/** Shim from the compiled code, because users' states contain the compiled text. */
const { shim } = require("../../dist/provider/program/dynamic") as typeof builtDynamic;

/** Module loader of Pulumi's dynamic host, in the version that the host uses. */
const requireFromString = createRequire(require.resolve("@pulumi/pulumi/cmd/dynamic-provider"))(
  "require-from-string",
) as (text: string) => { readonly handler: () => dynamic.ResourceProvider };

/** Loads a provider from the text in the state, as the host does. */
const load = (text: string): dynamic.ResourceProvider => requireFromString(text).handler();

const root = join(__dirname, "..", "..");
const lease = shim("LeasedJoinPermission");

/** Runs `work` in another working directory. */
const inFolder = async (folder: string, work: () => Promise<void> | void): Promise<void> => {
  const before = process.cwd();
  process.chdir(folder);
  try {
    await work();
  } finally {
    process.chdir(before);
  }
};

describe("the shim in the state", () => {
  it("matches the text stored in existing stacks, character for character", () => {
    const frozen = readFileSync(
      join(__dirname, "..", "fixtures", "shim-LeasedJoinPermission.js.txt"),
      "utf8",
    );
    assert.equal(lease, frozen);
  });

  it("differs between resources only in the name", () => {
    assert.equal(resources.length, 7);
    for (const { name } of resources)
      assert.equal(shim(name), lease.replace("'LeasedJoinPermission'", `'${name}'`), name);
  });

  it("takes at most 550 bytes, because the state contains the shim twice", () => {
    for (const { name } of resources)
      assert.ok(Buffer.byteLength(JSON.stringify(shim(name))) <= 550, `${name} takes more`);
  });

  it("loads the provider of every resource, with every method that the host calls", async () => {
    await inFolder(root, () => {
      for (const { name } of resources) {
        const provider = load(shim(name));
        for (const method of ["configure", "check", "diff", "create", "read", "update", "delete"] as const)
          assert.equal(typeof provider[method], "function", `${name} has no ${method}`);
      }
    });
  });

  it("is configured synchronously, because the host makes calls without waiting for the configuration", async () => {
    await inFolder(root, async () => {
      const provider = load(lease);
      void provider.configure?.({ config: { get: () => undefined, require: () => "" } });
      const result = await provider.check?.(
        {},
        { type: "LOCAL", authOrderId: "7001", resourceName: "lease" },
      );
      assert.deepEqual(result, { inputs: { type: "LOCAL", authOrderId: "7001" }, failures: [] });
    });
  });

  it("reports a missing package in one line, with the install command and the folder", async () => {
    const folder = mkdtempSync(join(tmpdir(), "linkwan-shim-"));
    try {
      await inFolder(folder, () => {
        const message = `cannot load pulumi-linkwan: run npm install in ${process.cwd()}/ (Cannot find module 'pulumi-linkwan/lifecycle')`;
        // A provider without methods would be worse than an error: the host treats a missing delete method as a
        // success.
        for (const { name } of resources) assert.throws(() => load(shim(name)), { name: "Error", message });
      });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("reports that this version of the package lacks a resource", async () => {
    await inFolder(root, () => {
      assert.throws(() => load(shim("Antenna")), {
        message: `cannot load pulumi-linkwan: run npm install in ${root}/ (this version of pulumi-linkwan has no resource Antenna: run npm install pulumi-linkwan@latest)`,
      });
    });
  });
});
