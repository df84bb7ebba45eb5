import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { emulated } from "../support/hooks";
import { devEui, gwEui, makeNetwork } from "../support/network";

describe("emulator local configurations", () => {
  let emulator: RunningEmulator;
  let now: number;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
    makeNetwork(emulator);
  });

  const config = { D2dAddr: "00000001", D2dKey: "0123", Freq: 470_300_000, Datr: 5 };
  const gateway = { GwEui: gwEui(1) };
  const node = { DevEui: devEui(1) };
  const task = (TaskId: number) => renter.data("GetLocalConfigSyncTask", { TaskId });
  const transmit = () => emulator.transmit({ ...{ devEui: devEui(1) }, gwEuis: [gwEui(1)] });

  it("applies a configuration to a gateway as soon as the gateway is online", async () => {
    const TaskId = await renter.data("SubmitGatewayLocalConfigAddingTask", { ...gateway, ...config });
    assert.equal(typeof TaskId, "number");
    const submitted = now;
    const waiting = {
      Id: TaskId,
      TaskTYpe: "ADD",
      State: "PROCESSING",
      DevType: "GATEWAY",
      Eui: gwEui(1),
      ...config,
      CreateMillis: submitted,
      ModifiedMillis: submitted,
    };
    assert.deepEqual(await task(TaskId), waiting);
    assert.deepEqual(await renter.data("ListGatewayLocalConfigs", gateway), []);
    now += 1;
    emulator.setGatewayOnline(gwEui(1), true);
    const done = { ...waiting, State: "SUCCESS", ModifiedMillis: now, ProcessingMillis: now };
    assert.deepEqual(await task(TaskId), done);
    const times = { CreateMillis: now, ModifiedMillis: now };
    const applied = { DevType: "GATEWAY", Eui: gwEui(1), ...config, TaskId, ...times };
    assert.deepEqual(await renter.data("ListGatewayLocalConfigs", gateway), [applied]);
  });

  it("replaces a gateway's configuration with the same D2D address, and deletes a configuration by its D2D address", async () => {
    emulator.setGatewayOnline(gwEui(1), true);
    const created = now;
    const add = (changes: Parameters) =>
      renter.data("SubmitGatewayLocalConfigAddingTask", { ...gateway, ...config, ...changes });
    const list = async () =>
      (await renter.data("ListGatewayLocalConfigs", gateway)).map((each: Parameters) =>
        [
          each.D2dAddr,
          each.Datr,
          Number(each.CreateMillis) - created,
          Number(each.ModifiedMillis) - created,
        ].join(" "),
      );
    await add({});
    assert.deepEqual(await list(), ["00000001 5 0 0"]);
    now += 1;
    await add({ D2dAddr: "00000002" });
    await add({ Datr: 3 });
    assert.deepEqual((await list()).sort(), ["00000001 3 0 1", "00000002 5 1 1"]);
    const remove = (D2dAddr: string) =>
      renter.code("SubmitGatewayLocalConfigDeletingTask", { ...gateway, D2dAddr });
    assert.equal(await remove("00000003"), "NonExistent");
    assert.equal(await remove("00000001"), "OK");
    assert.deepEqual(await list(), ["00000002 5 1 1"]);
  });

  it("applies a configuration to a node after the node's next uplink, and keeps only the latest configuration", async () => {
    transmit();
    const add = (changes: Parameters = {}) =>
      renter.data("SubmitNodeLocalConfigAddingTask", { ...node, ...config, ...changes });
    const first = await add();
    assert.equal((await task(first)).State, "PROCESSING", "an earlier uplink does not count");
    assert.equal(await renter.code("GetNodeLocalConfig", node), "NonExistent");
    assert.equal(await renter.code("SubmitNodeLocalConfigDeletingTask", node), "NonExistent");
    transmit();
    assert.equal((await task(first)).State, "SUCCESS");
    assert.deepEqual((await renter.data("GetNodeLocalConfig", node)).D2dAddr, "00000001");
    await add({ D2dAddr: "00000002" });
    transmit();
    const applied = await renter.data("GetNodeLocalConfig", node);
    assert.deepEqual([applied.D2dAddr, applied.DevType, applied.Eui], ["00000002", "NODE", devEui(1)]);
    const last = await renter.data("SubmitNodeLocalConfigDeletingTask", node);
    transmit();
    const { TaskTYpe, State, D2dAddr } = await task(last);
    assert.deepEqual([TaskTYpe, State, D2dAddr], ["DELETE", "SUCCESS", "00000002"]);
    assert.equal(await renter.code("GetNodeLocalConfig", node), "NonExistent");
  });

  it("rejects calls from other accounts, and requires all parameters and the D2D feature", async () => {
    const TaskId = await renter.data("SubmitGatewayLocalConfigAddingTask", { ...gateway, ...config });
    const foreign: [action: string, parameters: Parameters][] = [
      ["GetLocalConfigSyncTask", { TaskId }],
      ["ListGatewayLocalConfigs", gateway],
      ["GetNodeLocalConfig", node],
      ["SubmitGatewayLocalConfigAddingTask", { ...gateway, ...config }],
      ["SubmitGatewayLocalConfigDeletingTask", { ...gateway, D2dAddr: "00000001" }],
      ["SubmitNodeLocalConfigAddingTask", { ...node, ...config }],
      ["SubmitNodeLocalConfigDeletingTask", node],
    ];
    for (const [action, parameters] of foreign)
      assert.equal(await owner.code(action, parameters), "NonExistent", action);
    for (const name of Object.keys(config)) {
      const parameters = { ...gateway, ...config, [name]: "" };
      assert.equal(await renter.code("SubmitGatewayLocalConfigAddingTask", parameters), `Missing${name}`);
    }
    emulator = await emulated({ seed: { accounts: [{ name: "renter", missingFeatures: ["D2D"] }] } });
    for (const [action, parameters] of foreign)
      assert.equal(await renter.code(action, parameters), "FeatureNotActivated", action);
  });

  it("masks the D2D key in call records", async () => {
    await renter.data("SubmitGatewayLocalConfigAddingTask", { ...gateway, ...config });
    assert.equal(emulator.calls.at(-1)?.parameters.D2dKey, "******");
  });
});
