import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { makeGateway, makeLocalLease } from "../support/byHand";
import { ever } from "../support/everyAction";
import { emulated } from "../support/hooks";
import { devEui, gwEui, makeNetwork } from "../support/network";

const HOUR = 3_600_000;

describe("emulator traffic", () => {
  let emulator: RunningEmulator;
  let now: number;
  let lease: string;
  let group: string;
  const as = callsTo(
    () => emulator,
    () => now,
  );
  const [renter, owner] = [as("renter"), as("owner")];

  const start = async (options: Parameters = {}, classMode = "A"): Promise<void> => {
    now = Date.UTC(2026, 4, 10, 3, 30);
    emulator = await emulated({ qps: 10_000, now: () => now, ...options });
    ({ lease, group } = makeNetwork(emulator, classMode));
  };
  beforeEach(() => start());

  const transmit = (more: Parameters = {}) =>
    emulator.transmit({ devEui: devEui(1), gwEuis: [gwEui(1), gwEui(2)], ...more });
  const packets = async (Category: string, number = 1, caller = renter): Promise<Parameters[]> => {
    const parameters = { GwEui: gwEui(number), Category, ...ever, PageNumber: 1, PageSize: 100 };
    const ascending = { SortingField: "LOG_MILLIS", Ascending: true };
    return (await caller.data("ListGatewayTransferPackets", { ...parameters, ...ascending })).List;
  };
  const events = async (): Promise<unknown[]> =>
    (await packets("INVALID_PACKET")).map(({ ProcessEvent }) => ProcessEvent);
  const types = async (category: string): Promise<unknown[]> =>
    (await packets(category)).map(({ MessageType }) => MessageType);

  it("joins a node to the network before the node first sends data", async () => {
    assert.deepEqual(await renter.data("GetNode", { DevEui: devEui(1) }), {
      DevEui: devEui(1),
      ClassMode: "A",
      BoundMillis: now,
      AuthTypes: "STANDARD",
    });
    const bound = now;
    now += HOUR;
    transmit();
    transmit();
    assert.deepEqual(await types("UPLINK_PACKET"), ["JOIN_REQUEST", "UNCONFIRMED_UP", "UNCONFIRMED_UP"]);
    const node = await renter.data("GetNode", { DevEui: devEui(1) });
    assert.deepEqual([node.LastJoinMillis, node.BoundMillis], [now, bound]);
    assert.match(node.DevAddr, /^[0-9a-f]{8}$/);
    const [request, first, second] = await packets("UPLINK_PACKET");
    assert.deepEqual([request?.DevAddr, request?.FPort, request?.HasData], [undefined, undefined, false]);
    assert.deepEqual([first?.DevAddr, first?.FPort, first?.HasData], [node.DevAddr, 1, true]);
    assert.deepEqual(
      [first?.HasMacCommand, first?.MacCommandCIDs, second?.HasMacCommand, second?.MacCommandCIDs],
      [true, ["0x0d"], false, []],
    );
  });

  it("includes the DevAddr, the frame counter, the FPort and the content in the MAC payload", async () => {
    transmit({ fPort: 7, content: "c0ffee" });
    const [, data] = await packets("UPLINK_PACKET");
    const payload = Buffer.from(String(data?.Base64EncodedMacPayload), "base64");
    const address = Buffer.from(String(data?.DevAddr), "hex").reverse().toString("hex");
    assert.equal(payload.toString("hex"), `${address}0100000d07c0ffee`);
    assert.deepEqual([data?.MacPayloadSize, data?.FPort], [payload.length, 7]);
  });

  it("returns the same signal for a node and a gateway in every emulator, and different signals for other pairs", async () => {
    const measure = async () => {
      transmit();
      transmit({ devEui: devEui(2) });
      const seen = await Promise.all([1, 2].map((number) => packets("UPLINK_PACKET", number)));
      return seen.flat().map(({ DevEui, GwEui, Rssi, Lsnr }) => [DevEui, GwEui, Rssi, Lsnr].join(" "));
    };
    const first = new Set(await measure());
    await start();
    assert.deepEqual(new Set(await measure()), first);
    assert.equal(first.size, 4);
    assert.equal(new Set([...first].map((each) => each.split(" ").slice(2).join())).size, 4);
  });

  it("brings a gateway online with its first packet", async () => {
    const state = async () => {
      const { OnlineState, OnlineStateChangedMillis } = await renter.data("GetGateway", { GwEui: gwEui(1) });
      return [OnlineState, OnlineStateChangedMillis];
    };
    const created = now;
    assert.deepEqual(await state(), ["OFFLINE", created]);
    now += 1;
    transmit({ gwEuis: [gwEui(1)] });
    assert.deepEqual(await state(), ["ONLINE", created + 1]);
    const online = { OnlineState: "ONLINE" };
    assert.equal(await renter.data("CountGateways", online), 1);
    assert.equal((await renter.data("ListGateways", { Offset: 0, Limit: 1, ...online })).TotalCount, 1);
    now += 1;
    emulator.setGatewayOnline(gwEui(1), false);
    assert.deepEqual(await state(), ["OFFLINE", created + 2]);
  });

  it("logs nothing if no gateway of an account receives the data", async () => {
    transmit({ gwEuis: [gwEui(9)] });
    transmit({ gwEuis: [] });
    assert.equal(
      (await renter.data("ListTransferPacket", { ...ever, PageNumber: 1, PageSize: 9 })).TotalCount,
      0,
    );
  });

  const obstacles: [event: string, obstruct: () => void | Promise<void>][] = [
    [
      "GW_STATUS_INVALID",
      () => void emulator.callAs("renter", "UpdateGatewayEnablingState", { GwEui: gwEui(1), Enabled: false }),
    ],
    [
      "DEVEUI_ILLEGAL",
      () => void emulator.callAs("renter", "RemoveNodeFromGroup", { NodeGroupId: group, DevEui: devEui(1) }),
    ],
    [
      "STATUS_INVALID",
      () => void emulator.callAs("renter", "UpdateNodeEnablingState", { DevEui: devEui(1), IsEnable: false }),
    ],
    [
      "JOINEUI_ILLEGAL",
      () =>
        void emulator.callAs("renter", "UpdateRoamingJoinPermissionEnablingState", {
          JoinPermissionId: lease,
          Enabled: false,
        }),
    ],
    [
      "JOINEUI_ILLEGAL",
      () =>
        void emulator.callAs("renter", "UnbindJoinPermissionFromNodeGroup", {
          JoinPermissionId: lease,
          NodeGroupId: group,
        }),
    ],
    [
      "GW_FREQ_NOT_MATCH",
      () => void emulator.callAs("renter", "UpdateGateway", { GwEui: gwEui(1), FreqBandPlanGroupId: 201 }),
    ],
  ];
  for (const [index, [event, obstruct]] of obstacles.entries())
    it(`logs an invalid packet and rejects the join: ${event} (${index + 1})`, async () => {
      await obstruct();
      transmit({ gwEuis: [gwEui(1)] });
      assert.deepEqual([await events(), await types("UPLINK_PACKET")], [[event], []]);
      assert.deepEqual(await types("INVALID_PACKET"), ["JOIN_REQUEST"]);
      assert.deepEqual(await types("DOWNLINK_PACKET"), []);
    });

  it("logs data of a joined node as invalid while the node is disabled", async () => {
    transmit();
    await renter.data("UpdateNodeEnablingState", { DevEui: devEui(1), IsEnable: false });
    transmit();
    await renter.data("UpdateNodeEnablingState", { DevEui: devEui(1), IsEnable: true });
    transmit();
    assert.deepEqual(await types("INVALID_PACKET"), ["UNCONFIRMED_UP"]);
    assert.equal((await types("UPLINK_PACKET")).length, 3);
  });

  it("accepts a packet received by an enabled and a disabled gateway, and marks it as invalid only at the disabled one", async () => {
    await renter.data("UpdateGatewayEnablingState", { GwEui: gwEui(1), Enabled: false });
    transmit();
    assert.equal((await packets("UPLINK_PACKET", 2)).length, 2);
    assert.deepEqual([(await packets("INVALID_PACKET", 1)).length, await types("UPLINK_PACKET")], [2, []]);
  });

  it("carries packets of a ROAMING node through gateways of another account, unless one of the accounts is isolated", async () => {
    makeGateway(
      { callAs: (_, ...call) => emulator.callAs("owner", ...call) },
      { GwEui: gwEui(3), PinCode: "100003" },
    );
    transmit({ gwEuis: [gwEui(3)] });
    const [, carried] = await packets("UPLINK_PACKET", 3, owner);
    assert.equal(carried?.NodeOwnerAliyunId, "renter");
    const ofGroup = { NodeGroupId: group, Category: "UPLINK_PACKET", ...ever, PageNumber: 1, PageSize: 9 };
    const [data] = (await renter.data("ListNodeGroupTransferPackets", ofGroup)).List;
    assert.deepEqual([data.GwOwnerAliyunId, data.GwEui], ["owner", gwEui(3)]);
    await owner.data("UpdateUserIsolationState", { Isolated: true });
    transmit({ gwEuis: [gwEui(3)] });
    assert.deepEqual(
      (await packets("INVALID_PACKET", 3, owner)).map(({ ProcessEvent }) => ProcessEvent),
      ["ISOLATED"],
    );
    assert.equal((await renter.data("ListNodeGroupTransferPackets", ofGroup)).TotalCount, 2);
  });

  it("carries packets of a node with a LOCAL permission only through gateways of the permission's owner", async () => {
    const local = makeLocalLease(emulator);
    await renter.data("UnbindJoinPermissionFromNodeGroup", { JoinPermissionId: lease, NodeGroupId: group });
    await renter.data("BindJoinPermissionToNodeGroup", { JoinPermissionId: local, NodeGroupId: group });
    makeGateway(
      { callAs: (_, ...call) => emulator.callAs("owner", ...call) },
      { GwEui: gwEui(3), PinCode: "100003" },
    );
    transmit({ gwEuis: [gwEui(1)] });
    transmit({ gwEuis: [gwEui(3)] });
    assert.deepEqual(await events(), ["ISOLATED"]);
    assert.equal((await packets("UPLINK_PACKET", 3, owner)).length, 2);
    const listed = { JoinPermissionId: local, Offset: 0, Limit: 9 };
    const { TotalCount, List } = await owner.data("ListNodesByOwnedJoinPermissionId", listed);
    assert.deepEqual([TotalCount, List[0].DevEui, List[0].LastJoinMillis], [2, devEui(1), now]);
    assert.deepEqual((await owner.data("GetOwnedJoinPermission", { JoinPermissionId: local })).RxDailySum, 2);
  });

  it("sends a command to a class A node after its next uplink, and to a class C node immediately", async () => {
    const command = { DevEui: devEui(1), FPort: 9, Content: "0A" };
    transmit();
    await renter.data("SendUnicastCommand", command);
    await renter.data("SendUnicastCommand", { ...command, Confirmed: true, MaxRetries: 3 });
    assert.deepEqual(
      await types("DOWNLINK_PACKET").then((each) => each.length),
      1,
      "the only downlink is the Join-Accept",
    );
    transmit();
    const best = (await packets("DOWNLINK_PACKET", 1)).length > 0 ? 1 : 2;
    const sent = await packets("DOWNLINK_PACKET", best);
    assert.deepEqual(
      sent.map(({ MessageType, FPort }) => [MessageType, FPort]),
      [
        ["JOIN_ACCEPT", undefined],
        ["UNCONFIRMED_DOWN", 9],
        ["CONFIRMED_DOWN", 9],
      ],
    );
    await start({}, "C");
    await renter.data("SendUnicastCommand", command);
    transmit();
    await renter.data("SendUnicastCommand", command);
    assert.equal((await packets("DOWNLINK_PACKET", best)).length, 3);
  });

  it("discards queued commands if a new command sets CleanUp", async () => {
    const command = { DevEui: devEui(1), FPort: 9, Content: "0a" };
    await renter.data("SendUnicastCommand", command);
    await renter.data("SendUnicastCommand", { ...command, FPort: 10, CleanUp: true });
    for (let i = 0; i < 2; i++) transmit({ gwEuis: [gwEui(1)] });
    assert.deepEqual(
      (await packets("DOWNLINK_PACKET")).map(({ FPort }) => FPort),
      [undefined, 10],
      "a command is sent only once",
    );
  });

  const commands: [changes: Parameters, expected: string][] = [
    [{ FPort: 0 }, "InvalidFPort"],
    [{ FPort: 224 }, "InvalidFPort"],
    [{ Content: "0" }, "InvalidContent"],
    [{ Content: "xx" }, "InvalidContent"],
    [{ Content: "00".repeat(52) }, "InvalidContent"],
    [{ Content: "00".repeat(51) }, "OK"],
    [{ Content: "" }, "MissingContent"],
    [{ MaxRetries: 101 }, "InvalidMaxRetries"],
    [{ DevEui: devEui(3) }, "NonExistent"],
  ];
  for (const [changes, expected] of commands)
    it(`returns ${expected} for a command with ${JSON.stringify(changes).slice(0, 60)}`, async () => {
      const command = { DevEui: devEui(1), FPort: 1, Content: "00", ...changes };
      assert.equal(await renter.code("SendUnicastCommand", command), expected);
      assert.equal(
        await owner.code("SendUnicastCommand", { ...command, FPort: 1, Content: "00", MaxRetries: 0 }),
        "NonExistent",
      );
    });

  it("counts the packets of a join permission per day and per month in the time zone of the service", async () => {
    const read = async () => {
      const { RxDailySum, RxMonthSum, TxDailySum, TxMonthSum } = await renter.data(
        "GetRentedJoinPermission",
        {
          JoinPermissionId: lease,
        },
      );
      return [RxDailySum, RxMonthSum, TxDailySum, TxMonthSum];
    };
    assert.deepEqual(await read(), [0, 0, 0, 0]);
    transmit();
    assert.deepEqual(await read(), [2, 2, 1, 1]);
    const { RxDailySum, TxMonthSum } = await renter.data("GetNodeGroup", { NodeGroupId: group });
    assert.deepEqual([RxDailySum, TxMonthSum], ["2", 1]);
    const [listed] = (await renter.data("ListNodeGroups", { Offset: 0, Limit: 1 })).List;
    assert.deepEqual([listed.RxDailySum, listed.RxMonthSum], [2, 2]);
    now = Date.UTC(2026, 4, 10, 15, 59);
    assert.deepEqual(await read(), [2, 2, 1, 1]);
    now = Date.UTC(2026, 4, 10, 16);
    assert.deepEqual(await read(), [0, 2, 0, 1]);
    now = Date.UTC(2026, 4, 31, 16);
    assert.deepEqual(await read(), [0, 0, 0, 0]);
  });

  it("sends a seed's traffic periodically, and processes each packet against the cloud's state when it is sent", async () => {
    const traffic = [{ devEui: devEui(1), gwEuis: [gwEui(1)], everySeconds: 600 }];
    now = Date.UTC(2026, 4, 10, 3, 30);
    emulator = await emulated({ qps: 10_000, now: () => now, seed: { traffic } });
    now += HOUR;
    ({ lease, group } = makeNetwork(emulator));
    assert.deepEqual(await types("UPLINK_PACKET"), [], "no gateway belonged to an account");
    now += HOUR;
    assert.equal((await types("UPLINK_PACKET")).length, 7);
    await renter.data("UpdateNodeEnablingState", { DevEui: devEui(1), IsEnable: false });
    now += HOUR;
    assert.deepEqual([(await types("UPLINK_PACKET")).length, (await events()).length], [7, 6]);
  });

  const seeds: [traffic: Parameters, expected: RegExp][] = [
    [{ gwEuis: [], everySeconds: 1 }, /traffic\[0\]\.devEui is required/],
    [{ devEui: "1", gwEuis: [], everySeconds: 1 }, /traffic\[0\]\.devEui must be 16 hex digits/],
    [{ devEui: devEui(1), gwEuis: ["1"], everySeconds: 1 }, /gwEuis must be an array of EUIs/],
    [{ devEui: devEui(1), gwEuis: [], everySeconds: 0 }, /everySeconds must be an integer from 1/],
    [
      { devEui: devEui(1), gwEuis: [], everySeconds: 1, fPort: 224 },
      /fPort must be an integer from 1 to 223/,
    ],
    [{ devEui: devEui(1), gwEuis: [], everySeconds: 1, content: "0" }, /content must be 1 to 51 bytes/],
  ];
  for (const [entry, expected] of seeds)
    it(`rejects a seed with the traffic ${JSON.stringify(entry)}`, async () => {
      await assert.rejects(emulated({ seed: { traffic: [entry as never] } }), expected);
    });

  it("sends at most about 10,000 missed transmissions after a long pause", async () => {
    const traffic = [{ devEui: devEui(1), gwEuis: [gwEui(1)], everySeconds: 1 }];
    emulator = await emulated({ qps: 10_000, now: () => now, seed: { traffic } });
    ({ lease, group } = makeNetwork(emulator));
    now += 365 * 24 * HOUR;
    const { RxCount } = await renter.data("GetGatewayStatusStat", { GwEui: gwEui(1) });
    assert.ok(RxCount > 10_000 && RxCount < 10_010, String(RxCount));
  });
});
