import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { callsOf, holdingsOf, writesIn } from "../support/calls";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";

const root = join(__dirname, "..", "..");
const typescript = ["-r", "ts-node/register/transpile-only"];

describe("npm run test:live against the emulator", () => {
  let place: Place;
  let cloud: RunningEmulator;

  beforeEach(async () => {
    place = new Place();
    cloud = await emulated();
    const [first] = cloud.accounts;
    place.env = {
      ...place.env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: first?.accessKeyId ?? "",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: first?.accessKeySecret ?? "",
    };
  });
  afterEach(() => place.remove());

  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    new Promise<{ readonly exitCode: number | null; readonly output: string }>((resolve) => {
      const child = spawn(process.execPath, args, { cwd: root, env: { ...place.env, ...env } });
      let output = "";
      for (const stream of [child.stdout, child.stderr])
        stream.on("data", (chunk) => {
          output += chunk;
        });
      child.on("close", (exitCode) => resolve({ exitCode, output }));
    });

  const testLive = () => {
    const out = join(place.folder, "report.json");
    return run([...typescript, join(root, "scripts", "live.ts"), "--endpoint", cloud.url, "--out", out]);
  };

  it("runs the probe and then the conformance suite, and only reads by default", async () => {
    const { exitCode, output } = await testLive();
    assert.equal(exitCode, 0, output);
    assert.match(output, /14 as assumed, 0 different.*\n {2}6 passing/s);
    assert.equal(JSON.parse(readFileSync(join(place.folder, "report.json"), "utf8")).complete, true);
    assert.deepEqual(writesIn(callsOf(cloud)), []);
  });

  it("fails if the service does not behave as the vendor documents", async () => {
    cloud.injectFault({ action: "CountNodeGroups", code: "NonExistent" });
    const { exitCode, output } = await testLive();
    assert.equal(exitCode, 1);
    assert.match(output, /5 passing.*1 failing.*counts as many objects as it lists/s);
  });

  it("runs the whole suite with --yes-it-may-cost, and deletes every object that it creates", async () => {
    const held = holdingsOf(cloud);
    const { exitCode, output } = await run(
      [require.resolve("mocha/bin/mocha.js"), "test/live/**/*.test.ts"],
      {
        LINKWAN_LIVE: "1",
        LINKWAN_LIVE_ARGUMENTS: JSON.stringify(["--endpoint", cloud.url, "--yes-it-may-cost"]),
      },
    );
    assert.equal(exitCode, 0, output);
    assert.match(output, /applies for a lease, changes the lease, and returns it.*10 passing/s);
    assert.deepEqual(holdingsOf(cloud), held);
  });
});
