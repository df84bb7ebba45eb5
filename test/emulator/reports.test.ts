import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { makeGateway } from "../support/byHand";
import { ever } from "../support/everyAction";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";
import { devEui, gwEui, makeNetwork } from "../support/network";

const HOUR = 3_600_000;
const begin = Date.UTC(2026, 4, 10, 3, 30);

describe("emulator reports", () => {
  let emulator: RunningEmulator;
  let now: number;
  let group: string;
  const as = callsTo(
    () => emulator,
    () => now,
  );
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = begin;
    emulator = await emulated({ qps: 10_000, now: () => now });
    ({ group } = makeNetwork(emulator));
  });

  const transmit = (node = 1, ...gateways: number[]) =>
    emulator.transmit({
      devEui: devEui(node),
      gwEuis: (gateways.length > 0 ? gateways : [1]).map(gwEui),
    });
  const gateway = { GwEui: gwEui(1) };

  it("returns the state, the online hours, the packet counts and the load of a gateway", async () => {
    const status = () => renter.data("GetGatewayStatusStat", gateway);
    const offline = { ...gateway, OnlineState: "OFFLINE", Enabled: true, OnlineHour: 0 };
    assert.deepEqual(await status(), { ...offline, TxCount: 0, RxCount: 0, CpuRadio: 0, MemoryRadio: 0 });
    transmit();
    const counters = { TxCount: 1, RxCount: 2 };
    const online = { ...offline, OnlineState: "ONLINE", ...counters };
    assert.deepEqual(await status(), { ...online, CpuRadio: 3, MemoryRadio: 0.1 });
    now += HOUR - 1;
    assert.deepEqual(await status(), { ...online, CpuRadio: 0, MemoryRadio: 0.1 });
    now += HOUR;
    emulator.setGatewayOnline(gwEui(1), false);
    now += 9 * HOUR;
    const pause = { ...offline, ...counters, OnlineHour: 1, CpuRadio: 0, MemoryRadio: 0 };
    assert.deepEqual(await status(), pause);
    emulator.setGatewayOnline(gwEui(1), true);
    now += 2 * HOUR;
    assert.equal((await status()).OnlineHour, 3, "OnlineHour is the sum of all online periods");
    assert.equal(await owner.code("GetGatewayStatusStat", gateway), "NotResourceOwner");
    assert.equal(await renter.code("GetGatewayStatusStat", { GwEui: gwEui(9) }), "NonExistent");
  });

  it("counts a gateway's valid and invalid packets in a period, including both bounds", async () => {
    transmit();
    await renter.data("UpdateNodeEnablingState", { DevEui: devEui(2), IsEnable: false });
    now += 1;
    transmit(2);
    const stat = (BeginMillis: number, EndMillis: number) =>
      renter.data("GetGatewayPacketStat", { ...gateway, BeginMillis, EndMillis });
    const none = { UplinkValid: 0, UplinkInvalid: 0, DownlinkValid: 0, DownlinkInvalid: 0 };
    assert.deepEqual(await stat(begin, now), { ...none, UplinkValid: 2, UplinkInvalid: 1, DownlinkValid: 1 });
    assert.deepEqual(await stat(now, now), { ...none, UplinkInvalid: 1 });
    assert.deepEqual(await stat(begin, begin), { ...none, UplinkValid: 2, DownlinkValid: 1 });
    assert.deepEqual(await stat(now, begin), none);
    assert.equal(await owner.code("GetGatewayPacketStat", { ...gateway, ...ever }), "NonExistent");
    assert.equal(await renter.code("GetGatewayPacketStat", gateway), "MissingBeginMillis");
  });

  it("counts the packets of several gateways and groups, and omits gateways and groups of other accounts", async () => {
    transmit(1, 1, 2);
    transmit();
    makeGateway(
      { callAs: (_, ...call) => emulator.callAs("owner", ...call) },
      { GwEui: gwEui(3), PinCode: "100003" },
    );
    const gateways = {
      "GwEuiList.1": gwEui(2),
      "GwEuiList.2": gwEui(1).toUpperCase(),
      "GwEuiList.3": gwEui(3),
    };
    const stats: { GwEui: string; UplinkCount: number; DownlinkCount: number }[] = await renter.data(
      "ListGatewaysPacketStat",
      { ...gateways, ...ever },
    );
    assert.deepEqual(
      stats.map(({ GwEui, UplinkCount }) => [GwEui, UplinkCount]),
      [
        [gwEui(1), 3],
        [gwEui(2), 2],
      ],
    );
    const downlinks = stats.reduce((sum, { DownlinkCount }) => sum + DownlinkCount, 0);
    assert.equal(downlinks, 1, "the gateway with the best signal accepts the node");
    const groups = { "NodeGroupIdList.1": group, "NodeGroupIdList.2": "7", ...ever };
    assert.deepEqual(await renter.data("ListNodeGroupsPacketStat", groups), [
      { NodeGroupId: group, UplinkCount: 3, DownlinkCount: 1 },
    ]);
    assert.deepEqual(await owner.data("ListNodeGroupsPacketStat", groups), []);
    assert.equal(await renter.code("ListGatewaysPacketStat", ever), "MissingGwEuiList");
    assert.equal(await renter.code("ListNodeGroupsPacketStat", ever), "MissingNodeGroupIdList");
  });

  it("lists the gateways with a packet since midnight in the time zone of the service", async () => {
    const active = async () =>
      (await renter.data("ListActiveGateways")).map((each: Parameters) => each.GwEui);
    assert.deepEqual(await active(), []);
    transmit(1, 2);
    assert.deepEqual(await active(), [gwEui(2)]);
    const [listed] = await renter.data("ListActiveGateways");
    assert.deepEqual(listed, await renter.data("GetGateway", { GwEui: gwEui(2) }));
    now = Date.UTC(2026, 4, 10, 15, 59);
    assert.deepEqual(await active(), [gwEui(2)]);
    now = Date.UTC(2026, 4, 10, 16);
    assert.deepEqual(await active(), []);
  });

  it("paginates and sorts the online state changes of a gateway", async () => {
    for (const online of [true, true, false, true]) {
      now += 1;
      emulator.setGatewayOnline(gwEui(1), online);
    }
    const list = (more: Parameters = {}) =>
      renter.data("ListGatewayOnlineRecords", { ...gateway, OffSet: 0, Limit: 10, ...more });
    const record = (OnlineState: string, after: number) => ({
      ...gateway,
      OnlineState,
      StateChangedMillis: begin + after,
    });
    const all = [record("ONLINE", 1), record("OFFLINE", 3), record("ONLINE", 4)];
    assert.deepEqual(await list(), { TotalCount: 3, List: all });
    assert.deepEqual(await list({ OffSet: 1, Limit: 1 }), { TotalCount: 3, List: [all[1]] });
    const descending = { SortingField: "STATE_CHANGED_MILLIS", Ascending: false };
    assert.deepEqual((await list(descending)).List, [...all].reverse());
    const code = (more: Parameters, caller = renter) =>
      caller.code("ListGatewayOnlineRecords", { ...gateway, Limit: 10, ...more });
    assert.equal(await code({ Offset: 0 }), "MissingOffSet");
    assert.equal(await code({ OffSet: 0, Limit: 0 }), "InvalidLimit");
    assert.equal(await code({ OffSet: 0 }, owner), "NotResourceOwner");
    assert.throws(() => emulator.setGatewayOnline(gwEui(9), true), /unknown gateway "aaaa000000000009"/);
  });

  it("returns the packet counts of each hour or day, and omits hours and days without packets", async () => {
    transmit();
    now = Date.UTC(2026, 4, 10, 5, 59);
    transmit();
    now = Date.UTC(2026, 4, 10, 16);
    transmit();
    const stats = (action: string, TimeIntervalUnit: string, more: Parameters) =>
      renter.data(action, { ...ever, TimeIntervalUnit, ...more });
    const [of, ofGroup] = ["ListGatewayTransferFlowStats", "ListNodeGroupTransferFlowStats"];
    const hours = [
      [Date.UTC(2026, 4, 10, 3), 2, 1],
      [Date.UTC(2026, 4, 10, 5), 1, 0],
      [Date.UTC(2026, 4, 10, 16), 1, 0],
    ] as const;
    assert.deepEqual(
      await stats(of, "INTERVAL_IN_HOURS", gateway),
      hours.map(([at, UplinkCount, DownlinkCount]) => ({
        StatMillis: String(at),
        UplinkCount,
        DownlinkCount,
      })),
    );
    const days = [
      { StatMillis: Date.UTC(2026, 4, 9, 16), UplinkCount: 3, DownlinkCount: 1 },
      { StatMillis: Date.UTC(2026, 4, 10, 16), UplinkCount: 1, DownlinkCount: 0 },
    ];
    assert.deepEqual(await stats(ofGroup, "INTERVAL_IN_DAYS", { NodeGroupId: group }), days);
    const later = { NodeGroupId: group, BeginMillis: now };
    assert.deepEqual(await stats(ofGroup, "INTERVAL_IN_DAYS", later), [days[1]]);
    const unit = { ...gateway, ...ever, TimeIntervalUnit: "INTERVAL_IN_WEEKS" };
    assert.equal(await renter.code(of, unit), "InvalidTimeIntervalUnit");
    assert.equal(await owner.code(of, { ...unit, TimeIntervalUnit: "INTERVAL_IN_DAYS" }), "NotResourceOwner");
    const foreign = { NodeGroupId: group, ...ever, TimeIntervalUnit: "INTERVAL_IN_DAYS" };
    assert.equal(await owner.code(ofGroup, foreign), "NotResourceOwner");
  });

  const uplinks = { ...ever, Category: "UPLINK_PACKET" };
  const page = { PageNumber: 1, PageSize: 10 };

  /** Returns the actions that report packets, with the parameter that identifies the gateway, group or node. */
  const reports = (): [action: string, about: Parameters][] => [
    ["ListGatewayTransferPackets", gateway],
    ["ListNodeGroupTransferPackets", { NodeGroupId: group }],
    ["ListNodeTransferPackets", { DevEui: devEui(1) }],
  ];

  it("paginates and sorts packets, newest first", async () => {
    for (let i = 0; i < 3; i++) {
      transmit();
      now += 1;
    }
    for (const [action, about] of reports()) {
      const list = async (more: Parameters = {}) => {
        const { TotalCount, List } = await renter.data(action, { ...about, ...uplinks, ...page, ...more });
        return [TotalCount, ...List.map(({ LogMillis }: Parameters) => Number(LogMillis) - begin)];
      };
      assert.deepEqual(await list(), [4, 2, 1, 0, 0], action);
      assert.deepEqual(await list({ PageNumber: 2, PageSize: 3 }), [4, 0]);
      assert.deepEqual(await list({ PageNumber: 3, PageSize: 3 }), [4]);
      assert.deepEqual(await list({ SortingField: "LOG_MILLIS", Ascending: true }), [4, 0, 0, 1, 2]);
      assert.deepEqual(
        await list({ Ascending: true }),
        [4, 2, 1, 0, 0],
        "Ascending has no effect without SortingField",
      );
      assert.deepEqual(await list({ BeginMillis: begin + 1, EndMillis: begin + 1 }), [1, 1]);
      assert.deepEqual(await list({ Category: "DOWNLINK_PACKET" }), [1, 0]);
      const code = (more: Parameters) => renter.code(action, { ...about, ...uplinks, ...page, ...more });
      assert.equal(await code({ PageNumber: 0 }), "InvalidPageNumber");
      assert.equal(await code({ PageSize: -1 }), "InvalidPageSize");
      assert.equal(await code({ Category: "PACKET" }), "InvalidCategory");
      assert.equal(await code({ SortingField: "FREQ" }), "InvalidSortingField");
      assert.equal(await owner.code(action, { ...about, ...uplinks, ...page }), "NotResourceOwner");
    }
  });

  it("limits the page size and the categories as documented for each action", async () => {
    const codes = (PageSize: number) =>
      Promise.all(
        reports().map(([action, about]) =>
          renter.code(action, { ...about, ...uplinks, PageNumber: 1, PageSize }),
        ),
      );
    assert.deepEqual(await codes(0), ["InvalidPageSize", "OK", "OK"]);
    assert.deepEqual(await codes(300), ["OK", "OK", "OK"]);
    assert.deepEqual(await codes(301), ["OK", "InvalidPageSize", "InvalidPageSize"]);
    const categories = (Category: string) =>
      Promise.all(
        reports().map(([action, about]) => renter.code(action, { ...about, ...ever, ...page, Category })),
      );
    assert.deepEqual(await categories("INVALID_PACKET"), ["OK", "InvalidCategory", "OK"]);
  });

  it("filters a gateway's or group's packets by node, and a node's packets by gateway", async () => {
    transmit(1, 1, 2);
    transmit(2, 1);
    const count = async (action: string, parameters: Parameters) =>
      (await renter.data(action, { ...uplinks, ...page, ...parameters })).TotalCount;
    assert.equal(await count("ListGatewayTransferPackets", gateway), 4);
    assert.equal(
      await count("ListGatewayTransferPackets", { ...gateway, DevEui: devEui(2).toUpperCase() }),
      2,
    );
    assert.equal(await count("ListNodeGroupTransferPackets", { NodeGroupId: group, DevEui: devEui(1) }), 2);
    const counts = [1, 2].map((number) =>
      count("ListNodeTransferPackets", { DevEui: devEui(1), GwEui: gwEui(number) }),
    );
    assert.deepEqual(
      (await Promise.all(counts)).sort(),
      [0, 2],
      "a packet is counted only for the gateway with the best signal",
    );
  });

  it("returns each report with its own fields and types", async () => {
    transmit();
    const first = async (action: string, about: Parameters) =>
      (await renter.data(action, { ...about, ...uplinks, ...page })).List[0];
    const [ofGateway, ofGroup, ofNode] = await Promise.all(
      reports().map(([action, about]) => first(action, about)),
    );
    const common =
      "DevAddr FPort HasMacCommand HasData Base64EncodedMacPayload MacPayloadSize ProcessEvent MessageType";
    const keys = (each: Parameters) => Object.keys(each).sort();
    const radio = "GwEui DevEui Datr ClassMode Rssi Freq LogMillis";
    const sorted = (text: string) => text.split(" ").sort();
    assert.deepEqual(keys(ofNode), sorted(`${radio} Snr`));
    assert.deepEqual(keys(ofGateway), sorted(`${radio} ${common} Lsnr NodeOwnerAliyunId MacCommandCIDs`));
    assert.deepEqual(
      keys(ofGroup),
      sorted(`${radio} ${common} Lsnr GwOwnerAliyunId MacCommandCIDs FreqBandPlanGroupId FcntUp`),
    );
    assert.deepEqual([ofGateway.LogMillis, ofGateway.Freq], [String(now), "470.3"]);
    assert.deepEqual([ofGroup.LogMillis, ofGroup.Freq, ofGroup.FreqBandPlanGroupId], [now, 470.3, 101]);
    assert.deepEqual([ofGateway.MacCommandCIDs, ofGroup.MacCommandCIDs], [["0x0d"], '["0x0d"]']);
    assert.match(ofNode.Datr, /^SF(7|8|9|10|11|12)BW125$/);
    const { Base64EncodedMacPayload, LogMillis } = ofGroup;
    const identity = { DevEui: devEui(1), Base64EncodedMacPayload, LogMillis };
    const { FcntUp: _, ...single } = ofGroup;
    assert.deepEqual(await renter.data("GetNodeTransferPacket", identity), {
      ...single,
      MacCommandCIDs: ["0x0d"],
    });
    assert.equal(await renter.code("GetNodeTransferPacket", { ...identity, LogMillis: 1 }), "NonExistent");
    assert.equal(await owner.code("GetNodeTransferPacket", identity), "NonExistent");
    const all = await renter.data("ListTransferPacket", { ...ever, ...page });
    assert.deepEqual(
      [all.TotalCount, keys(all.List.Packet[0])],
      [3, keys(ofGroup).filter((each) => !/Aliyun|CIDs/.test(each))],
    );
  });

  it("lists the gateways that received a packet, best signal first", async () => {
    transmit(1, 1, 2);
    const [packet] = (
      await renter.data("ListNodeGroupTransferPackets", { NodeGroupId: group, ...uplinks, ...page })
    ).List;
    const { Base64EncodedMacPayload, LogMillis } = packet;
    const identity = { DevEui: devEui(1), Base64EncodedMacPayload, LogMillis };
    const { TotalCount, List } = await renter.data("ListNodeTransferPacketPaths", { ...identity, ...page });
    assert.equal(TotalCount, 2);
    assert.deepEqual(
      List.map(({ BestPath }: Parameters) => BestPath),
      [true, false],
    );
    assert.ok(List[0].Lsnr >= List[1].Lsnr);
    assert.deepEqual(List.map(({ GwEui }: Parameters) => GwEui).sort(), [gwEui(1), gwEui(2)]);
    assert.deepEqual([List[0].GwEui, List[0].Rssi], [packet.GwEui, packet.Rssi]);
    const second = { ...identity, PageNumber: 2, PageSize: 1 };
    assert.deepEqual((await renter.data("ListNodeTransferPacketPaths", second)).List, [List[1]]);
    const empty = { ...identity, PageNumber: 1, PageSize: 0 };
    assert.equal(await renter.code("ListNodeTransferPacketPaths", empty), "InvalidPageSize");
  });

  it("serves the selected packets as a CSV file with the fields of the list", async () => {
    transmit();
    for (const [action, about] of reports()) {
      const { List } = await renter.data(action, { ...about, ...uplinks, ...page });
      const download = action.replace("List", "Get").replace("Packets", "PacketsDownloadUrl");
      const url = await renter.data(download, { ...about, ...uplinks });
      assert.match(url, /^http:\/\/127\.0\.0\.1:\d+\/_emulator\/download\/[0-9a-f-]{36}\.csv$/);
      const response = await fetch(url);
      assert.match(response.headers.get("content-type") ?? "", /^text\/csv/);
      const [head = "", ...rows] = (await response.text()).trimEnd().split("\n");
      const missing = List.flatMap(Object.keys).filter((name: string) => !head.split(",").includes(name));
      assert.deepEqual(missing, []);
      const column = head.split(",").indexOf("LogMillis");
      assert.deepEqual(
        rows.map((row) => row.split(",")[column]),
        List.map(({ LogMillis }: Parameters) => String(LogMillis)),
      );
      assert.equal((await fetch(`${url}x`)).status, 404);
      assert.equal(await owner.code(download, { ...about, ...uplinks }), "NotResourceOwner");
    }
  });

  it("shows a gateway's packets only to the account that held the gateway when it received the packets", async () => {
    transmit();
    await renter.data("DeleteGateway", gateway);
    await owner.data("CreateGateway", { ...gatewaySite, ...gateway, PinCode: "100001" });
    const { RxCount, OnlineState } = await owner.data("GetGatewayStatusStat", gateway);
    assert.deepEqual([RxCount, OnlineState], [0, "OFFLINE"]);
    const ofGroup = { NodeGroupId: group, ...uplinks, ...page };
    assert.equal((await renter.data("ListNodeGroupTransferPackets", ofGroup)).TotalCount, 2);
  });

  it("requires the GATEWAY and NODE features", async () => {
    const accounts = [
      { name: "renter", missingFeatures: ["GATEWAY"] },
      { name: "owner", missingFeatures: ["NODE"] },
    ];
    emulator = await emulated({ now: () => now, seed: { accounts } });
    assert.equal(await renter.code("GetGatewayStatusStat", gateway), "FeatureNotActivated");
    assert.equal(await renter.code("ListTransferPacket", { ...ever, ...page }), "OK");
    assert.equal(await owner.code("ListTransferPacket", { ...ever, ...page }), "FeatureNotActivated");
    assert.equal(await owner.code("ListActiveGateways"), "OK");
  });
});
