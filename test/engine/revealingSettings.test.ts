import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { linkwan } from "../support/door";
import { emulated } from "../support/hooks";
import { TestStack, withEngine } from "../support/stack";

const { Node, NodeGroup } = linkwan;

const PIN = "100001";
/** Returns the number of warnings in the diagnostics. Ignores the same warnings in the progress display. */
const warnings = (output: string): number =>
  output.match(/^ +linkwan: with .*, Pulumi records device PINs/gm)?.length ?? 0;

describe("warning about logs and traces on Pulumi's real engine", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let stack: TestStack;
  let secret = "";

  beforeEach(async () => {
    cloud = await emulated({ qps: 1_000 });
    secret = cloud.accounts[0]?.accessKeySecret ?? assert.fail();
    stack = await TestStack.open(cloud, () => {
      const { nodeGroupId } = new NodeGroup("meters", {});
      new Node("meter", { devEui: "dddd000000000001", pinCode: PIN, nodeGroupId });
    });
  });
  afterEach(() => {
    delete process.env.PULUMI_DEBUG_GRPC;
    delete process.env.ALIBABA_CLOUD_ACCESS_KEY_ID;
    delete process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET;
    stack.remove();
  });

  /** Functions that run `pulumi up` and return Pulumi's output and the recorded log or trace. */
  const recorded = {
    "-v=9": async () => {
      let logged = "";
      const options = { logVerbosity: 9, logToStdErr: true, onError: (text: string) => (logged += text) };
      const { output, failed } = await stack.up(undefined, options);
      assert.ok(!failed, output);
      return { output, logged };
    },
    "--tracing": async () => {
      const file = join(stack.folder, "trace");
      const { output, failed } = await stack.up(undefined, { tracing: `file:${file}` });
      assert.ok(!failed, output);
      return { output, logged: readFileSync(file, "latin1") };
    },
    PULUMI_DEBUG_GRPC: async () => {
      const file = join(stack.folder, "grpc");
      process.env.PULUMI_DEBUG_GRPC = file;
      const { output, failed } = await stack.up();
      assert.ok(!failed, output);
      return { output, logged: readFileSync(file, "utf8") };
    },
  };

  for (const [setting, up] of Object.entries(recorded)) {
    it(`appears once with ${setting}, which makes Pulumi record the stack's keys and the PINs`, async () => {
      const { output, logged } = await up();
      assert.ok(logged.includes(secret), "Pulumi no longer records the keys, so the warning is not needed");
      assert.ok(logged.includes(PIN));
      assert.equal(warnings(output), 1, output);
      assert.ok(output.includes(`with ${setting}, Pulumi records`));
      assert.doesNotMatch(output, new RegExp(`${secret}|${PIN}`));
    });

    it(`states correctly that ${setting} does not record keys from environment variables`, async () => {
      const [renter] = cloud.accounts;
      await stack.removeConfig("linkwan:accessKeyId");
      await stack.removeConfig("linkwan:accessKeySecret");
      process.env.ALIBABA_CLOUD_ACCESS_KEY_ID = renter?.accessKeyId;
      process.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = secret;
      const { logged } = await up();
      assert.ok(!logged.includes(secret));
    });
  }

  it("does not appear without such a setting", async () => {
    const { output, failed } = await stack.up(undefined, { logVerbosity: 8, logToStdErr: true });
    assert.ok(!failed, output);
    assert.equal(warnings(output), 0);
  });
});
