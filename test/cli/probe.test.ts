import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Assumption } from "../../cli/probe/question";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import { assumptions } from "../../emulator/assumptions";
import { makeGroup, makeLocalLease } from "../support/byHand";
import { callsOf, holdingsOf, writesIn } from "../support/calls";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";

const command = join(__dirname, "..", "..", "dist", "cli", "main.js");
const REPORT = "linkwan-probe.json";
const devices = {
  gateway: { eui: "AAAA000000000003", pinCode: "100003" },
  node: { eui: "dddd000000000004", pinCode: "100004" },
};

/** Result of the probe command. */
interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe("pulumi-linkwan probe", () => {
  let place: Place;
  let cloud: RunningEmulator;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  /**
   * Starts an emulator. The environment contains the key of the first account, and the Alibaba Cloud CLI's profiles
   * contain the key of the second account.
   */
  const open = async (options: ServerOptions = {}): Promise<void> => {
    cloud = await emulated(options);
    const [first, second] = cloud.accounts;
    place.env = {
      ...place.env,
      ALIBABA_CLOUD_ACCESS_KEY_ID: first?.accessKeyId ?? "",
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: first?.accessKeySecret ?? "",
    };
    const profile = (name: string, keys: typeof first) => ({
      name,
      mode: "AK",
      access_key_id: keys?.accessKeyId,
      access_key_secret: keys?.accessKeySecret,
    });
    const profiles = [profile("owner", second), profile("other", second), profile("again", first)];
    place.writeHome(".aliyun/config.json", JSON.stringify({ current: "owner", profiles }));
  };

  /** Runs the command. `onStart` receives a function that sends a signal to the process. */
  const run = (
    args: readonly string[],
    onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {},
  ): Promise<Run> =>
    new Promise((resolve) => {
      const all = [command, "probe", "--endpoint", cloud.url, ...args];
      const child = spawn(process.execPath, all, { cwd: place.folder, env: place.env });
      const output = { stdout: "", stderr: "" };
      for (const stream of ["stdout", "stderr"] as const)
        child[stream].on("data", (chunk) => {
          output[stream] += chunk;
        });
      child.on("close", (exitCode) => resolve({ exitCode, ...output }));
      onStart((signal) => child.kill(signal));
    });

  const report = (file = REPORT) => JSON.parse(readFileSync(join(place.folder, file), "utf8"));
  const holdings = () => cloud.accounts.map(({ name }) => holdingsOf(cloud, name));
  const marksOf = ({ stdout }: Run): Map<string, string> =>
    new Map(
      [...stdout.matchAll(/^(same|DIFF|skip|FAIL) {2}(\w+) +\S/gm)].map(([, mark = "", name = ""]) => [
        name,
        mark,
      ]),
    );

  it("only reads if no effects are allowed, and prints and reports every assumption", async () => {
    await open();
    place.write("devices.json", JSON.stringify(devices));
    const result = await run(["--profile", "owner", "--devices", "devices.json"]);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.deepEqual(writesIn(callsOf(cloud)), []);
    const marks = marksOf(result);
    assert.deepEqual([...marks.keys()].sort(), Object.keys(assumptions).sort());
    assert.equal(marks.get("defaultFormat"), "same");
    assert.match(
      result.stdout,
      /^skip {2}localEnabled .*The emulator: it is enabled\. Not answered: .* pass --create$/m,
    );
    assert.match(result.stdout, /^skip {2}roamingEnabled .* pass --yes-it-may-cost$/m);
    assert.match(result.stdout, /^14 as assumed, 0 different, \d+ not answered, 0 failed$/m);
    const { complete, endpoint, findings } = report();
    assert.deepEqual([complete, endpoint], [true, "not an Alibaba Cloud endpoint"]);
    const statuses = { same: "same", differs: "DIFF", open: "skip", failed: "FAIL" };
    assert.deepEqual(
      findings.map((each: { assumption: Assumption; status: keyof typeof statuses }) => [
        each.assumption,
        statuses[each.status],
      ]),
      [...marks],
    );
  });

  it("uses a second account, deletes the objects that it created, and writes no secrets or names to the report", async () => {
    await open({ seed: { accounts: [{ name: "first_login" }, { name: "second_login" }] } });
    cloud.callAs("first_login", "CreateNodeGroup", { NodeGroupName: "my_secret_group" });
    const held = holdings();
    const result = await run(["--create", "--profile", "other", "--renter", "second_login"]);
    assert.equal(result.exitCode, 0, result.stderr);
    assert.deepEqual(holdings(), held);
    const asked = report().findings.filter(
      // The account has every feature, so the probe cannot find out which features are required.
      ({ effect, assumption }: { effect: string; assumption: string }) =>
        effect === "creates" && !assumption.startsWith("featureOf"),
    );
    assert.deepEqual([...new Set(asked.map((each: { status: string }) => each.status))], ["same"]);
    const text = readFileSync(join(place.folder, REPORT), "utf8");
    const objects = cloud.calls.flatMap(({ parameters }) =>
      ["JoinPermissionId", "NodeGroupId", "OrderId"].map((name) => `"${parameters[name] ?? "none"}"`),
    );
    const secrets = [
      ...cloud.accounts.flatMap((each) => [
        each.name,
        each.accountId,
        each.accessKeyId,
        each.accessKeySecret,
      ]),
      "my_secret_group",
      "probe_",
      place.folder,
      ...objects,
    ];
    for (const secret of secrets) assert.ok(!text.includes(secret), `the report contains ${secret}`);
    for (const name of ["accessKeySecret", "accessKeyId"] as const)
      for (const each of cloud.accounts) assert.ok(!(result.stdout + result.stderr).includes(each[name]));
  });

  it("prints and reports an answer that differs from the assumption", async () => {
    await open();
    cloud.injectFault({ action: "ListNodesByNodeGroupId", code: "NodeGroupDoesNotExist" });
    const result = await run([]);
    assert.equal(result.exitCode, 0);
    assert.match(
      result.stdout,
      /^DIFF {2}nodesOfOthers .* The service: NodeGroupDoesNotExist\. The emulator: an empty list$/m,
    );
    assert.match(result.stdout, /^13 as assumed, 1 different/m);
    const found = report().findings.find((each: { status: string }) => each.status === "differs");
    assert.deepEqual(
      [found.assumption, found.service, found.calls],
      [
        "nodesOfOthers",
        "NodeGroupDoesNotExist",
        [{ account: "first", action: "ListNodesByNodeGroupId", code: "NodeGroupDoesNotExist" }],
      ],
    );
  });

  it("continues after a question whose calls fail, and then exits with code 1", async () => {
    await open();
    cloud.injectFault({ action: "CreateLocalJoinPermission", answer: "dropped", effect: true });
    const held = holdings();
    const result = await run(["--create"]);
    assert.equal(result.exitCode, 1);
    assert.match(result.stdout, /^FAIL {2}returnNotRented .* Failed: the call failed: ConnectionLost$/m);
    assert.match(result.stdout, /^26 as assumed, 0 different, \d+ not answered, 1 failed$/m);
    assert.deepEqual(holdings(), held);
  });

  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    it(`deletes the objects that it created and writes the report on ${signal}`, async () => {
      await open({ latency: 100 });
      const held = holdings();
      const result = await run(["--create", "--profile", "owner"], (kill) => {
        const timer = setInterval(() => {
          if (!callsOf(cloud).includes("AcceptJoinPermissionAuthOrder")) return;
          clearInterval(timer);
          kill(signal);
        }, 5);
      });
      assert.equal(result.exitCode, 1);
      assert.match(result.stderr, /^canceled: deleting the objects that the probe created$/m);
      assert.match(result.stdout, /Report: linkwan-probe\.json/);
      assert.equal(report().complete, false);
      assert.ok(callsOf(cloud).includes("DeleteLocalJoinPermission"));
      assert.deepEqual(holdings(), held);
    });
  }

  it("does not change existing objects of the accounts", async () => {
    await open();
    const lease = makeLocalLease(cloud);
    makeGroup(cloud, "pumps", lease);
    const before = holdings();
    const read = () => cloud.callAs("renter", "ListNodeGroups", { Offset: 0, Limit: 9 });
    const groups = read();
    assert.equal((await run(["--create", "--profile", "owner"])).exitCode, 0);
    assert.deepEqual([holdings(), read()], [before, groups]);
  });

  const refusals: [args: string[], expected: RegExp][] = [
    [["--profile", "again"], /^pulumi-linkwan: --profile again belongs to the same account as /],
    [["--renter", "owner"], /^pulumi-linkwan: --renter is the login name of the account of --profile, /],
    [["--devices", "none.json"], /^pulumi-linkwan: cannot read --devices none\.json: /],
    [["--devices", "text.json"], /^pulumi-linkwan: cannot read --devices text\.json: /],
    [
      ["--devices", "empty.json"],
      /^pulumi-linkwan: --devices empty\.json: it has neither gateway nor node$/m,
    ],
    [["--devices", "wrong.json"], /^pulumi-linkwan: --devices wrong\.json: node needs an eui of 16 hex/],
    [
      ["--out", "empty.json"],
      /^pulumi-linkwan: empty\.json already exists; choose another file with --out$/m,
    ],
    [["--cost"], /^pulumi-linkwan: Unknown option '--cost'/],
    [["--profile", "nobody"], /^pulumi-linkwan: Finding credentials failed with CredentialsUnusable: /],
  ];
  for (const [args, expected] of refusals) {
    it(`rejects ${args.join(" ")} with a one-line error before it asks any question`, async () => {
      await open();
      place.write("empty.json", "{}");
      place.write("text.json", "PIN 123456");
      place.write("wrong.json", JSON.stringify({ node: { eui: "xyz", pinCode: "654321" } }));
      const { exitCode, stderr, stdout } = await run(args);
      assert.deepEqual([exitCode, stdout], [1, ""]);
      assert.match(stderr, expected);
      assert.equal(stderr.split("\n").length, 2);
      assert.doesNotMatch(stderr, /123456|654321/);
      assert.deepEqual(
        callsOf(cloud).filter((each) => each !== "CheckCloudProductOpenStatus"),
        [],
      );
      assert.ok(!existsSync(join(place.folder, REPORT)));
    });
  }

  it("prints the provider's error if the service rejects the key", async () => {
    await open();
    place.env.ALIBABA_CLOUD_ACCESS_KEY_SECRET = "wrong";
    const { exitCode, stderr } = await run([]);
    assert.equal(exitCode, 1);
    assert.match(
      stderr,
      /^pulumi-linkwan: CheckCloudProductOpenStatus .*SignatureDoesNotMatch.*What to do: /,
    );
  });
});
