import assert from "node:assert/strict";
import { UNKNOWN } from "../../provider/engine/property";
import { makeGroup, makeLease, makeLocal, makeOffer } from "../support/byHand";
import { doorName } from "../support/door";
import { emulated } from "../support/hooks";
import type { Host, Values } from "../support/host";
import { accounts, HostStage } from "../support/hostStage";

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };

describe(`LeasedJoinPermission in the ${doorName} host`, () => {
  let stage: HostStage;
  let host: Host;
  beforeEach(async () => {
    stage = await HostStage.open("LeasedJoinPermission");
    host = stage.host;
  });
  afterEach(() => stage.close());

  const offer = (name?: string) => {
    const id = makeLocal(stage.cloud, name, { ClassMode: "B", FreqBandPlanGroupId: 102, DataRate: 3 });
    return { id, authOrderId: makeOffer(stage.cloud, id) };
  };
  const held = () => stage.callAs("CountRentedJoinPermissions");
  const rented = (JoinPermissionId: string) =>
    stage.callAs("GetRentedJoinPermission", { JoinPermissionId }) as Values;

  describe("create", () => {
    it("applies for a ROAMING lease", async () => {
      const { id, state } = await host.up({ ...roaming, rxDelay: 3 });
      assert.deepEqual(stage.calls(), [
        "ListRentedJoinPermissions",
        "ApplyRoamingJoinPermission",
        "GetRentedJoinPermission",
      ]);
      assert.match(String(state.__key), /^[0-9a-f]{8}$/);
      assert.match(
        String(state.__account),
        /^k[0-9a-f]{13}$/,
        "the mark is derived from the key, because STS is not configured",
      );
      assert.deepEqual(state, {
        ...roaming,
        __account: state.__account,
        __key: state.__key,
        joinPermissionId: id,
        joinPermissionName: "lease",
        joinEui: "d896e0efff000000",
        enabled: true,
        rxDelay: 3,
        __inputs: "type,joinPermissionName,classMode,freqBandPlanGroupId,rxDelay,enabled",
      });
    });

    it("applies for a ROAMING lease that starts disabled", async () => {
      const { id, state } = await host.up({ ...roaming, enabled: false });
      assert.equal(state.enabled, false);
      assert.equal(rented(id).Enabled, false);
    });

    it("creates a LOCAL lease by accepting an order", async () => {
      const { id: offered, authOrderId } = offer();
      const { id, state } = await host.up({ type: "LOCAL", authOrderId });
      assert.equal(id, offered);
      assert.deepEqual(stage.calls(), [
        "GetJoinPermissionAuthOrder",
        "AcceptJoinPermissionAuthOrder",
        "GetRentedJoinPermission",
      ]);
      assert.deepEqual(
        [
          state.joinPermissionName,
          state.classMode,
          state.freqBandPlanGroupId,
          state.dataRate,
          state.authOrderId,
        ],
        ["valley", "B", "102", 3, authOrderId],
      );
    });

    it("records a new lease as created if the response was lost, and logs a message", async () => {
      stage.cloud.injectFault({ action: "ApplyRoamingJoinPermission", answer: "dropped", effect: true });
      const { id } = await host.up(roaming);
      assert.match(
        host.stderr,
        new RegExp(`the response to the creation was lost; join permission ${id} is new in the account`),
      );
    });

    it("adopts the lease of an order that has already been accepted", async () => {
      const { id: offered, authOrderId } = offer();
      stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId: authOrderId });
      assert.equal((await host.up({ type: "LOCAL", authOrderId })).id, offered);
    });

    it("adopts the lease of an order that another process accepts concurrently", async () => {
      const { id: offered, authOrderId } = offer();
      const action = "AcceptJoinPermissionAuthOrder";
      stage.cloud.injectFault({ action, code: "IllegalOrderStateTransition", effect: true });
      assert.equal((await host.up({ type: "LOCAL", authOrderId })).id, offered);
    });

    it("reports the state of an order that cannot be accepted", async () => {
      const rejected = offer("first");
      stage.callAs("RejectJoinPermissionAuthOrder", { OrderId: rejected.authOrderId });
      const canceled = offer("second");
      stage.callAs("CancelJoinPermissionAuthOrder", { OrderId: canceled.authOrderId }, "owner");
      const returned = offer("third");
      stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId: returned.authOrderId });
      stage.callAs("ReturnJoinPermission", {
        JoinPermissionId: returned.id,
        JoinPermissionType: "LOCAL",
      });
      const message = async (authOrderId: string) =>
        (await stage.failure(host.up({ type: "LOCAL", authOrderId }))).message;
      assert.match(
        await message(rejected.authOrderId),
        /the order is REJECTED\. What to do: .*ask owner for a new order/,
      );
      assert.match(await message(canceled.authOrderId), /the order is CANCELED/);
      assert.match(
        await message(returned.authOrderId),
        /has already been accepted, and its lease \d+ has since been returned/,
      );
      assert.match(await message("1"), /GetJoinPermissionAuthOrder of order 1 failed with NonExistent/);
      assert.equal(held(), 0);
    });

    it("names the lease that the account already holds, and describes how to adopt it", async () => {
      const { id } = await host.up(roaming);
      const { message, partial } = await stage.failure(host.up({ ...roaming, joinPermissionName: "second" }));
      assert.match(
        message,
        new RegExp(
          `ExceedRoamingJoinPermissionLimit: the account already holds the ROAMING lease ${id} \\("lease"\\).*set joinPermissionId: "${id}"`,
        ),
      );
      assert.equal(partial, undefined);
      assert.equal(held(), 1);
      // adoptExisting adopts only an object that a creation with these inputs would duplicate.
      assert.doesNotMatch(message, /adoptExisting/);
      const { host: another } = await stage.startProcess();
      assert.match((await stage.failure(another.up(roaming))).message, /set linkwan:adoptExisting to true/);
    });

    it("records a newly created, disabled lease as disabled if the lease cannot be read", async () => {
      stage.cloud.injectFault({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
      const { partial } = await stage.failure(host.up({ ...roaming, enabled: false }));
      assert.equal(partial?.properties.enabled, false);
    });

    it("records a newly created lease as enabled if disabling it fails", async () => {
      stage.cloud.injectFault({ action: "UpdateRoamingJoinPermissionEnablingState", code: "ForbiddenByRam" });
      const { partial } = await stage.failure(host.up({ ...roaming, enabled: false }));
      assert.equal(partial?.properties.enabled, true);
    });
  });

  describe("adopt", () => {
    const lease = () => makeLease(stage.cloud, "old_lease", { RxDelay: 2 });

    it("adopts a ROAMING lease unchanged if only its id is declared", async () => {
      const joinPermissionId = lease();
      const { id, state } = await host.up({ type: "ROAMING", joinPermissionId });
      assert.deepEqual([id, state.joinPermissionName, state.rxDelay], [joinPermissionId, "old_lease", 2]);
      assert.deepEqual(stage.calls(), ["GetRentedJoinPermission"]);
    });

    it("updates properties whose declared value differs", async () => {
      const joinPermissionId = lease();
      await host.up({
        ...roaming,
        joinPermissionId,
        joinPermissionName: "new_lease",
        rxDelay: 2,
        enabled: false,
      });
      const now = rented(joinPermissionId);
      assert.deepEqual([now.JoinPermissionName, now.RxDelay, now.Enabled], ["new_lease", 2, false]);
      const update = stage.cloud.calls.find(({ action }) => action === "UpdateRoamingJoinPermission");
      assert.deepEqual(update?.parameters, {
        JoinPermissionId: joinPermissionId,
        JoinPermissionName: "new_lease",
      });
    });

    it("rejects a different class, band or type, and the id of a lease that the account does not hold", async () => {
      const joinPermissionId = lease();
      const message = async (declared: Values) => (await stage.failure(host.up(declared))).message;
      assert.match(
        await message({ ...roaming, classMode: "C", joinPermissionId }),
        /Mismatch: the lease has classMode A, but the program declares another value/,
      );
      assert.match(
        await message({ ...roaming, freqBandPlanGroupId: "102", joinPermissionId }),
        /has freqBandPlanGroupId 101, but the program declares another value/,
      );
      assert.match(
        await message({ type: "LOCAL", joinPermissionId }),
        /has type ROAMING, but the program declares another value/,
      );
      assert.match(
        await message({ type: "ROAMING", joinPermissionId: "1" }),
        /the account holds no lease with that id/,
      );
      const owned = makeLocal(stage.cloud, "hills", {}, "renter");
      assert.match(
        await message({ type: "LOCAL", joinPermissionId: owned }),
        /if the account owns the join permission, declare an OwnedJoinPermission with this id/,
      );
      assert.equal(rented(joinPermissionId).JoinPermissionName, "old_lease");
    });

    it("adopts a LOCAL lease by its id, and allows the program to declare the order later", async () => {
      const { id, authOrderId } = offer();
      stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId: authOrderId });
      const { state, inputs } = await host.up({ type: "LOCAL", joinPermissionId: id });
      const later = (await host.check({ type: "LOCAL", authOrderId }, inputs)).inputs;
      assert.deepEqual(await host.diff(id, state, later), {
        changes: true,
        replaces: [],
        deleteBeforeReplace: false,
      });
      assert.equal((await host.update(id, state, later)).authOrderId, authOrderId);
      const other = (await host.check({ type: "LOCAL", authOrderId: offer("other").authOrderId }, inputs))
        .inputs;
      const { message } = await stage.failure(host.update(id, state, other));
      assert.match(
        message,
        /order \d+ is APPLYING and offers join permission \d+, not the lease that this resource holds/,
      );
    });
  });

  describe("check and diff", () => {
    it("accepts unknown values in a preview", async () => {
      assert.deepEqual(
        (await host.check({ resourceName: "x", type: "LOCAL", authOrderId: UNKNOWN })).failures,
        [],
      );
      const { id, state } = await host.up(roaming);
      const calls = await stage.callsOf(async () => {
        const news = { ...roaming, joinPermissionName: state.joinPermissionName };
        const { inputs } = await host.check({ resourceName: "x", ...news, freqBandPlanGroupId: UNKNOWN });
        assert.deepEqual(await host.diff(id, state, inputs), {
          changes: true,
          replaces: ["freqBandPlanGroupId"],
          deleteBeforeReplace: true,
        });
      });
      assert.deepEqual(calls, []);
    });

    it("makes no calls for a replacement that adopts an unknown lease or uses an unknown profile", async () => {
      const { id, state } = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      const replacements: Values[] = [
        { type: "ROAMING", joinPermissionId: UNKNOWN },
        { type: "LOCAL", joinPermissionId: UNKNOWN },
        { ...roaming, profile: UNKNOWN },
        { type: "LOCAL", authOrderId: offer("other").authOrderId, profile: UNKNOWN },
        { type: "LOCAL", joinPermissionId: "1", profile: UNKNOWN },
      ];
      for (const news of replacements) {
        const calls = await stage.callsOf(async () => {
          const { replaces, deleteBeforeReplace } = await host.diff(id, state, news);
          assert.ok(replaces.length > 0);
          assert.equal(deleteBeforeReplace, false);
        });
        assert.deepEqual(calls, [], JSON.stringify(news));
      }
    });

    it("rejects a replacement before the old lease is returned if the new lease is not available", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const { authOrderId } = offer();
      stage.callAs("CancelJoinPermissionAuthOrder", { OrderId: authOrderId }, "owner");
      const message = async (news: Values) => (await stage.failure(host.diff(id, state, news))).message;
      assert.match(
        await message({ ...inputs, joinPermissionId: "1" }),
        /NonExistent: the account holds no lease with that id; nothing was changed/,
      );
      assert.match(
        await message({ ...inputs, freqBandPlanGroupId: "999" }),
        /GetFreqBandPlanGroup.*NonExistent: the frequency band plan group .*; nothing was changed\. What to do: use an id/,
      );
      assert.match(
        await message({ type: "LOCAL", authOrderId }),
        /order \d+ failed with IllegalOrderStateTransition: the order is CANCELED; nothing was changed/,
      );
      makeLocal(stage.cloud, "taken", {}, "renter");
      assert.match(
        await message({ ...inputs, classMode: "C", joinPermissionName: "taken" }),
        /join permission taken failed with JoinPermissionNameDuplicated: .*; nothing was changed/,
      );
      const other = { ...inputs, freqBandPlanGroupId: "102" };
      stage.cloud.injectFault({ action: "GetFreqBandPlanGroup", code: "ForbiddenByRam" });
      assert.deepEqual((await host.diff(id, state, other)).replaces, ["freqBandPlanGroupId"]);
    });

    it("rejects a replacement by the same lease, by a used order, by another order of the lease, or by a second ROAMING lease", async () => {
      const message = async (id: string, state: Values, news: Values) =>
        (await stage.failure(host.diff(id, state, news))).message;
      const own = await host.up(roaming);
      const adopted = { ...own.inputs, joinPermissionId: own.id };
      assert.match(
        await message(own.id, own.state, { ...adopted, classMode: "C" }),
        /Mismatch: the lease \d+ was adopted by its id, and its classMode cannot be changed; nothing was changed/,
      );
      const { id: localId, authOrderId } = offer("first");
      const local = await host.up({ type: "LOCAL", authOrderId });
      const byOrder = (order: string) => ({ ...local.inputs, authOrderId: order });
      const spent = offer("second");
      stage.callAs("AcceptJoinPermissionAuthOrder", { OrderId: spent.authOrderId });
      stage.callAs("ReturnJoinPermission", {
        JoinPermissionId: spent.id,
        JoinPermissionType: "LOCAL",
      });
      assert.match(
        await message(localId, local.state, byOrder(spent.authOrderId)),
        /the order has already been accepted, and its lease \d+ has since been returned; nothing was changed/,
      );
      const older = { ...local.state, authOrderId: "1" };
      assert.match(
        await message(localId, older, byOrder(authOrderId)),
        /order \d+ also granted this lease; nothing was changed\. What to do: keep the previous authOrderId/,
      );
      assert.match(
        await message(localId, local.state, { type: "LOCAL", joinPermissionId: own.id }),
        /Mismatch: the lease has type ROAMING/,
      );
      const { inputs } = await host.check({ resourceName: "other", ...roaming });
      assert.match(
        await message(localId, local.state, inputs),
        new RegExp(`already holds the ROAMING lease ${own.id}`),
      );
    });
  });

  describe("read", () => {
    it("reads the same state and inputs if nothing changed", async () => {
      const { id, state, inputs } = await host.up({ ...roaming, rxDelay: 3 });
      assert.deepEqual(await host.read(id, state), { id, state, inputs });
    });

    it("reads the same state with GetRentedJoinPermission and with ListRentedJoinPermissions", async () => {
      const { id, state } = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      const reads: unknown[] = [];
      const calls = await stage.callsOf(async () => {
        for (let i = 0; i < 3; i++) reads.push(await host.read(id, state));
      });
      assert.deepEqual(calls, [
        "GetRentedJoinPermission",
        "GetRentedJoinPermission",
        "ListRentedJoinPermissions",
      ]);
      assert.equal(new Set(reads.map((each) => JSON.stringify(each))).size, 1);
    });

    it("does not return the state from an outdated list after a write", async () => {
      const { id, state, inputs } = await host.up(roaming);
      for (let i = 0; i < 3; i++) await host.read(id, state);
      const updated = await host.update(id, state, { ...inputs, rxDelay: 9 });
      assert.deepEqual((await host.read(id, updated)).state, updated);
    });

    it("removes a declared value from the inputs if the service no longer returns it", async () => {
      const { id, state } = await host.up({ ...roaming, rxDelay: 3 });
      const { inputs } = await host.read(id, {
        ...state,
        __inputs: `${state.__inputs},dataRate`,
      });
      assert.ok(inputs && !("dataRate" in inputs));
    });

    it("records all drift in the state, but changes only existing inputs", async () => {
      const { id, state, inputs } = await host.up(roaming);
      stage.callAs("UpdateRoamingJoinPermission", {
        JoinPermissionId: id,
        JoinPermissionName: "by_hand",
        RxDelay: 9,
      });
      const read = await host.read(id, state);
      assert.deepEqual(read.state, { ...state, joinPermissionName: "by_hand", rxDelay: 9 });
      assert.deepEqual(read.inputs, { ...inputs, joinPermissionName: "by_hand" });
    });

    it("removes a returned lease from the state", async () => {
      const { id, state } = await host.up(roaming);
      stage.callAs("ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType: "ROAMING" });
      assert.equal((await host.read(id, state)).id, "");
      stage.cloud.injectFault({ action: "GetRentedJoinPermission", code: "Nonexistent" });
      assert.equal((await host.read(id, state)).id, "");
    });

    it("keeps a lease in the state if the service rejects the read", async () => {
      const { id, state } = await host.up(roaming);
      for (const code of [
        "ForbiddenByRam",
        "NotResourceOwner",
        "UnqualifiedRamAccount",
        "CloudProductNotActivated",
      ]) {
        for (const action of ["GetRentedJoinPermission", "ListRentedJoinPermissions"])
          stage.cloud.injectFault({ action, code });
        assert.match(
          (await stage.failure(host.read(id, state))).message,
          new RegExp(`failed with ${code}: `),
        );
        stage.cloud.clearFaults();
      }
    });
  });

  describe("update", () => {
    it("calls only the actions that the changed values require", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const calls = await stage.callsOf(async () => {
        const enabled = await host.update(id, state, { ...inputs, enabled: false });
        await host.update(id, enabled, { ...inputs, enabled: false, dataRate: 5 });
      });
      assert.deepEqual(calls, [
        "UpdateRoamingJoinPermissionEnablingState",
        "GetRentedJoinPermission",
        "UpdateRoamingJoinPermission",
        "GetRentedJoinPermission",
      ]);
      assert.deepEqual(stage.cloud.calls.at(-2)?.parameters, { JoinPermissionId: id, DataRate: "5" });
      assert.deepEqual(
        [rented(id).DataRate, rented(id).Enabled, rented(id).JoinPermissionName],
        [5, false, "lease"],
      );
    });

    it("names the node group that prevents a change, but can still disable the lease", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const group = makeGroup(stage.cloud, "pumps", id);
      const { message } = await stage.failure(host.update(id, state, { ...inputs, rxDelay: 4 }));
      assert.match(
        message,
        new RegExp(
          `name, rxDelay and dataRate cannot be changed while the lease is bound to node group "pumps" \\(${group}\\)`,
        ),
      );
      assert.equal((await host.update(id, state, { ...inputs, enabled: false })).enabled, false);
    });

    it("records the values that were changed before a failure", async () => {
      const { id, state, inputs } = await host.up(roaming);
      stage.cloud.injectFault({ action: "UpdateRoamingJoinPermissionEnablingState", code: "ForbiddenByRam" });
      const { partial } = await stage.failure(
        host.update(id, state, { ...inputs, rxDelay: 4, enabled: false }),
      );
      assert.deepEqual(
        [partial?.id, partial?.properties.rxDelay, partial?.properties.enabled],
        [id, 4, true],
      );
    });

    it("accepts another profile of the same account, and rejects another account", async () => {
      const { id, state, inputs } = await host.up(roaming);
      assert.equal((await host.update(id, state, { ...inputs, profile: "renter" })).profile, "renter");
      const { message } = await stage.failure(host.update(id, state, { ...inputs, profile: "owner" }));
      assert.match(message, /the account that these credentials belong to does not hold this lease/);
    });
  });

  describe("delete", () => {
    it("returns a lease with its id and type", async () => {
      const { id, state } = await host.up(roaming);
      const local = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      await host.delete(id, state);
      await host.delete(local.id, local.state);
      assert.deepEqual(
        stage.cloud.calls.slice(-2).map(({ action, parameters }) => ({ action, ...parameters })),
        [
          { action: "ReturnJoinPermission", JoinPermissionId: id, JoinPermissionType: "ROAMING" },
          { action: "ReturnJoinPermission", JoinPermissionId: local.id, JoinPermissionType: "LOCAL" },
        ],
      );
      assert.equal(held(), 0);
    });

    it("treats a lease as already returned if the service reports NonExistent or Nonexistent, and logs a message", async () => {
      const { id, state } = await host.up(roaming);
      stage.callAs("ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType: "ROAMING" });
      for (const code of ["NonExistent", "Nonexistent"]) {
        stage.cloud.injectFault({ action: "ReturnJoinPermission", code });
        stage.cloud.injectFault({ action: "GetRentedJoinPermission", code });
        await host.delete(id, state);
      }
      assert.equal(
        host.stderr,
        `linkwan: join permission ${id} is already returned: it is not held by the account of these credentials; removed from state\n`.repeat(
          2,
        ),
      );
    });

    it("keeps a LOCAL lease if the credentials belong to another account", async () => {
      const { id, state } = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      const stranger = { ...state, profile: "stranger" };
      for (const work of [host.delete(id, stranger), host.read(id, stranger)]) {
        const { message } = await stage.failure(work);
        assert.match(
          message,
          /AccountMismatch: the lease belongs to the account of access key k\w{9}, but .*pulumi state delete/,
        );
      }
      // A state that an earlier version wrote contains no account mark. The order proves which account holds the lease.
      const { __account, ...unmarked }: Values = stranger;
      for (const work of [host.delete(id, unmarked), host.read(id, unmarked)]) {
        const { message } = await stage.failure(work);
        assert.match(
          message,
          /these credentials do not belong to the account that accepted order 7001.*pulumi state delete/,
        );
      }
      assert.equal(held(), 1);
    });

    it("reports that a lease is bound even if the name of the group cannot be read", async () => {
      const { id, state } = await host.up(roaming);
      makeGroup(stage.cloud, "pumps", id);
      stage.cloud.injectFault({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
      assert.match(
        (await stage.failure(host.delete(id, state))).message,
        /is bound to node group \(its name could not be read\)/,
      );
    });

    const rejections: [code: string, remedy: RegExp][] = [
      ["ForbiddenByRam", /grant linkwan:ReturnJoinPermission/],
      ["UnqualifiedRamAccount", /grant linkwan:ReturnJoinPermission/],
      ["ForbiddenByRiskControl", /clear the risk notice/],
      ["CloudProductNotActivated", /activate Link WAN in the console/],
      ["FeatureNotActivated", /activate the feature/],
      ["NotResourceOwner", /the id and the credentials \(profile\) belong to the same account/],
      ["ResourceLocked", /release the lock/],
      ["JoinPermissionDoesNotExist", /check the id and the account/],
      ["SomethingNew", /SomethingNew was injected as a fault/],
    ];
    it("keeps the lease after every rejection, and names a remedy", async () => {
      const { id, state } = await host.up(roaming);
      for (const [code, remedy] of rejections) {
        stage.cloud.injectFault({ action: "ReturnJoinPermission", code });
        const { message } = await stage.failure(host.delete(id, state));
        assert.match(
          message,
          new RegExp(
            `^ReturnJoinPermission of join permission ${id} failed with ${code}: .*\\[RequestId [0-9A-F-]{36}\\]$`,
          ),
        );
        assert.match(message, remedy);
        assert.equal(held(), 1, code);
      }
      // Pulumi's host for dynamic resources also prints every error.
      const hint = doorName === "dynamic" ? "linkwan: LINKWAN_LOG=debug shows every call\n" : "";
      assert.equal(host.stderr, hint.repeat(rejections.length));
    });
  });

  describe("provider process", () => {
    it("is configured before its first calls, even if the calls arrive concurrently", async () => {
      const orders = Array.from({ length: 10 }, (_, index) => offer(`valley_${index}`).authOrderId);
      await Promise.all(orders.map((authOrderId) => host.up({ type: "LOCAL", authOrderId })));
      assert.equal(held(), 10);
    });

    it("names the key of an invalid configuration value in every call that needs the value", async () => {
      const invalid = await stage.startProcess({ config: { "linkwan:endpoint": "http://example.com" } });
      for (let i = 0; i < 2; i++) {
        assert.match(
          (await stage.failure(invalid.host.up(roaming))).message,
          /^Reading the configuration of linkwan:endpoint failed with ConfigInvalid: it must start with https/,
        );
      }
    });

    it("names the source of a rejected key", async () => {
      const invalid = await stage.startProcess({ config: { "linkwan:accessKeySecret": "MARKED_WRONG" } });
      const { message } = await stage.failure(invalid.host.up(roaming));
      assert.match(
        message,
        /SignatureDoesNotMatch: .*the key came from stack config linkwan:accessKeyId \(destroy and refresh use the configuration recorded by the last pulumi up/,
      );
      assert.doesNotMatch(message, /server string to sign/);
    });

    it("finds keys in the environment", async () => {
      const [{ accessKeyId, accessKeySecret } = assert.fail()] = accounts;
      const other = await stage.startProcess({
        config: { "linkwan:accessKeyId": "", "linkwan:accessKeySecret": "" },
        env: { ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId, ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret },
      });
      await other.host.up(roaming);
      assert.equal(held(), 1);
    });

    it("applies the configured quota to each account separately", async () => {
      const slow = await stage.startProcess({ config: { "linkwan:requestsPerSecond": "1" } });
      const { id, state } = await slow.host.up(roaming);
      const stranger = slow.failure(slow.host.read(id, { ...state, profile: "owner" }));
      const [own, refused] = await Promise.all([slow.host.read(id, state), stranger]);
      assert.equal(own.id, id);
      assert.match(refused.message, /AccountMismatch/);
      const reads = stage.cloud.calls.filter(({ action }) => action === "GetRentedJoinPermission");
      assert.deepEqual(
        reads.map(({ account }) => account),
        ["renter", "owner", "renter"],
        "calls of another account must not wait",
      );
      const [first, , second] = reads;
      assert.ok(
        first && second && second.at - first.at >= 1_000,
        "two calls of one account started within a second",
      );
    });

    it("recognizes failures that the service sends with HTTP status 200", async () => {
      const other = await emulated({ seed: { accounts }, failureForm: "http200" });
      const second = await stage.startProcess({ config: { "linkwan:endpoint": other.url } });
      const { id, state } = await second.host.up(roaming);
      await second.host.delete(id, state);
      await second.host.delete(id, state);
      assert.equal(other.calls.at(-1)?.code, "NonExistent");
    });

    it("logs one line per call, without secrets, if LINKWAN_LOG is debug", async () => {
      const logging = await stage.startProcess({ env: { LINKWAN_LOG: "debug" } });
      const { id, state } = await logging.host.up(roaming);
      await logging.host.delete(id, state);
      const lines = logging.host.stderr.trim().split("\n");
      assert.equal(lines.length, 4);
      assert.match(
        lines[3] ?? "",
        new RegExp(
          `^linkwan: ReturnJoinPermission of join permission ${id}, attempt 1: OK in \\d+ ms, RequestId [0-9A-F-]{36}$`,
        ),
      );
    });
  });
});
