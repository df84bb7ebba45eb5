import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsTo, type Parameters } from "../support/accounts";
import { gatewaySite } from "../support/gateways";
import { emulated } from "../support/hooks";

describe("emulator gateways", () => {
  let emulator: RunningEmulator;
  let now: number;
  const as = callsTo(() => emulator);
  const [renter, owner] = [as("renter"), as("owner")];

  beforeEach(async () => {
    now = Date.now();
    emulator = await emulated({ qps: 10_000, now: () => now });
  });

  const first = { GwEui: "aaaa000000000001", PinCode: "100001" };
  const second = { GwEui: "aaaa000000000002", PinCode: "100002" };
  const create = (changes: Parameters = {}, caller = renter) =>
    caller.code("CreateGateway", { ...gatewaySite, ...first, ...changes });

  it("creates, reads, updates and deletes gateways, and returns the documented types", async () => {
    const identity = { GwEui: first.GwEui };
    assert.equal(await renter.data("CreateGateway", { ...gatewaySite, ...first }), undefined);
    const expected = {
      ...identity,
      ...gatewaySite,
      Enabled: true,
      OnlineState: "OFFLINE",
      OnlineStateChangedMillis: now,
      ClassBSupported: false,
      ClassBWorking: false,
      TimeCorrectable: false,
      ChargeStatus: "NORMAL",
      AuthTypes: "STANDARD",
      EmbeddedNsId: "",
    };
    assert.deepEqual(await renter.data("GetGateway", identity), expected);
    const changes = { Description: "by the lift", City: "Ulm", Latitude: 48.5, FreqBandPlanGroupId: 201 };
    await renter.data("UpdateGateway", { ...identity, ...changes });
    await renter.data("UpdateGatewayEnablingState", { ...identity, Enabled: false });
    const changed = { ...expected, ...changes, Enabled: false };
    assert.deepEqual(await renter.data("GetGateway", identity), changed);
    assert.deepEqual(await renter.data("ListGateways", { Offset: 0, Limit: 1 }), {
      TotalCount: 1,
      List: [changed],
    });
    await renter.data("DeleteGateway", identity);
    for (const action of ["GetGateway", "DeleteGateway", "UpdateGateway"])
      assert.equal(await renter.code(action, identity), "NonExistent", action);
    assert.equal(
      await renter.code("UpdateGatewayEnablingState", { ...identity, Enabled: true }),
      "NonExistent",
    );
    assert.equal(await create({}, owner), "OK", "any account can create the gateway again");
  });

  it("ignores the case of a GwEui", async () => {
    await create({ GwEui: "AAAA00000000000A", PinCode: "100010" });
    assert.equal((await renter.data("GetGateway", { GwEui: "aaaA00000000000a" })).GwEui, "aaaa00000000000a");
    assert.equal(await create({ GwEui: "aaaa00000000000A", PinCode: "100010" }), "GwEuiDuplicated");
  });

  it("stores coordinates as 32-bit floats, and returns each float with the fewest digits that identify it", async () => {
    await create({ Longitude: 120.155, Latitude: "30.281234567" });
    const { Longitude, Latitude } = await renter.data("GetGateway", first);
    assert.deepEqual([Longitude, Latitude], [120.155, 30.281235]);
    assert.equal(Math.fround(Latitude), Math.fround(30.281234567));
  });

  const malformed: [changes: Parameters, expected: string][] = [
    ...Object.keys({ ...first, ...gatewaySite }).map((name): [Parameters, string] => [
      { [name]: "" },
      `Missing${name}`,
    ]),
    [{ GwEui: "aaaa" }, "InvalidGwEui"],
    [{ GwEui: "gggg000000000001" }, "InvalidGwEui"],
    [{ CommunicationMode: "DUPLEX" }, "InvalidCommunicationMode"],
    [{ GisCoordinateSystem: "GCJ-02" }, "InvalidGisCoordinateSystem"],
    [{ Longitude: 180.5 }, "InvalidLongitude"],
    [{ Longitude: "east" }, "InvalidLongitude"],
    [{ Longitude: "1e1" }, "InvalidLongitude"],
    [{ Latitude: -90.5 }, "InvalidLatitude"],
    [{ AddressCode: "330106.5" }, "InvalidAddressCode"],
    [{ AddressCode: "9007199254740993" }, "InvalidAddressCode"],
    [{ Description: "d".repeat(101) }, "InvalidDescription"],
    [{ FreqBandPlanGroupId: 7 }, "InvalidFreqBandPlan"],
    [{ FreqBandPlanGroupId: "1234567890123456789" }, "InvalidFreqBandPlan"],
    [{ FreqBandPlanGroupId: "9999999999999999999" }, "InvalidFreqBandPlanGroupId"],
    [{ Name: "abc" }, "InvalidName"],
    [{ Name: "a".repeat(31) }, "InvalidName"],
    [{ Name: "水".repeat(31) }, "InvalidName"],
    [{ Name: "my-roof" }, "InvalidName"],
    [{ Name: "_roof" }, "InvalidName"],
  ];
  for (const [changes, expected] of malformed) {
    it(`rejects a gateway with ${JSON.stringify(changes)}`, async () => {
      assert.equal(await create(changes), expected);
      assert.equal((await renter.data("ListGateways", { Offset: 0, Limit: 1 })).TotalCount, 0);
    });
  }

  it("accepts a name that is valid if each Chinese character has a width of either 1 or 2", async () => {
    await create();
    for (const Name of ["水表", "水".repeat(30), "4ever", "a".repeat(30), "roof_1"])
      assert.equal(await renter.code("UpdateGateway", { GwEui: first.GwEui, Name }), "OK", Name);
  });

  it("accepts extreme coordinates and 100-character descriptions", async () => {
    assert.equal(await create({ Description: "\n".repeat(100), Longitude: -180, Latitude: 90 }), "OK");
  });

  it("changes nothing if an update contains an invalid value", async () => {
    await create();
    const update = (changes: Parameters) =>
      renter.code("UpdateGateway", { GwEui: first.GwEui, City: "Ulm", ...changes });
    assert.equal(await update({ Name: "my-roof" }), "InvalidName");
    assert.equal(await update({ FreqBandPlanGroupId: 7 }), "InvalidFreqBandPlan");
    assert.equal(await update({ Latitude: 91 }), "InvalidLatitude");
    assert.equal((await renter.data("GetGateway", first)).City, gatewaySite.City);
  });

  it("keeps an attribute that an update sets to an empty string", async () => {
    await create({ Description: "by the lift" });
    await renter.data("UpdateGateway", { GwEui: first.GwEui, Description: "" });
    assert.equal((await renter.data("GetGateway", first)).Description, "by the lift");
  });

  it("registers a gateway in only one account, and rejects access by other accounts", async () => {
    await create();
    assert.equal(await create(), "GwEuiDuplicated");
    assert.equal(await create({}, owner), "GatewayAlreadyBoundToOthers");
    assert.equal(await owner.code("GetGateway", first), "NotResourceOwner");
    const parameters = { GwEui: first.GwEui, Enabled: false, City: "Ulm" };
    for (const action of ["UpdateGateway", "UpdateGatewayEnablingState", "DeleteGateway"])
      assert.equal(await owner.code(action, parameters), "NonExistent", action);
    assert.deepEqual(await owner.data("ListGateways", { Offset: 0, Limit: 200 }), {
      TotalCount: 0,
      List: [],
    });
    const { Enabled, City } = await renter.data("GetGateway", first);
    assert.deepEqual([Enabled, City], [true, gatewaySite.City]);
  });

  it("requires the PIN, and rejects every PIN for ten minutes after five wrong PINs", async () => {
    await create({}, owner);
    assert.equal(
      await create({ PinCode: "000000" }),
      "InvalidPinCode",
      "the error does not reveal the account",
    );
    assert.equal(
      await create({ GwEui: "aaaa00000000000b" }),
      "InvalidPinCode",
      "the vendor has not issued a gateway with this GwEui",
    );
    for (let i = 0; i < 3; i++) assert.equal(await create({ PinCode: "1" }), "InvalidPinCode");
    assert.equal(await create(second), "TooManyPinCodeVerificationFailures");
    assert.equal(
      await create({ ...second, Name: "x" }),
      "InvalidName",
      "the call does not count as an attempt",
    );
    assert.equal(await create(second, owner), "OK", "the limit does not affect other accounts");
    now += 10 * 60_000;
    assert.equal(await create({ GwEui: "aaaa000000000003", PinCode: "100003" }), "OK");
  });

  it("limits the number of gateways per account", async () => {
    const gateways = Array.from({ length: 5_001 }, (_, index) => ({
      gwEui: index.toString(16).padStart(16, "0"),
      pinCode: "123456",
    }));
    emulator = await emulated({ seed: { gateways } });
    const [last, ...others] = gateways;
    for (const { gwEui, pinCode } of others)
      emulator.callAs("renter", "CreateGateway", { ...gatewaySite, GwEui: gwEui, PinCode: pinCode });
    assert.equal(await create({ GwEui: last?.gwEui, PinCode: "123456" }), "ExceedGatewayLimit");
    assert.equal(await create({ GwEui: last?.gwEui, PinCode: "123456" }, owner), "OK");
  });

  it("requires the GATEWAY feature", async () => {
    const accounts = [{ name: "renter", missingFeatures: ["GATEWAY"] }];
    emulator = await emulated({ seed: { accounts } });
    assert.equal(await create(), "FeatureNotActivated");
    assert.equal(await renter.code("GetGateway", first), "FeatureNotActivated");
    assert.equal(await renter.code("ListGateways", { Offset: 0, Limit: 1 }), "FeatureNotActivated");
  });

  it("paginates, filters and sorts the gateways of an account", async () => {
    for (const [number, changes] of [
      [3, { Name: "roof_3", City: "Ulm" }],
      [2, { Name: "cellar_2", FreqBandPlanGroupId: 102 }],
      [1, { Name: "roof_1" }],
    ] as const) {
      await create({ ...changes, GwEui: `aaaa00000000000${number}`, PinCode: 100_000 + number });
      if (number === 3) now += 1;
    }
    await renter.data("UpdateGatewayEnablingState", { GwEui: first.GwEui, Enabled: false });
    const list = async (parameters: Parameters) => {
      const { TotalCount, List } = await renter.data("ListGateways", { Offset: 0, Limit: 9, ...parameters });
      return [TotalCount, ...List.map(({ GwEui }: { GwEui: string }) => Number(GwEui.at(-1)))];
    };
    assert.deepEqual(await list({}), [3, 3, 1, 2], "sorted by creation time, then by GwEui");
    assert.deepEqual(await list({ Offset: 1, Limit: 1 }), [3, 1]);
    const SortingField = "ONLINE_STATE_CHANGED_MILLIS";
    assert.deepEqual(await list({ SortingField, Ascending: true }), [3, 3, 1, 2]);
    assert.deepEqual(await list({ SortingField, Ascending: false }), [3, 2, 1, 3]);
    const filters: [Parameters, number[]][] = [
      [{ OnlineState: "OFFLINE" }, [3, 1, 2]],
      [{ OnlineState: "ONLINE" }, []],
      [{ FuzzyGwEui: "0002" }, [2]],
      [{ FuzzyGwEui: "AAAA" }, []],
      [{ FuzzyCity: "lm" }, [3]],
      [{ FuzzyName: "roof" }, [3, 1]],
      [{ FreqBandPlanGroupId: 102 }, [2]],
      [{ FreqBandPlanGroupId: "1234567890123456789" }, []],
      [{ IsEnabled: false }, [1]],
      [{ IsEnabled: true, FuzzyName: "roof" }, [3]],
    ];
    for (const [filter, expected] of filters)
      assert.deepEqual(await list(filter), [expected.length, ...expected], JSON.stringify(filter));
    const page = { Offset: 0, Limit: 9 };
    assert.equal(await renter.code("ListGateways", { ...page, Limit: 0 }), "InvalidLimit");
    assert.equal(await renter.code("ListGateways", { ...page, Limit: 201 }), "InvalidLimit");
    assert.equal(await renter.code("ListGateways", { ...page, OnlineState: "AWAY" }), "InvalidOnlineState");
    assert.equal(
      await renter.code("ListGateways", { ...page, SortingField: "CREATED_MILLIS" }),
      "InvalidSortingField",
    );
  });

  it("reveals no PIN in lists or call records", async () => {
    await create();
    const { List } = await renter.data("ListGateways", { Offset: 0, Limit: 9 });
    assert.doesNotMatch(JSON.stringify(List), /100001|PinCode/);
    assert.doesNotMatch(JSON.stringify(emulator.calls), /100001/);
    assert.equal(emulator.calls[0]?.parameters.PinCode, "******");
    assert.equal(emulator.calls[0]?.parameters.Name, "roof");
  });

  it("counts the gateways that match the filters of the list", async () => {
    await create({ City: "Ulm" });
    await create({ ...second, Name: "cellar" });
    await renter.data("UpdateGatewayEnablingState", { GwEui: first.GwEui, Enabled: false });
    const count = (parameters: Parameters) => renter.data("CountGateways", parameters);
    assert.equal(await count({}), 2);
    assert.equal(await count({ FuzzyCity: "Ul" }), 1);
    assert.equal(await count({ FuzzyName: "cell", IsEnabled: true }), 1);
    assert.equal(await count({ FuzzyGwEui: "0002", IsEnabled: false }), 0);
    assert.equal(await count({ FreqBandPlanGroupId: 102 }), 0);
    assert.equal(await count({ RealTenantId: "t", RealTripartiteKey: "k" }), 2);
    assert.equal(await renter.code("CountGateways", { OnlineState: "AWAY" }), "InvalidOnlineState");
    assert.equal(await owner.data("CountGateways"), 0);
  });

  it("lists the positions of all gateways of an account", async () => {
    await create({ Longitude: 120.155 });
    await create({ ...second, ...gatewaySite }, owner);
    const { Name, Latitude, GisCoordinateSystem, FreqBandPlanGroupId } = gatewaySite;
    const position = { Name, Longitude: 120.155, Latitude, GisCoordinateSystem, FreqBandPlanGroupId };
    const state = { OnlineState: "OFFLINE", Enabled: true, ChargeStatus: "NORMAL", AuthTypes: "STANDARD" };
    assert.deepEqual(await renter.data("ListGatewaysGisInfo"), [
      { GwEui: first.GwEui, ...position, GisSourceType: "USER_INPUT", ...state },
    ]);
  });

  it("sorts gateways by the time of their last online state change", async () => {
    await create();
    now += 1;
    await create(second);
    now += 1;
    emulator.setGatewayOnline(first.GwEui, true);
    const list = async (parameters: Parameters = {}) =>
      (await renter.data("ListGateways", { Offset: 0, Limit: 9, ...parameters })).List.map(
        ({ GwEui }: Parameters) => GwEui,
      );
    assert.deepEqual(await list(), [first.GwEui, second.GwEui]);
    const sorted = { SortingField: "ONLINE_STATE_CHANGED_MILLIS" };
    assert.deepEqual(await list({ ...sorted, Ascending: true }), [second.GwEui, first.GwEui]);
    assert.deepEqual(await list({ ...sorted, Ascending: false }), [first.GwEui, second.GwEui]);
  });

  it("enables and disables SSH access to a gateway of the account", async () => {
    await create();
    const open = (Enabled: unknown, caller = renter) =>
      caller.code("UpdateGatewaySshCtrl", { GwEui: first.GwEui, Enabled });
    assert.deepEqual([await open(true), await open(false)], ["OK", "OK"]);
    assert.equal(await open(true, owner), "NonExistent");
    assert.equal(await open(""), "MissingEnabled");
  });
});
