import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";
import { call, callerOf } from "../support/signedRequest";

describe("emulator tuple orders", () => {
  let emulator: RunningEmulator;
  let now: number;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
  });

  const gateways = { RequiredCount: 2, TupleType: "standard" };
  const nodes = { LoraVersion: "1.0.2", RequiredCount: 2, TupleType: "standard" };
  const page = { Offset: 0, Limit: 10 };
  const rowsOf = async (url: string): Promise<string[][]> =>
    (await (await fetch(url)).text())
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));

  it("keeps an order APPLYING until the vendor decides, then issues gateways that can be registered", async () => {
    const OrderId = await renter.data("SubmitGatewayTupleOrder", gateways);
    assert.match(OrderId, /^\d+$/);
    const order = { OrderId, OrderState: "APPLYING", RequiredCount: 2, CreatedMillis: now };
    assert.deepEqual(await renter.data("GetGatewayTupleOrder", { OrderId }), order);
    const download = () => renter.code("GetGatewayTuplesDownloadUrl", { OrderId });
    assert.equal(await download(), "GatewayTupleOrderNotAccepted");
    now += 1;
    emulator.setTupleOrderState(OrderId, "ACCEPTED");
    const accepted = { ...order, OrderState: "ACCEPTED", AcceptedMillis: now };
    assert.deepEqual(await renter.data("GetGatewayTupleOrder", { OrderId }), accepted);
    const listed = { ...accepted, TupleType: "standard" };
    assert.deepEqual(await renter.data("ListGatewayTupleOrders", page), { TotalCount: 1, List: [listed] });
    const [head, ...rows] = await rowsOf(await renter.data("GetGatewayTuplesDownloadUrl", { OrderId }));
    assert.deepEqual([head, rows.length], [["GwEui", "PinCode"], 2]);
    for (const [GwEui, PinCode] of rows)
      assert.equal(await renter.code("CreateGateway", { ...gatewaySite, GwEui, PinCode }), "OK");
    emulator.setTupleOrderState(OrderId, "ACCEPTED");
    const again = await rowsOf(await renter.data("GetGatewayTuplesDownloadUrl", { OrderId }));
    assert.deepEqual(again, [head, ...rows], "the tuples are issued only once");
  });

  it("issues nodes that can be added to a group", async () => {
    const OrderId = await renter.data("SubmitNodeTupleOrder", nodes);
    assert.equal(await renter.code("GetNodeTuplesDownloadUrl", { OrderId }), "NonExistent");
    const order = { OrderId, OrderState: "APPLYING", IsKpm: false, RequiredCount: 2, CreatedMillis: now };
    assert.deepEqual(await renter.data("GetNodeTupleOrder", { OrderId }), order);
    const list = async () => (await renter.data("ListNodeTupleOrders", page)).List;
    const listed = { ...order, TupleType: "standard", LoraVersion: "1.0.2", SuccessCount: 0, FailedCount: 0 };
    assert.deepEqual(await list(), [listed]);
    emulator.setTupleOrderState(OrderId, "ACCEPTED");
    const changes = { OrderState: "ACCEPTED", AcceptedMillis: now, SuccessCount: 2 };
    assert.deepEqual(await list(), [{ ...listed, ...changes }]);
    const [head, ...rows] = await rowsOf(await renter.data("GetNodeTuplesDownloadUrl", { OrderId }));
    assert.deepEqual(head, ["DevEui", "PinCode", "AppKey"]);
    const NodeGroupId = await renter.data("CreateNodeGroup", { NodeGroupName: "pumps" });
    for (const [DevEui, PinCode] of rows)
      assert.equal(await renter.code("AddNodeToGroup", { NodeGroupId, DevEui, PinCode }), "OK");
    const { List } = await renter.data("ListNodesByNodeGroupId", { NodeGroupId, ...page });
    assert.deepEqual(
      List.map(({ Appkey }: Parameters) => Appkey),
      rows.map(([, , appkey]) => appkey),
    );
    emulator.setTupleOrderState(OrderId, "ACCEPTING_FAILED");
    assert.equal((await list())[0].FailedCount, 2);
  });

  for (const [kind, parameters] of [
    ["Gateway", gateways],
    ["Node", nodes],
  ] as const)
    it(`paginates, filters, sorts and counts the ${kind.toLowerCase()} orders of an account`, async () => {
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) {
        ids.push(await renter.data(`Submit${kind}TupleOrder`, parameters));
        now += 1;
      }
      await owner.data(`Submit${kind}TupleOrder`, parameters);
      const [first = "", second = "", third = ""] = ids;
      emulator.setTupleOrderState(third, "ACCEPTED");
      now += 1;
      emulator.setTupleOrderState(first, "ACCEPTED");
      emulator.setTupleOrderState(second, "REJECTED");
      const list = async (more: Parameters = {}) => {
        const { TotalCount, List } = await renter.data(`List${kind}TupleOrders`, { ...page, ...more });
        return [TotalCount, ...List.map(({ OrderId }: Parameters) => OrderId)];
      };
      const count = (more: Parameters = {}) => renter.data(`Count${kind}TupleOrders`, more);
      assert.deepEqual([await list(), await count()], [[3, ...ids], 3]);
      assert.deepEqual(await list({ Offset: 1, Limit: 1 }), [3, second]);
      assert.deepEqual(await list({ SortingField: "CREATED_MILLIS", Ascending: false }), [
        3,
        third,
        second,
        first,
      ]);
      const accepted = { "State.1": "ACCEPTED", SortingField: "ACCEPTED_MILLIS" };
      assert.deepEqual(await list({ ...accepted, Ascending: true }), [2, third, first]);
      assert.deepEqual(await list({ ...accepted, Ascending: false }), [2, first, third]);
      assert.deepEqual(await list({ "State.1": "REJECTED", "State.2": "APPLYING" }), [1, second]);
      assert.equal(await count({ "States.1": "ACCEPTED", "States.2": "REVOKED" }), 2);
      assert.equal(await count({ "State.1": "ACCEPTED" }), 3, "count actions use States instead of State");
      assert.equal(await renter.code(`List${kind}TupleOrders`, { ...page, "State.1": "X" }), "InvalidState");
      assert.equal(await renter.code(`List${kind}TupleOrders`, { ...page, Limit: 0 }), "InvalidLimit");
      const OrderId = first;
      assert.equal(await owner.code(`Get${kind}TupleOrder`, { OrderId }), "NotResourceOwner");
      assert.equal(await owner.code(`Get${kind}TuplesDownloadUrl`, { OrderId }), "NotResourceOwner");
      const other = kind === "Node" ? "Gateway" : "Node";
      assert.equal(await renter.code(`Get${other}TupleOrder`, { OrderId }), "NonExistent");
    });

  const malformed: [action: string, parameters: Parameters, expected: string][] = [
    ["SubmitGatewayTupleOrder", { ...gateways, RequiredCount: 0 }, "InvalidRequiredCount"],
    ["SubmitGatewayTupleOrder", { ...gateways, TupleType: "relay" }, "InvalidTupleType"],
    ["SubmitGatewayTupleOrder", { ...gateways, RequiredCount: 1_001 }, "ExceedGatewayTupleLimit"],
    ["SubmitGatewayTupleOrder", { ...gateways, RequiredCount: 1_000 }, "OK"],
    ["SubmitNodeTupleOrder", { ...nodes, RequiredCount: 10_001 }, "InvalidRequiredCount"],
    ["SubmitNodeTupleOrder", { ...nodes, TupleType: "hybrid" }, "InvalidTupleType"],
    ["SubmitNodeTupleOrder", { ...nodes, LoraVersion: "1.0" }, "InvalidLoraVersion"],
    ["SubmitNodeTupleOrder", { ...nodes, LoraVersion: "" }, "MissingLoraVersion"],
  ];
  for (const [action, parameters, expected] of malformed)
    it(`returns ${expected} for ${action} with ${JSON.stringify(parameters)}`, async () => {
      assert.equal(await renter.code(action, parameters), expected);
    });

  it("counts the gateways of every order toward the limit, except rejected orders", async () => {
    const OrderId = await renter.data("SubmitGatewayTupleOrder", { ...gateways, RequiredCount: 999 });
    assert.equal(await renter.code("SubmitGatewayTupleOrder", gateways), "ExceedGatewayTupleLimit");
    emulator.setTupleOrderState(OrderId, "REJECTED");
    assert.equal(await renter.code("SubmitGatewayTupleOrder", gateways), "OK");
    assert.throws(() => emulator.setTupleOrderState("7", "REJECTED"), /unknown tuple order "7"/);
  });

  it("requires the GATEWAY_TUPLE and NODE_TUPLE features to submit and list orders", async () => {
    const missingFeatures = ["GATEWAY_TUPLE", "NODE_TUPLE"];
    emulator = await emulated({ seed: { accounts: [{ name: "renter", missingFeatures }] } });
    for (const [action, parameters] of [
      ["SubmitGatewayTupleOrder", gateways],
      ["SubmitNodeTupleOrder", nodes],
      ["ListGatewayTupleOrders", page],
      ["ListNodeTupleOrders", page],
    ] as const)
      assert.equal(await renter.code(action, parameters), "FeatureNotActivated");
    assert.equal(await renter.data("CountNodeTupleOrders"), 0);
  });

  const kpm = async (action: string, parameters: Record<string, string>, Version: string, account = 0) =>
    (await call(callerOf(emulator, account), action, parameters, { common: { Version } })).json;

  it("returns the id of a key management system's order at the top level, as a string in version 2019-03-01", async () => {
    const order = { LoraVersion: "1.1", RequiredCount: "1", TupleType: "standard" };
    const reply = await kpm("SubmitKpmEncryptedNodeTupleOrder", order, "2019-03-01");
    assert.deepEqual(Object.keys(reply), ["RequestId", "Success", "OrderId"]);
    assert.equal(typeof reply.OrderId, "string");
    assert.equal((await renter.data("GetNodeTupleOrder", { OrderId: reply.OrderId })).IsKpm, true);
    await renter.data("SubmitNodeTupleOrder", nodes);
    const counts = ["true", "false"].map((IsKpm) => renter.data("CountNodeTupleOrders", { IsKpm }));
    assert.deepEqual(await Promise.all(counts), [1, 1]);
  });

  it("serves only the two actions of version 2018-10-30, and returns encrypted tuples", async () => {
    const order = { LoraVersion: "1.1", RequiredCount: "1" };
    const { OrderId } = await kpm("SubmitKpmEncryptedNodeTupleOrder", order, "2018-10-30");
    assert.equal(typeof OrderId, "number");
    const read = (account = 0) =>
      kpm("GetKpmEncryptedNodeTuplesByOrderId", { OrderId: String(OrderId) }, "2018-10-30", account);
    assert.equal((await read()).Code, "NonExistent", "the tuples are not issued yet");
    emulator.setTupleOrderState(String(OrderId), "ACCEPTED");
    const { EncryptedNodeTuples, EncryptedSessionZmk } = await read();
    assert.match(EncryptedSessionZmk, /^[0-9a-f]{32}$/);
    const [tuple] = EncryptedNodeTuples.EncryptedNodeTuple;
    assert.deepEqual(
      Object.keys(tuple).sort(),
      `AppKeyKcv DevEui EncryptedAppKey EncryptedGenAppKey EncryptedNwkKey GenAppKeyKcv LoraVersion NwkKeyKcv
        PinCode`.split(/\s+/),
    );
    assert.equal((await read(1)).Code, "NotResourceOwner");
    const otherVersions = [
      await kpm("GetKpmEncryptedNodeTuplesByOrderId", { OrderId: "1" }, "2019-03-01"),
      await kpm("CountNodeGroups", {}, "2018-10-30"),
    ];
    assert.deepEqual(
      otherVersions.map(({ Code }) => Code),
      ["InvalidAction.NotFound", "InvalidVersion"],
    );
  });
});
