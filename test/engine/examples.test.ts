import assert from "node:assert/strict";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import type { StackOptions } from "../../scripts/engine";
import { makeGateway, makeGroup, makeLease } from "../support/byHand";
import { holdingsOf, writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { profilesOf, programIn, TestStack, withEngine } from "../support/stack";

/** Calls per second: four times the documented quota, to speed up the 200 calls for the estate's nodes. */
const QUOTA = 20;

const examples = join(__dirname, "..", "..", "examples");

type Values = Record<string, unknown>;

interface Scenario {
  readonly name: string;
  readonly config?: (cloud: RunningEmulator) => StackOptions["config"];
  readonly prepare?: (cloud: RunningEmulator) => void;
  readonly resources: number;
  /** Maximum number of calls per refresh. */
  readonly refreshCalls: number;
}

const gatewayPins = { aaaa000000000001: "100001", aaaa000000000002: "100002" };

/** Creates the objects that the adopt example adopts, as if in the console. */
const makeByHand = (cloud: RunningEmulator): void => {
  const NodeGroupId = makeGroup(cloud, "old_group", makeLease(cloud, "old_meters"));
  for (let n = 1; n <= 3; n++) {
    const node = { DevEui: `dddd00000000000${n}`, PinCode: 100_000 + n };
    cloud.callAs("renter", "AddNodeToGroup", { ...node, NodeGroupId });
  }
  makeGateway(cloud);
};

/** Returns the AppKeys of all nodes in groups. AppKeys are secrets, but the service includes them in its lists. */
const appKeys = (cloud: RunningEmulator): string[] => {
  const all = (action: string, parameters: Values = {}) =>
    (cloud.callAs("renter", action, { Offset: 0, Limit: 200, ...parameters }) as { List: Values[] }).List;
  return all("ListNodeGroups").flatMap(({ NodeGroupId }) =>
    all("ListNodesByNodeGroupId", { NodeGroupId }).map(({ Appkey }) => String(Appkey)),
  );
};

const scenarios: readonly Scenario[] = [
  { name: "roaming", resources: 3, refreshCalls: 3 },
  {
    name: "two-accounts",
    config: (cloud) => ({ ...profilesOf(cloud), renterAliyunId: "renter" }),
    resources: 5,
    // A refresh also reads the join permission of an accepted order.
    refreshCalls: 6,
  },
  {
    name: "estate",
    config: () => ({
      accountName: "renter",
      gatewayPins: { secret: JSON.stringify(gatewayPins) },
    }),
    resources: 210,
    refreshCalls: 12,
  },
  {
    name: "adopt",
    config: () => ({ nodeGroupName: "old_group" }),
    prepare: makeByHand,
    resources: 7,
    refreshCalls: 6,
  },
];

describe("examples on Pulumi's real engine", function () {
  withEngine(this);
  let stack: TestStack | undefined;
  afterEach(() => stack?.remove());

  for (const { name, config, prepare, resources, refreshCalls } of scenarios) {
    it(`runs up, up without changes, refresh and destroy on examples/${name}`, async () => {
      const cloud = await emulated({ qps: QUOTA });
      prepare?.(cloud);
      stack = await TestStack.open(cloud, programIn(join(examples, name, "index.ts")), {
        "linkwan:requestsPerSecond": `${QUOTA}`,
        ...config?.(cloud),
      });
      const began = Date.now();
      const up = await stack.up();
      assert.ok(!up.failed, up.output);
      if (prepare) assert.deepEqual(writesIn(up.calls), []);
      const seconds = (Date.now() - began) / 1000;
      assert.equal(await stack.count(), resources);
      const refused = cloud.calls.filter(({ code }) => code.startsWith("Throttling")).length;
      process.stdout.write(
        `      ${name}: up in ${seconds.toFixed(0)} s, ${refused} of ${up.calls.length} calls throttled\n`,
      );

      const again = await stack.up();
      assert.ok(!again.failed, again.output);
      assert.deepEqual(writesIn(again.calls), []);
      assert.doesNotMatch(again.output, /[~+-] +\d+ (to|updated|created|deleted)/);

      const before = await stack.state();
      const refresh = await stack.refresh();
      assert.ok(!refresh.failed, refresh.output);
      assert.ok(refresh.calls.length <= refreshCalls, refresh.calls.join("\n"));
      assert.deepEqual(await stack.state(), before);

      const files = stack.files();
      for (const { accessKeySecret } of cloud.accounts) assert.ok(!files.includes(accessKeySecret));
      assert.doesNotMatch(files, /"1000\d\d"/);
      for (const key of appKeys(cloud)) assert.ok(!files.includes(key));

      const destroy = await stack.destroy();
      assert.ok(!destroy.failed, destroy.output);
      assert.doesNotMatch(destroy.output, /error|is gone/i);
      const failed = destroy.calls.filter((call) => call.includes(" ") && !call.includes("Throttling"));
      assert.deepEqual(failed, []);
      for (const account of ["renter", "owner"])
        assert.ok(
          Object.values(holdingsOf(cloud, account)).every((count) => count === 0),
          account,
        );
    });
  }
});
