import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { differences } from "../sdk/expectation";
import { makeGateway, makeGroup, makeLease, makeLocal, makeLocalLease, makeOffer } from "../support/byHand";
import { holdingsOf, writesIn } from "../support/calls";
import { pluginStage, yamlProject } from "../support/pluginProject";

const example = readFileSync(join(__dirname, "..", "..", "examples", "yaml", "Pulumi.yaml"), "utf8");

describe("the provider plugin on Pulumi's real engine", function () {
  const stage = pluginStage(this);

  it("runs a YAML program with every kind of resource, two accounts, a function and secrets", async () => {
    const yaml = await stage.open(example);
    await yaml.setConfig("renterAliyunId", "renter");
    await yaml.setSecret("gatewayPin", "100001");
    await yaml.setSecret("nodePin", "100001");
    assert.deepEqual(
      (await yaml.must("preview")).calls.filter((call) => !call.startsWith("List")),
      ["CheckCloudProductOpenStatus", "CheckUserChargeStatus"],
    );
    const created = await yaml.apply("up");
    assert.match(created.output, /\+ 8 created/);
    assert.match((await yaml.must("stack", "output", "joinEui")).output, /^d896e0efff000000\n$/);
    assert.deepEqual(writesIn((await yaml.apply("up")).calls), []);
    assert.match((await yaml.apply("refresh")).output, /8 unchanged/);
    assert.doesNotMatch((await yaml.must("stack", "export")).output, /100001/);

    yaml.write(
      example.replace(
        "type: linkwan:NodeGroup\n    properties: { profile: renter }",
        `type: linkwan:NodeGroup
    properties: { profile: renter, nodeGroupName: wells }`,
      ),
    );
    const updated = await yaml.apply("up");
    assert.match(updated.output, /~ 1 updated/);
    assert.deepEqual(writesIn(updated.calls), ["UpdateNodeGroup"]);

    const destroyed = await yaml.apply("destroy");
    assert.ok(writesIn(destroyed.calls).includes("ReturnJoinPermission"));
    assert.deepEqual(stage.cloud.callAs("renter", "CountRentedJoinPermissions", {}), 0);
  });

  it("returns the result of every function in the schema to a YAML program", async () => {
    const { cloud } = stage;
    makeGateway(cloud);
    const owned = makeLocal(cloud, "hill");
    const orderId = makeOffer(cloud, owned);
    // A LOCAL lease would not be valid for the renter's gateway.
    const leased = makeLease(cloud);
    const nodeGroupId = makeGroup(cloud, "pumps", leased);
    const devEui = "dddd000000000001";
    cloud.callAs("renter", "AddNodeToGroup", { DevEui: devEui, PinCode: "100001", NodeGroupId: nodeGroupId });
    cloud.callAs("renter", "SubmitNodeTupleOrder", {
      LoraVersion: "1.1",
      RequiredCount: 2,
      TupleType: "standard",
    });
    cloud.transmit({ devEui, gwEuis: ["aaaa000000000001"] });
    const gateway = { gwEui: "aaaa000000000001" };
    const period = {
      beginMillis: 0,
      endMillis: Date.now() + 86_400_000,
      timeIntervalUnit: "INTERVAL_IN_DAYS",
    };
    const owner = { profile: "owner" };
    // Arguments of each function, and part of its result.
    const results: Record<string, readonly [Record<string, unknown>, Record<string, unknown>]> = {
      getFreqBandPlanGroup: [{ groupId: "201" }, { beginFrequency: 923 }],
      getFreqBandPlanGroups: [{}, { items: [{ groupId: "101" }, { groupId: "102" }, { groupId: "201" }] }],
      getGateway: [gateway, { name: "roof", longitude: 120.125 }],
      getGatewayPositions: [{}, { items: [{ longitude: 120.125, latitude: -30.25 }] }],
      getGatewayStatus: [gateway, { onlineState: "ONLINE", rxCount: 2, txCount: 1 }],
      getGatewayTraffic: [{ ...gateway, ...period }, { items: [{ uplinkCount: 2, downlinkCount: 1 }] }],
      getGateways: [{}, { items: [gateway] }],
      getJoinPermissionAuthOrder: [{ orderId }, { orderState: "APPLYING", joinPermissionId: owned }],
      getNode: [{ devEui }, { classMode: "A" }],
      getNodeGroup: [{ nodeGroupId }, { nodeGroupName: "pumps", joinPermissionId: leased }],
      getNodeGroupTraffic: [{ nodeGroupId, ...period }, { items: [{ uplinkCount: 2, downlinkCount: 1 }] }],
      getNodeGroups: [{}, { items: [{ nodeGroupId, nodesCnt: 1 }] }],
      getNodes: [{ nodeGroupId }, { items: [{ devEui }] }],
      getNotifications: [
        { category: "JOIN_PERMISSION_AUTH_APPLYING", handleState: "UNHANDLED" },
        { items: [{ joinPermissionAuthInfo: { orderId } }] },
      ],
      getOwnedJoinPermission: [{ joinPermissionId: owned, ...owner }, { authState: "APPLYING" }],
      getOwnedJoinPermissions: [owner, { items: [{ joinPermissionName: "hill" }] }],
      getPendingJoinPermissionAuthOrders: [{}, { items: [{ orderId }] }],
      getRentedJoinPermission: [
        { joinPermissionId: leased },
        { joinPermissionName: "meters", type: "ROAMING" },
      ],
      getRentedJoinPermissions: [{ counters: true }, { items: [{ joinPermissionId: leased, nodesCnt: 1 }] }],
      getServiceStatus: [{}, { opened: true, arrears: false }],
      getTupleOrders: [{ deviceType: "NODE" }, { items: [{ requiredCount: 2, loraVersion: "1.1" }] }],
      getUserLicense: [{}, { gatewayCount: 1 }],
    };
    const schema = readFileSync(join(__dirname, "..", "..", "provider", "plugin", "schema.json"), "utf8");
    const { functions } = JSON.parse(schema) as { functions: object };
    assert.deepEqual(
      Object.keys(results).map((name) => `linkwan:index:${name}`),
      Object.keys(functions),
    );
    const calls = Object.entries(results).map(
      ([name, [given]]) =>
        `  ${name}:\n    fn::invoke: { function: linkwan:${name}, arguments: ${JSON.stringify(given)} }`,
    );
    const outputs = Object.keys(results).map((name) => `  ${name}: \${${name}}`);
    const yaml = await stage.open(
      `${yamlProject}variables:\n${calls.join("\n")}\noutputs:\n${outputs.join("\n")}\n`,
    );
    await yaml.apply("up");
    const { output } = await yaml.must("stack", "output", "--json");
    const expected = Object.fromEntries(Object.entries(results).map(([name, [, part]]) => [name, part]));
    assert.deepEqual(differences(expected, JSON.parse(output), false), []);
    assert.doesNotMatch(output, /appkey|100001/i);
  });

  it("constructs a RoamingNetwork, and replaces and deletes its child resources in the order that the service requires", async () => {
    const network = (band: string) => `${yamlProject}
resources:
  pumps:
    type: linkwan:NodeGroup
  meters:
    type: linkwan:RoamingNetwork
    properties: { classMode: A, freqBandPlanGroupId: "${band}", nodeGroupName: "\${pumps.nodeGroupName}_2" }
outputs:
  joinEui: \${meters.joinEui}
  joinPermissionId: \${meters.joinPermissionId}
`;
    const yaml = await stage.open(network("101"));
    assert.match((await yaml.must("preview", "--diff")).output, /joinPermissionId: \[unknown\]/);
    assert.match((await yaml.apply("up")).output, /joinEui +: "d896e0efff000000"/);
    const again = await yaml.apply("up");
    assert.match(again.output, /6 unchanged/);
    assert.deepEqual(again.calls, []);
    assert.match((await yaml.apply("refresh")).output, /6 unchanged/);
    assert.equal(new Set((await yaml.resources()).map(({ provider = "" }) => provider)).size, 2);

    yaml.write(network("102"));
    assert.deepEqual(writesIn((await yaml.apply("up")).calls), [
      "UnbindJoinPermissionFromNodeGroup",
      "ReturnJoinPermission",
      "ApplyRoamingJoinPermission",
      "BindJoinPermissionToNodeGroup",
    ]);
    await yaml.apply("destroy");
    assert.deepEqual(stage.cloud.callAs("renter", "CountRentedJoinPermissions", {}), 0);
  });

  it("moves a RoamingNetwork from dynamic resources to a YAML program without changes", async () => {
    const settings = "name: plugin\nruntime: nodejs\n";
    const project = await stage.open(settings);
    const program = `import { RoamingNetwork } from "pulumi-linkwan";
new RoamingNetwork("meters", { classMode: "A", freqBandPlanGroupId: "101", rxDelay: 3 });
`;
    writeFileSync(join(project.folder, "package.json"), '{ "main": "index.ts" }');
    writeFileSync(join(project.folder, "index.ts"), program);
    assert.match((await project.apply("up")).output, /\+ 5 created/);
    project.write(`${yamlProject}
resources:
  meters:
    type: linkwan:RoamingNetwork
    properties: { classMode: A, freqBandPlanGroupId: "101", rxDelay: 3 }
`);
    const moved = await project.apply("up");
    assert.match(moved.output, /5 unchanged/);
    assert.deepEqual(moved.calls, []);
    assert.equal((await project.resources()).length, 4);
    await project.apply("destroy");
    assert.deepEqual(stage.cloud.callAs("renter", "CountRentedJoinPermissions", {}), 0);
  });

  it("imports every kind of resource into a program whose preview shows no change", async () => {
    const lease = makeLease(stage.cloud);
    const granted = makeLocalLease(stage.cloud, makeLocal(stage.cloud, "granted"));
    const owned = makeLocal(stage.cloud, "owned");
    const order = makeOffer(stage.cloud, makeLocal(stage.cloud, "offered"));
    const group = makeGroup(stage.cloud, "pumps", lease);
    makeGateway(stage.cloud);
    stage.cloud.callAs("renter", "AddNodeToGroup", {
      DevEui: "dddd000000000001",
      NodeGroupId: group,
      PinCode: "100001",
    });
    const ofRenter: readonly Imported[] = [
      ["LeasedJoinPermission", "meters", lease],
      ["LeasedJoinPermission", "granted", granted],
      ["NodeGroup", "pumps", group],
      ["NodeGroupBinding", "pumps-meters", `${group}/${lease}`],
      ["Node", "pump", `${group}/dddd000000000001`],
      ["Gateway", "mast", "aaaa000000000001"],
    ];
    const ofOwner: readonly Imported[] = [
      ["OwnedJoinPermission", "owned", owned],
      ["JoinPermissionAuthOrder", "order", order],
    ];
    for (const [account, objects] of [
      ["renter", ofRenter],
      ["owner", ofOwner],
    ] as const) {
      const yaml = await stage.open(yamlProject);
      await yaml.useKeysOf(account);
      let program = `${yamlProject}resources:\n`;
      for (const [type, name, id] of objects) {
        const { output } = await yaml.must(
          ...["import", `linkwan:index:${type}`, name, id, "--yes", "--protect=false"],
        );
        program += /^resources:\n((?: .*\n)+)/m.exec(output)?.[1] ?? assert.fail(output);
      }
      yaml.write(program);
      const preview = await yaml.must("preview", "--diff", "--expect-no-changes");
      assert.deepEqual(preview.calls, [], program);
      const { calls } = await yaml.apply("up");
      assert.deepEqual(calls, []);
      assert.match((await yaml.apply("refresh")).output, new RegExp(`${objects.length + 1} unchanged`));
      yaml.remove();
    }
  });

  it("exits when the CLI is killed", async () => {
    const yaml = await stage.open(`${yamlProject}resources:\n  pumps: { type: "linkwan:NodeGroup" }\n`);
    // The plugin has no other work after this call, so only the exit of the CLI can make the plugin exit.
    stage.cloud.injectFault({ action: "CreateNodeGroup", answer: "late", effect: true, delayMs: 1_000 });
    const plugins = () =>
      execFileSync("ps", ["-eo", "args="], { encoding: "utf8" })
        .split("\n")
        .filter((line) => line.includes(`${yaml.folder}/node_modules/pulumi-linkwan/plugin/`));
    const endRest = await yaml.killedAlone(
      ["up", "--yes", "--skip-preview"],
      () => holdingsOf(stage.cloud).CountNodeGroups === 1 && plugins().length > 0,
    );
    try {
      await setTimeout(3_000);
      assert.deepEqual(plugins(), []);
    } finally {
      endRest();
    }
  });
});

type Imported = readonly [type: string, name: string, id: string];
