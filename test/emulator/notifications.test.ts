import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { emulated } from "../support/hooks";
import { devEui, gwEui, makeNetwork } from "../support/network";

describe("emulator notifications", () => {
  let emulator: RunningEmulator;
  let now: number;
  const as = callsTo(() => emulator);
  const [renter, owner, stranger] = [as("renter"), as("owner"), as("stranger")];

  beforeEach(async () => {
    now = Date.now();
    const accounts = ["renter", "owner", "stranger"].map((name) => ({ name }));
    emulator = await emulated({ qps: 10_000, seed: { accounts }, now: () => now });
  });

  const offer = async (JoinPermissionName: string) => {
    const JoinPermissionId = await owner.data("CreateLocalJoinPermission", {
      JoinPermissionName,
      ClassMode: "A",
      FreqBandPlanGroupId: 101,
      UseDefaultJoinEui: true,
    });
    const parameters = { JoinPermissionId, RenterAliyunId: "renter" };
    const OrderId = await owner.data("SubmitJoinPermissionAuthOrder", parameters);
    return { JoinPermissionId, OrderId };
  };
  const list = (caller: typeof renter, parameters: Parameters = {}) =>
    caller.data("ListNotifications", { Offset: 0, Limit: 200, ...parameters });
  const summarize = async (caller: typeof renter, parameters: Parameters = {}) => {
    const { TotalCount, List } = await list(caller, parameters);
    const summaries = List.map((each: { Category: string; JoinPermissionAuthInfo: Parameters }) =>
      [
        each.Category.replace("JOIN_PERMISSION_AUTH_", ""),
        each.JoinPermissionAuthInfo.JoinPermissionName,
      ].join(" "),
    );
    return [TotalCount, ...summaries];
  };

  it("notifies the renter of an order, and shows the current state of the order", async () => {
    const { JoinPermissionId, OrderId } = await offer("valley");
    const submitted = now;
    const { TotalCount, List } = await list(renter);
    assert.equal(TotalCount, 1);
    const info = {
      OrderId: String(OrderId),
      OrderState: "APPLYING",
      OwnerAliyunId: "owner",
      RenterAliyunId: "renter",
      JoinPermissionId,
      JoinPermissionName: "valley",
      JoinEui: "d896e0efff000000",
      ApplyingMillis: submitted,
    };
    const notification = {
      NotificationId: List[0].NotificationId,
      Category: "JOIN_PERMISSION_AUTH_APPLYING",
      HandleState: "UNHANDLED",
      NoticeMillis: submitted,
      JoinPermissionAuthInfo: info,
    };
    assert.match(List[0].NotificationId, /^\d+$/);
    assert.deepEqual(List, [notification]);
    now += 1_000;
    await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
    const current = { ...info, OrderState: "ACCEPTED", AcceptedMillis: now };
    assert.deepEqual((await list(renter)).List, [{ ...notification, JoinPermissionAuthInfo: current }]);
    const [accepted] = (await list(owner)).List;
    assert.deepEqual(accepted, {
      ...notification,
      NotificationId: accepted.NotificationId,
      Category: "JOIN_PERMISSION_AUTH_ACCEPTED",
      NoticeMillis: now,
      JoinPermissionAuthInfo: current,
    });
    assert.notEqual(accepted.NotificationId, notification.NotificationId);
  });

  it("notifies only the other party of each order transition", async () => {
    await renter.data("AcceptJoinPermissionAuthOrder", await offer("accepted"));
    await renter.data("RejectJoinPermissionAuthOrder", await offer("rejected"));
    await owner.data("CancelJoinPermissionAuthOrder", await offer("canceled"));
    await owner.data("DeleteLocalJoinPermission", await offer("deleted"));
    assert.deepEqual(await summarize(owner), [2, "ACCEPTED accepted", "REJECTED rejected"]);
    assert.deepEqual(await summarize(renter), [
      6,
      "APPLYING accepted",
      "APPLYING rejected",
      "APPLYING canceled",
      "CANCELED canceled",
      "APPLYING deleted",
      "CANCELED deleted",
    ]);
    assert.deepEqual(await summarize(stranger), [0]);
  });

  it("creates no notification if an order transition is rejected", async () => {
    const { OrderId } = await offer("valley");
    assert.equal(await renter.code("CancelJoinPermissionAuthOrder", { OrderId }), "NonExistent");
    await renter.data("AcceptJoinPermissionAuthOrder", { OrderId });
    assert.equal(
      await renter.code("AcceptJoinPermissionAuthOrder", { OrderId }),
      "IllegalOrderStateTransition",
    );
    assert.deepEqual(
      [await summarize(renter), await summarize(owner)],
      [
        [1, "APPLYING valley"],
        [1, "ACCEPTED valley"],
      ],
    );
  });

  it("paginates, filters and sorts notifications", async () => {
    const begin = now;
    await offer("first");
    now += 1_000;
    await owner.data("CancelJoinPermissionAuthOrder", await offer("second"));
    const all = ["APPLYING first", "APPLYING second", "CANCELED second"];
    const category = (name: string) => `JOIN_PERMISSION_AUTH_${name}`;
    const filters: [Parameters, string[]][] = [
      [{}, all],
      [{ "Category.1": category("CANCELED") }, ["CANCELED second"]],
      [{ "Category.1": category("CANCELED"), "Category.2": category("APPLYING") }, all],
      [{ "Category.1": "GATEWAY_OFFLINE" }, []],
      [{ "Category.7": category("CANCELED") }, ["CANCELED second"]],
      [{ Category: category("CANCELED") }, all],
      [{ "Category.0": category("CANCELED") }, all],
      [{ "Category.1": "" }, all],
      [{ HandleState: "UNHANDLED" }, all],
      [{ HandleState: "HANDLED" }, []],
      [{ BeginMillis: begin, EndMillis: begin }, ["APPLYING first"]],
      [{ BeginMillis: begin + 1 }, ["APPLYING second", "CANCELED second"]],
      [{ EndMillis: begin - 1 }, []],
      [{ SortingField: "NOTICE_MILLIS", Ascending: true }, all],
      [{ SortingField: "NOTICE_MILLIS", Ascending: false }, [...all].reverse()],
    ];
    for (const [filter, expected] of filters)
      assert.deepEqual(
        await summarize(renter, filter),
        [expected.length, ...expected],
        JSON.stringify(filter),
      );
    assert.deepEqual(await summarize(renter, { Offset: 1, Limit: 1 }), [3, "APPLYING second"]);
    assert.deepEqual(await summarize(renter, { Limit: 0 }), [3]);
    const page = { Offset: 0, Limit: 1 };
    for (const [name, value] of [
      ["Limit", 201],
      ["HandleState", "SEEN"],
      ["SortingField", "CREATED_MILLIS"],
      ["BeginMillis", "yesterday"],
    ] as const)
      assert.equal(await renter.code("ListNotifications", { ...page, [name]: value }), `Invalid${name}`);
  });

  it("accepts repeated parameters in signed calls and in callAs, and records only signed calls", async () => {
    await offer("valley");
    const page = { Offset: 0, Limit: 1, "Category.1": "JOIN_PERMISSION_AUTH_REJECTED" };
    await renter.data("ListNotifications", page);
    assert.equal(emulator.calls.at(-1)?.parameters["Category.1"], page["Category.1"]);
    assert.deepEqual(emulator.callAs("renter", "ListNotifications", page), { TotalCount: 0, List: [] });
  });

  const ids = async (caller: typeof renter, parameters: Parameters = {}): Promise<string[]> =>
    (await list(caller, parameters)).List.map(({ NotificationId }: Parameters) => NotificationId);

  it("reads and counts notifications, and marks several as handled or unhandled", async () => {
    await offer("first");
    await offer("second");
    const [first = "", second = ""] = await ids(renter);
    const handle = (TargetHandleState: string, ...notifications: string[]) =>
      renter.code("UpdateNotificationsHandleState", {
        TargetHandleState,
        ...Object.fromEntries(notifications.map((id, index) => [`NotificationId.${index + 1}`, id])),
      });
    const counts = async () =>
      Promise.all(
        ["HANDLED", "UNHANDLED"].map((HandleState) => renter.data("CountNotifications", { HandleState })),
      );
    assert.deepEqual(await counts(), [0, 2]);
    now += 5;
    assert.equal(await handle("HANDLED", first, second), "OK");
    const read = () => renter.data("GetNotification", { NotificationId: first });
    const [listed] = (await list(renter, { HandleState: "HANDLED" })).List;
    assert.deepEqual([await read(), listed.HandledMillis], [listed, now]);
    now += 5;
    assert.equal(await handle("HANDLED", first), "OK");
    assert.equal((await read()).HandledMillis, now - 5, "the time of the first change to HANDLED");
    assert.equal(await handle("UNHANDLED", first), "OK");
    const { HandleState, HandledMillis } = await read();
    assert.deepEqual([HandleState, HandledMillis, await counts()], ["UNHANDLED", undefined, [1, 1]]);
    assert.equal(await renter.data("CountNotifications", { "Category.1": "GATEWAY_OFFLINE" }), 0);
    assert.equal(await handle("HANDLED", first, "7"), "NonExistent");
    assert.deepEqual(await counts(), [1, 1], "nothing changes if one notification is unknown");
    assert.equal(await handle("HANDLED"), "MissingNotificationId");
    assert.equal(await handle("SEEN", first), "InvalidTargetHandleState");
    assert.equal(await owner.code("GetNotification", { NotificationId: first }), "NotResourceOwner");
    const foreign = { "NotificationId.1": first, TargetHandleState: "HANDLED" };
    assert.equal(await owner.code("UpdateNotificationsHandleState", foreign), "NotResourceOwner");
    assert.equal(await renter.code("GetNotification", { NotificationId: "7" }), "NonExistent");
  });

  it("notifies the gateway's account when the gateway goes offline", async () => {
    makeNetwork(emulator);
    emulator.setGatewayOnline(gwEui(1), false);
    assert.deepEqual(await ids(renter), [], "the gateway was not online");
    emulator.setGatewayOnline(gwEui(1), true);
    now += 1;
    emulator.setGatewayOnline(gwEui(1), false);
    const { List } = await list(renter, { "Category.1": "GATEWAY_OFFLINE" });
    const [{ NotificationId }] = List;
    const notification = {
      NotificationId,
      Category: "GATEWAY_OFFLINE",
      HandleState: "UNHANDLED",
      NoticeMillis: now,
      GatewayOfflineInfo: { GwEui: gwEui(1), OfflineMillis: now },
    };
    assert.deepEqual(List, [notification]);
    assert.deepEqual(await renter.data("GetNotification", { NotificationId }), notification);
    assert.deepEqual(await ids(owner), []);
  });

  it("notifies the gateway's account once per hour in which the gateway carries more than 1,000 packets", async () => {
    now = Date.UTC(2026, 4, 10, 3);
    makeNetwork(emulator);
    const transmit = (times: number) => {
      for (let i = 0; i < times; i++) emulator.transmit({ devEui: devEui(1), gwEuis: [gwEui(1)] });
    };
    const alarms = () =>
      emulator.callAs("renter", "CountNotifications", {
        "Category.1": "GATEWAY_DATAFLOW_LIMIT",
      });
    transmit(998);
    assert.equal(alarms(), 0, "998 uplinks, a Join-Request and a Join-Accept are exactly 1,000 packets");
    transmit(500);
    assert.equal(alarms(), 1);
    now += 3_600_000;
    transmit(1_000);
    assert.equal(alarms(), 1);
    transmit(1);
    assert.equal(alarms(), 2);
    const { List } = emulator.callAs("renter", "ListNotifications", { Offset: 0, Limit: 1 }) as {
      List: { NotificationId: string; GatewayDataflowLimit: object }[];
    };
    assert.deepEqual(List[0]?.GatewayDataflowLimit, {
      GwEui: gwEui(1),
      DataflowLimitMillis: now - 3_600_000,
      AlarmDetail: "more than 1000 packets in an hour",
    });
    const NotificationId = List[0]?.NotificationId;
    const single = emulator.callAs("renter", "GetNotification", { NotificationId });
    assert.ok(!("GatewayDataflowLimit" in (single as object)), "only lists contain GatewayDataflowLimit");
  });

  it("requires the NOTIFICATION feature only for changing the state of a notification", async () => {
    const accounts = [{ name: "renter", missingFeatures: ["NOTIFICATION"] }];
    emulator = await emulated({ seed: { accounts } });
    const change = { "NotificationId.1": "7", TargetHandleState: "HANDLED" };
    assert.equal(await renter.code("UpdateNotificationsHandleState", change), "FeatureNotActivated");
    assert.equal(await renter.data("CountNotifications"), 0);
  });
});
