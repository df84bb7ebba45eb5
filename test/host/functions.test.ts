import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RunningEmulator } from "../../emulator";
import { profilesText } from "../support/accounts";
import { makeGateway, makeGroup, makeLease, makeLocal, makeLocalLease, makeOffer } from "../support/byHand";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";

/** Built package, as programs load it. */
const linkwan = require("pulumi-linkwan") as typeof import("../../provider");

describe("functions in a program", () => {
  let cloud: RunningEmulator;
  const callAs = (account: string, action: string, parameters: Record<string, unknown> = {}) =>
    cloud.callAs(account, action, parameters);

  const connect = async (options: Parameters<typeof emulated>[0] = {}): Promise<void> => {
    cloud = await emulated({ qps: 10_000, ...options });
    const [renter] = cloud.accounts;
    pulumi.runtime.setAllConfig({
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": renter?.accessKeyId ?? "",
      "linkwan:accessKeySecret": renter?.accessKeySecret ?? "",
      "linkwan:profiles": profilesText(cloud.accounts),
    });
  };
  beforeEach(() => connect());
  afterEach(() => pulumi.runtime.setAllConfig({}));

  it("returns a rented join permission with its counters, and lists all permissions with or without counters", async () => {
    const joinPermissionId = makeLocalLease(
      cloud,
      makeLocal(cloud, "valley", { ClassMode: "C", FreqBandPlanGroupId: 102 }),
    );
    const one = await linkwan.getRentedJoinPermission({ joinPermissionId });
    assert.deepEqual(
      [one.joinPermissionName, one.type, one.classMode, one.freqBandPlanGroupId, one.enabled],
      ["valley", "LOCAL", "C", "102", true],
    );
    assert.deepEqual([one.rxDailySum, one.txMonthSum, one.nodesCnt], [0, 0, 0]);
    const [listed] = await linkwan.getRentedJoinPermissions();
    assert.deepEqual([listed?.ownerAliyunId, listed?.rxDailySum], ["owner", undefined]);
    const [counted] = await linkwan.getRentedJoinPermissions({ counters: true });
    assert.deepEqual([counted?.ownerAliyunId, counted?.rxDailySum], ["owner", 0]);
  });

  it("lists more than one page of another profile's join permissions, oldest first", async () => {
    const ids = Array.from({ length: 401 }, (_, n) => makeLocal(cloud, `permission_${n}`));
    const owned = await linkwan.getOwnedJoinPermissions({ profile: "owner" });
    assert.deepEqual(
      owned.map(({ joinPermissionId }) => joinPermissionId),
      ids,
    );
    assert.equal(cloud.calls.length, 3);
    const [joinPermissionId = ""] = ids;
    const orderId = makeOffer(cloud, joinPermissionId);
    const one = await linkwan.getOwnedJoinPermission({ joinPermissionId, profile: "owner" });
    assert.equal(one.authState, "APPLYING");
    const order = await linkwan.getJoinPermissionAuthOrder({ orderId });
    assert.deepEqual([order.orderState, order.renterAliyunId], ["APPLYING", "renter"]);
  });

  it("lists only pending orders", async () => {
    const [open, accepted, rejected] = ["first", "second", "third"].map((name) =>
      makeOffer(cloud, makeLocal(cloud, name)),
    );
    callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId: accepted });
    callAs("renter", "RejectJoinPermissionAuthOrder", { OrderId: rejected });
    const pending = await linkwan.getPendingJoinPermissionAuthOrders();
    assert.deepEqual(
      pending.map(({ orderId }) => orderId),
      [open],
    );
    assert.deepEqual(await linkwan.getPendingJoinPermissionAuthOrders({ profile: "owner" }), []);
  });

  it("returns node groups with their binding, data dispatch and locks, and nodes without their AppKeys", async () => {
    const joinPermissionId = makeLocalLease(cloud);
    const nodeGroupId = makeGroup(cloud, "pumps", joinPermissionId);
    const queue = { DataDispatchDestination: "MQ", UplinkRegionName: "cn-shanghai", UplinkTopic: "t" };
    callAs("renter", "UpdateDataDispatchConfig", { NodeGroupId: nodeGroupId, ...queue });
    callAs("renter", "AddNodeToGroup", {
      DevEui: "dddd000000000001",
      PinCode: "100001",
      NodeGroupId: nodeGroupId,
    });
    const lockId = cloud.lockNodeGroup(nodeGroupId);
    const one = await linkwan.getNodeGroup({ nodeGroupId });
    assert.deepEqual(
      [one.joinPermissionId, one.nodesCnt, one.locks[0]?.lockId],
      [joinPermissionId, 1, lockId],
    );
    assert.deepEqual(one.dataDispatch, {
      destination: "ONS",
      uplinkRegionName: "cn-shanghai",
      uplinkTopic: "t",
      enabled: false,
    });
    assert.deepEqual(await linkwan.getNodeGroups(), [one]);
    const nodes = await linkwan.getNodes({ nodeGroupId });
    assert.deepEqual([nodes[0]?.devEui, nodes[0]?.classMode], ["dddd000000000001", "A"]);
    assert.doesNotMatch(JSON.stringify(nodes), /appkey|[0-9a-f]{32}/i);
  });

  it("returns gateways, frequency band plan groups, the license and the service status", async () => {
    makeGateway(cloud);
    const gateway = await linkwan.getGateway({ gwEui: "AAAA000000000001" });
    assert.deepEqual(
      [gateway.name, gateway.longitude, gateway.onlineState],
      [gatewaySite.Name, gatewaySite.Longitude, "OFFLINE"],
    );
    assert.deepEqual(await linkwan.getGateways(), [gateway]);
    const band = await linkwan.getFreqBandPlanGroup({ groupId: "201" });
    assert.deepEqual([band.beginFrequency, band.frequencyType], [923, "SAME_FREQUENCY"]);
    assert.deepEqual(
      (await linkwan.getFreqBandPlanGroups()).map(({ groupId }) => groupId),
      ["101", "102", "201"],
    );
    assert.equal((await linkwan.getUserLicense()).gatewayCount, 1);
    const status = await linkwan.getServiceStatus();
    assert.deepEqual([status.opened, status.arrears], [true, false]);
    assert.ok(status.features.includes("ROAMING_JOIN_PERMISSION"));
  });

  it("returns the traffic, the state and the position of a gateway, the traffic of a node group, and a node", async () => {
    makeGateway(cloud);
    const nodeGroupId = makeGroup(cloud, "pumps", makeLease(cloud));
    const node = { DevEui: "dddd000000000001", PinCode: "100001", NodeGroupId: nodeGroupId };
    cloud.callAs("renter", "AddNodeToGroup", node);
    for (let sent = 0; sent < 3; sent++)
      cloud.transmit({ devEui: "dddd000000000001", gwEuis: ["aaaa000000000001"] });
    const period = {
      beginMillis: 0,
      endMillis: Date.now() + 86_400_000,
      timeIntervalUnit: "INTERVAL_IN_DAYS",
    } as const;

    const status = await linkwan.getGatewayStatus({ gwEui: "AAAA000000000001" });
    assert.equal(status.onlineState, "ONLINE");
    // A Join-Request, a Join-Accept and three data packets.
    assert.deepEqual([status.rxCount, status.txCount], [4, 1]);
    const ofGateway = await linkwan.getGatewayTraffic({ gwEui: "AAAA000000000001", ...period });
    assert.deepEqual(
      ofGateway.map(({ uplinkCount, downlinkCount }) => [uplinkCount, downlinkCount]),
      [[4, 1]],
    );
    assert.deepEqual(await linkwan.getNodeGroupTraffic({ nodeGroupId, ...period }), ofGateway);
    const [position] = await linkwan.getGatewayPositions();
    assert.deepEqual([position?.longitude, position?.gisSourceType], [gatewaySite.Longitude, "USER_INPUT"]);
    const joined = await linkwan.getNode({ devEui: "DDDD000000000001" });
    assert.ok(joined.devAddr !== undefined && joined.lastJoinMillis !== undefined);
    assert.doesNotMatch(JSON.stringify(joined), /appkey|[0-9a-f]{32}/i);
  });

  it("lists notifications of a category, and orders for device identities", async () => {
    makeGateway(cloud);
    cloud.setGatewayOnline("aaaa000000000001", true);
    cloud.setGatewayOnline("aaaa000000000001", false);
    const orderId = makeOffer(cloud, makeLocal(cloud, "valley"));
    const all = await linkwan.getNotifications();
    assert.deepEqual(
      all.map(({ category }) => category),
      ["GATEWAY_OFFLINE", "JOIN_PERMISSION_AUTH_APPLYING"],
    );
    const [offered] = await linkwan.getNotifications({ category: "JOIN_PERMISSION_AUTH_APPLYING" });
    assert.equal(offered?.joinPermissionAuthInfo?.orderId, orderId);
    assert.equal(all[0]?.gatewayOfflineInfo?.gwEui, "aaaa000000000001");
    const later = Math.max(...all.map(({ noticeMillis = 0 }) => noticeMillis)) + 1000;
    assert.deepEqual(await linkwan.getNotifications({ handleState: "UNHANDLED", beginMillis: later }), []);

    const order = { LoraVersion: "1.1", RequiredCount: 2, TupleType: "standard" };
    cloud.callAs("renter", "SubmitNodeTupleOrder", order);
    const [ordered] = await linkwan.getTupleOrders({ deviceType: "NODE" });
    assert.deepEqual(
      [ordered?.requiredCount, ordered?.loraVersion, ordered?.orderState],
      [2, "1.1", "APPLYING"],
    );
    assert.deepEqual(await linkwan.getTupleOrders({ deviceType: "GATEWAY" }), []);
  });

  it("reports that an account has not activated the service, or is in arrears", async () => {
    await connect({
      seed: {
        accounts: [
          { name: "renter", activated: false },
          { name: "owner", arrears: true },
        ],
      },
    });
    assert.deepEqual(await linkwan.getServiceStatus(), { opened: false, arrears: false, features: [] });
    assert.equal((await linkwan.getServiceStatus({ profile: "owner" })).arrears, true);
  });

  it("accepts outputs as arguments", async () => {
    const joinPermissionId = pulumi.output(makeLocalLease(cloud));
    const read = linkwan.getRentedJoinPermissionOutput({ joinPermissionId });
    const { joinPermissionName } = await new Promise<{ joinPermissionName: string }>((resolve) =>
      read.apply(resolve),
    );
    assert.equal(joinPermissionName, "valley");
  });

  it("rejects invalid arguments before any call, and does not quote them", async () => {
    for (const [call, message] of [
      [
        () => linkwan.getNodeGroup({ nodeGroupId: "301\u001b[2J" }),
        /^getNodeGroup: nodeGroupId must not contain/,
      ],
      [() => linkwan.getGateway({ gwEui: " aaaa000000000001" }), /^getGateway: gwEui must not contain/],
      [
        () =>
          linkwan.getNodeGroupTraffic({
            nodeGroupId: "301",
            beginMillis: 0.5,
            endMillis: 1,
            timeIntervalUnit: "INTERVAL_IN_DAYS",
          }),
        /^getNodeGroupTraffic: beginMillis must be a whole number, 0 or more/,
      ],
      [
        () => linkwan.getTupleOrders(JSON.parse('{ "deviceType": "TAG" }')),
        /^getTupleOrders: deviceType must be GATEWAY or NODE/,
      ],
      [() => linkwan.getNodes({ nodeGroupId: "" }), /^getNodes: nodeGroupId must be a non-empty string/],
    ] as const)
      await assert.rejects(call, (error: Error) => {
        assert.ok(pulumi.RunError.isInstance(error));
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /2J/);
        return true;
      });
    assert.deepEqual(cloud.calls, []);
  });

  it("throws the package's error, which Pulumi prints as one line", async () => {
    const error = await linkwan.getNodeGroup({ nodeGroupId: "999" }).then(
      () => assert.fail("the call succeeded"),
      (thrown) => thrown,
    );
    assert.ok(linkwan.isLinkWanError(error) && pulumi.RunError.isInstance(error));
    assert.match(error.message, /^GetNodeGroup of node group 999 failed with NonExistent: /);
  });
});
