import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { UNKNOWN } from "../../provider/lifecycle/properties";
import { emulated } from "../support/hooks";
import { Host, type HostError, type Values } from "../support/host";

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
const accounts = ["renter", "owner", "stranger"].map((name) => ({
  name,
  accessKeyId: `id_of_${name}`,
  accessKeySecret: `MARKED_SECRET_${name}`,
}));

describe("leased join permission in Pulumi's dynamic host", () => {
  let cloud: RunningEmulator;
  let host: Host;
  const configOf = (account: number): Record<string, string> => ({
    "linkwan:endpoint": cloud.url,
    "linkwan:accessKeyId": accounts[account]?.accessKeyId ?? "",
    "linkwan:accessKeySecret": accounts[account]?.accessKeySecret ?? "",
  });
  const profiles = {
    "linkwan:profiles": JSON.stringify(Object.fromEntries(accounts.map(({ name, ...keys }) => [name, keys]))),
  };

  beforeEach(async () => {
    cloud = await emulated({ qps: 10_000, seed: { accounts } });
    host = await Host.start({ ...configOf(0), ...profiles });
  });
  afterEach(() => {
    host.stop();
    assert.doesNotMatch(host.stderr, /MARKED/);
  });

  const offer = (name = "valley", renter = "renter") => {
    const JoinPermissionId = String(
      cloud.act("owner", "CreateLocalJoinPermission", {
        JoinPermissionName: name,
        ClassMode: "B",
        FreqBandPlanGroupId: 102,
        UseDefaultJoinEui: true,
        DataRate: 3,
      }),
    );
    const authOrderId = String(
      cloud.act("owner", "SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId: renter }),
    );
    return { id: JoinPermissionId, authOrderId };
  };
  const held = () => cloud.act("renter", "CountRentedJoinPermissions");
  const rented = (JoinPermissionId: string) =>
    cloud.act("renter", "GetRentedJoinPermission", { JoinPermissionId }) as Values;
  const bind = (JoinPermissionId: string) =>
    cloud.act("renter", "CreateNodeGroup", { NodeGroupName: "pumps", JoinPermissionId });
  const calls = () => cloud.calls.map(({ action, code }) => (code === "OK" ? action : `${action} ${code}`));
  const since = (before: number) => calls().slice(before);
  const failure = async (work: Promise<unknown>): Promise<HostError> => {
    const error = await work.then(
      () => assert.fail("it worked"),
      (thrown: HostError) => thrown,
    );
    assert.doesNotMatch(JSON.stringify(error) + error.message, /MARKED/);
    assert.doesNotMatch(error.message, /\n|undefined/);
    return error;
  };

  describe("create", () => {
    it("applies for a ROAMING lease", async () => {
      const { id, state } = await host.up({ ...roaming, rxDelay: 3 });
      assert.deepEqual(calls(), [
        "ListRentedJoinPermissions",
        "ApplyRoamingJoinPermission",
        "GetRentedJoinPermission",
      ]);
      assert.match(String(state.__key), /^[0-9a-f]{8}$/);
      assert.deepEqual(state, {
        ...roaming,
        __key: state.__key,
        joinPermissionId: id,
        joinPermissionName: "lease",
        joinEui: "d896e0efff000000",
        enabled: true,
        rxDelay: 3,
        unbindOnReturn: false,
        __inputs: [
          "type",
          "joinPermissionName",
          "classMode",
          "freqBandPlanGroupId",
          "rxDelay",
          "enabled",
          "unbindOnReturn",
        ],
      });
    });

    it("applies for a ROAMING lease that starts disabled", async () => {
      const { id, state } = await host.up({ ...roaming, enabled: false });
      assert.equal(state.enabled, false);
      assert.equal(rented(id).Enabled, false);
    });

    it("accepts an order, and finds the lease through it", async () => {
      const { id: offered, authOrderId } = offer();
      const { id, state } = await host.up({ type: "LOCAL", authOrderId });
      assert.equal(id, offered);
      assert.deepEqual(calls(), [
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

    it("goes on with an order that an earlier run accepted", async () => {
      const { id: offered, authOrderId } = offer();
      cloud.act("renter", "AcceptJoinPermissionAuthOrder", { OrderId: authOrderId });
      assert.equal((await host.up({ type: "LOCAL", authOrderId })).id, offered);
    });

    it("goes on when somebody else accepts the order at the same moment", async () => {
      const { id: offered, authOrderId } = offer();
      const action = "AcceptJoinPermissionAuthOrder";
      cloud.order({ action, code: "IllegalOrderStateTransition", effect: true });
      assert.equal((await host.up({ type: "LOCAL", authOrderId })).id, offered);
    });

    it("says what became of an order that cannot be accepted", async () => {
      const rejected = offer("first");
      cloud.act("renter", "RejectJoinPermissionAuthOrder", { OrderId: rejected.authOrderId });
      const canceled = offer("second");
      cloud.act("owner", "CancelJoinPermissionAuthOrder", { OrderId: canceled.authOrderId });
      const returned = offer("third");
      cloud.act("renter", "AcceptJoinPermissionAuthOrder", { OrderId: returned.authOrderId });
      cloud.act("renter", "ReturnJoinPermission", {
        JoinPermissionId: returned.id,
        JoinPermissionType: "LOCAL",
      });
      const message = async (authOrderId: string) =>
        (await failure(host.up({ type: "LOCAL", authOrderId }))).message;
      assert.match(
        await message(rejected.authOrderId),
        /the order is REJECTED\. What to do: ask owner for a new order/,
      );
      assert.match(await message(canceled.authOrderId), /the order is CANCELED/);
      assert.match(
        await message(returned.authOrderId),
        /was accepted before, and its lease \d+ has been returned since/,
      );
      assert.match(await message("1"), /GetJoinPermissionAuthOrder of order 1 failed with NonExistent/);
      assert.equal(held(), 0);
    });

    it("names the lease that is in the way, and how to take it over", async () => {
      const { id } = await host.up(roaming);
      const { message, partial } = await failure(host.up({ ...roaming, joinPermissionName: "second" }));
      assert.match(
        message,
        new RegExp(
          `ExceedRoamingJoinPermissionLimit: the account already holds the ROAMING lease ${id} \\("lease"\\).*set joinPermissionId: "${id}"`,
        ),
      );
      assert.equal(partial, undefined);
      assert.equal(held(), 1);
    });

    it("records a lease that it got but could not read", async () => {
      cloud.order({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
      const { partial, message } = await failure(host.up(roaming));
      assert.match(message, /grant it linkwan:GetRentedJoinPermission/);
      assert.ok(partial && held() === 1);
      assert.equal(partial.properties.joinPermissionId, partial.id);
      const { inputs } = await host.check({ resourceName: "lease", ...roaming });
      const state = await host.update(partial.id, partial.properties, inputs);
      assert.equal(state.joinEui, "d896e0efff000000");
      await host.delete(partial.id, partial.properties);
      assert.equal(held(), 0);
    });

    it("records a lease that it got and disabled but could not read, as disabled", async () => {
      cloud.order({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
      const { partial } = await failure(host.up({ ...roaming, enabled: false }));
      assert.equal(partial?.properties.enabled, false);
    });

    it("records a lease that it got but could not disable, as enabled", async () => {
      cloud.order({ action: "UpdateRoamingJoinPermissionEnablingState", code: "ForbiddenByRam" });
      const { partial } = await failure(host.up({ ...roaming, enabled: false }));
      assert.equal(partial?.properties.enabled, true);
    });
  });

  describe("taking over", () => {
    const lease = () =>
      String(
        cloud.act("renter", "ApplyRoamingJoinPermission", {
          JoinPermissionName: "old_lease",
          ClassMode: "A",
          FreqBandPlanGroupId: 101,
          RxDelay: 2,
        }),
      );

    it("leaves a ROAMING lease as it is where nothing else is declared", async () => {
      const joinPermissionId = lease();
      const { id, state } = await host.up({ type: "ROAMING", joinPermissionId });
      assert.deepEqual([id, state.joinPermissionName, state.rxDelay], [joinPermissionId, "old_lease", 2]);
      assert.deepEqual(calls(), ["GetRentedJoinPermission"]);
    });

    it("changes what is declared and differs", async () => {
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
      const update = cloud.calls.find(({ action }) => action === "UpdateRoamingJoinPermission");
      assert.deepEqual(update?.parameters, {
        JoinPermissionId: joinPermissionId,
        JoinPermissionName: "new_lease",
      });
    });

    it("is refused where class, band or type cannot be changed, or where there is no such lease", async () => {
      const joinPermissionId = lease();
      const message = async (declared: Values) => (await failure(host.up(declared))).message;
      assert.match(
        await message({ ...roaming, classMode: "C", joinPermissionId }),
        /Mismatch: the lease has classMode A, the program says C/,
      );
      assert.match(
        await message({ ...roaming, freqBandPlanGroupId: "102", joinPermissionId }),
        /has freqBandPlanGroupId 101, the program says 102/,
      );
      assert.match(
        await message({ type: "LOCAL", joinPermissionId }),
        /has type ROAMING, the program says LOCAL/,
      );
      assert.match(
        await message({ type: "ROAMING", joinPermissionId: "1" }),
        /the account does not hold a lease of that id/,
      );
      assert.equal(rented(joinPermissionId).JoinPermissionName, "old_lease");
    });

    it("works for a LOCAL lease, whose order can be declared later", async () => {
      const { id, authOrderId } = offer();
      cloud.act("renter", "AcceptJoinPermissionAuthOrder", { OrderId: authOrderId });
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
      const { message } = await failure(host.update(id, state, other));
      assert.match(
        message,
        /order \d+ is APPLYING and offers join permission \d+, not the lease that this resource holds/,
      );
    });
  });

  describe("check and diff", () => {
    it("report failures on their properties", async () => {
      const { failures } = await host.check({ resourceName: "x", ...roaming, rxDelay: 99 });
      assert.deepEqual(failures, [
        { property: "rxDelay", reason: "must be a whole number from 1 to 15 (seconds), not 99" },
      ]);
    });

    it("let unknown values of a preview through", async () => {
      assert.deepEqual(
        (await host.check({ resourceName: "x", type: "LOCAL", authOrderId: UNKNOWN })).failures,
        [],
      );
      const { id, state } = await host.up(roaming);
      const before = cloud.calls.length;
      const { inputs } = await host.check({ resourceName: "x", ...roaming, freqBandPlanGroupId: UNKNOWN });
      assert.deepEqual(await host.diff(id, state, inputs), {
        changes: true,
        replaces: ["freqBandPlanGroupId"],
        deleteBeforeReplace: true,
      });
      assert.deepEqual(since(before), []);
    });

    it("make no call where nothing changed, and none for a change in place", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const before = cloud.calls.length;
      const again = (await host.check({ resourceName: "lease", ...roaming }, inputs)).inputs;
      assert.equal((await host.diff(id, state, again)).changes, false);
      assert.equal((await host.diff(id, state, { ...again, rxDelay: 9 })).changes, true);
      assert.deepEqual(since(before), []);
    });

    it("refuse a replacement whose new lease cannot be had, before the old one is returned", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const { authOrderId } = offer();
      cloud.act("owner", "CancelJoinPermissionAuthOrder", { OrderId: authOrderId });
      const message = async (news: Values) => (await failure(host.diff(id, state, news))).message;
      assert.match(
        await message({ ...inputs, joinPermissionId: "1" }),
        /NonExistent: the lease that would replace the present one cannot be had; nothing was changed/,
      );
      assert.match(
        await message({ ...inputs, freqBandPlanGroupId: "999" }),
        /GetFreqBandPlanGroup.*NonExistent: the lease that would replace/,
      );
      assert.match(
        await message({ type: "LOCAL", authOrderId }),
        /order \d+ is CANCELED; nothing was changed/,
      );
      const other = { ...inputs, freqBandPlanGroupId: "102" };
      cloud.order({ action: "GetFreqBandPlanGroup", code: "ForbiddenByRam" });
      assert.deepEqual((await host.diff(id, state, other)).replaces, ["freqBandPlanGroupId"]);
    });

    it("refuse a replacement that would lose the lease in other ways", async () => {
      const message = async (id: string, state: Values, news: Values) =>
        (await failure(host.diff(id, state, news))).message;
      const own = await host.up(roaming);
      const taken = { ...own.inputs, joinPermissionId: own.id };
      assert.match(
        await message(own.id, own.state, { ...taken, classMode: "C" }),
        /Mismatch: the lease \d+ was taken over by its id, and its classMode cannot be changed; nothing was changed/,
      );
      const { id: localId, authOrderId } = offer("first");
      const local = await host.up({ type: "LOCAL", authOrderId });
      const byOrder = (order: string) => ({ ...local.inputs, authOrderId: order });
      const spent = offer("second");
      cloud.act("renter", "AcceptJoinPermissionAuthOrder", { OrderId: spent.authOrderId });
      cloud.act("renter", "ReturnJoinPermission", {
        JoinPermissionId: spent.id,
        JoinPermissionType: "LOCAL",
      });
      assert.match(
        await message(localId, local.state, byOrder(spent.authOrderId)),
        /NonExistent: the lease that would replace the present one cannot be had/,
      );
      const older = { ...local.state, authOrderId: "1" };
      assert.match(
        await message(localId, older, byOrder(authOrderId)),
        /order \d+ is an older one of this very lease/,
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
    it("leaves the same state where nothing changed, and gives the inputs as they were", async () => {
      const { id, state, inputs } = await host.up({ ...roaming, rxDelay: 3 });
      assert.deepEqual(await host.read(id, state), { id, state, inputs });
    });

    it("leaves the same state by GetRentedJoinPermission and by ListRentedJoinPermissions", async () => {
      const { id, state } = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      const before = cloud.calls.length;
      const reads = [await host.read(id, state), await host.read(id, state), await host.read(id, state)];
      assert.deepEqual(since(before), [
        "GetRentedJoinPermission",
        "GetRentedJoinPermission",
        "ListRentedJoinPermissions",
      ]);
      assert.deepEqual(new Set(reads.map((each) => JSON.stringify(each))).size, 1);
    });

    it("reads anew after a write", async () => {
      const { id, state, inputs } = await host.up(roaming);
      for (let i = 0; i < 3; i++) await host.read(id, state);
      const updated = await host.update(id, state, { ...inputs, rxDelay: 9 });
      assert.deepEqual((await host.read(id, updated)).state, updated);
    });

    it("takes a declared value that the service does not tell any more out of the inputs", async () => {
      const { id, state } = await host.up({ ...roaming, rxDelay: 3 });
      const { inputs } = await host.read(id, {
        ...state,
        __inputs: [...(state.__inputs as string[]), "dataRate"],
      });
      assert.ok(inputs && !("dataRate" in inputs));
    });

    it("writes drift into those inputs that the program set", async () => {
      const { id, state, inputs } = await host.up(roaming);
      cloud.act("renter", "UpdateRoamingJoinPermission", {
        JoinPermissionId: id,
        JoinPermissionName: "by_hand",
        RxDelay: 9,
      });
      const read = await host.read(id, state);
      assert.deepEqual(read.state, { ...state, joinPermissionName: "by_hand", rxDelay: 9 });
      assert.deepEqual(read.inputs, { ...inputs, joinPermissionName: "by_hand" });
    });

    it("removes a lease that is gone", async () => {
      const { id, state } = await host.up(roaming);
      cloud.act("renter", "ReturnJoinPermission", { JoinPermissionId: id, JoinPermissionType: "ROAMING" });
      assert.equal((await host.read(id, state)).id, "");
      cloud.order({ action: "GetRentedJoinPermission", code: "Nonexistent" });
      assert.equal((await host.read(id, state)).id, "");
    });

    it("keeps a lease that it may not read", async () => {
      const { id, state } = await host.up(roaming);
      for (const code of [
        "ForbiddenByRam",
        "NotResourceOwner",
        "UnqualifiedRamAccount",
        "CloudProductNotActivated",
      ]) {
        for (const action of ["GetRentedJoinPermission", "ListRentedJoinPermissions"])
          cloud.order({ action, code });
        assert.match((await failure(host.read(id, state))).message, new RegExp(`failed with ${code}: `));
        cloud.clearFaults();
      }
    });
  });

  describe("update", () => {
    it("calls only for what changed", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const before = cloud.calls.length;
      const enabled = await host.update(id, state, { ...inputs, enabled: false });
      assert.deepEqual(since(before), [
        "UpdateRoamingJoinPermissionEnablingState",
        "GetRentedJoinPermission",
      ]);
      await host.update(id, enabled, { ...inputs, enabled: false, dataRate: 5 });
      assert.deepEqual(cloud.calls.at(-2)?.parameters, { JoinPermissionId: id, DataRate: "5" });
      assert.deepEqual(
        [rented(id).DataRate, rented(id).Enabled, rented(id).JoinPermissionName],
        [5, false, "lease"],
      );
    });

    it("names the node group that forbids it, but still enables and disables", async () => {
      const { id, state, inputs } = await host.up(roaming);
      const group = bind(id);
      const { message } = await failure(host.update(id, state, { ...inputs, rxDelay: 4 }));
      assert.match(
        message,
        new RegExp(
          `name, rxDelay and dataRate cannot change while the lease is bound to node group "pumps" \\(${group}\\)`,
        ),
      );
      assert.equal((await host.update(id, state, { ...inputs, enabled: false })).enabled, false);
    });

    it("records what it changed before it failed", async () => {
      const { id, state, inputs } = await host.up(roaming);
      cloud.order({ action: "UpdateRoamingJoinPermissionEnablingState", code: "ForbiddenByRam" });
      const { partial } = await failure(host.update(id, state, { ...inputs, rxDelay: 4, enabled: false }));
      assert.deepEqual(
        [partial?.id, partial?.properties.rxDelay, partial?.properties.enabled],
        [id, 4, true],
      );
    });

    it("changes to another profile of the same account, and to no other account", async () => {
      const { id, state, inputs } = await host.up(roaming);
      assert.equal((await host.update(id, state, { ...inputs, profile: "renter" })).profile, "renter");
      const { message } = await failure(host.update(id, state, { ...inputs, profile: "owner" }));
      assert.match(message, /the account of these credentials \(profile\) does not hold this lease/);
    });
  });

  describe("delete", () => {
    it("returns a lease with its id and type", async () => {
      const { id, state } = await host.up(roaming);
      const local = await host.up({ type: "LOCAL", authOrderId: offer().authOrderId });
      await host.delete(id, state);
      await host.delete(local.id, local.state);
      assert.deepEqual(
        cloud.calls.slice(-2).map(({ action, parameters }) => ({ action, ...parameters })),
        [
          { action: "ReturnJoinPermission", JoinPermissionId: id, JoinPermissionType: "ROAMING" },
          { action: "ReturnJoinPermission", JoinPermissionId: local.id, JoinPermissionType: "LOCAL" },
        ],
      );
      assert.equal(held(), 0);
    });

    it("takes NonExistent, and its announced new name, for returned, and says so", async () => {
      const { id, state } = await host.up(roaming);
      for (const code of ["NonExistent", "Nonexistent"]) {
        cloud.order({ action: "ReturnJoinPermission", code });
        await host.delete(id, state);
      }
      assert.equal(
        host.stderr,
        `linkwan: join permission ${id} is not held by the account of these credentials: it is returned, and leaves the state\n`.repeat(
          2,
        ),
      );
    });

    it("does not return a lease that is bound, and names the group", async () => {
      const { id, state } = await host.up(roaming);
      const group = bind(id);
      const { message } = await failure(host.delete(id, state));
      assert.match(
        message,
        new RegExp(
          `JoinPermissionAlreadyBoundNodeGroup: the lease is bound to node group "pumps" \\(${group}\\).*set unbindOnReturn: true`,
        ),
      );
      assert.equal(held(), 1);
    });

    it("does not take a LOCAL lease for gone when the credentials are another account's", async () => {
      const { id, state } = await host.up({
        type: "LOCAL",
        authOrderId: offer("valley", "renter").authOrderId,
      });
      const stranger = { ...state, profile: "stranger" };
      for (const work of [host.delete(id, stranger), host.read(id, stranger)]) {
        const { message } = await failure(work);
        assert.match(
          message,
          /these credentials are not of the account that accepted order 7001.*pulumi state delete/,
        );
      }
      assert.equal(held(), 1);
    });

    it("leaves a lease to the resource that took it over in the same run, as after a renaming", async () => {
      const { id, authOrderId } = offer();
      const { state } = await host.up({ type: "LOCAL", authOrderId });
      await host.up({ type: "LOCAL", joinPermissionId: id, resourceName: "renamed" });
      await host.delete(id, state);
      assert.equal(held(), 1);
      assert.match(host.stderr, /is not returned: another resource of the program goes on with it/);
    });

    it("returns a lease that was compared before, as a destroy with a refresh does", async () => {
      const { id, state, inputs } = await host.up(roaming);
      assert.equal((await host.diff(id, state, inputs)).changes, false);
      await host.delete(id, state);
      assert.equal(held(), 0);
    });

    it("leaves a lease to the resource that goes on with it, as in the run after an interrupted renaming", async () => {
      const { id, authOrderId } = offer();
      const before = await host.up({ type: "LOCAL", authOrderId });
      const after = await host.up({ type: "LOCAL", joinPermissionId: id, resourceName: "renamed" });
      const next = await Host.start(configOf(0));
      try {
        assert.equal((await next.diff(id, after.state, after.inputs)).changes, false);
        await next.delete(id, before.state);
        assert.equal(held(), 1);
        await next.delete(id, after.state);
        assert.equal(held(), 0);
      } finally {
        next.stop();
      }
    });

    it("still says that a lease is bound where the group's name cannot be read", async () => {
      const { id, state } = await host.up(roaming);
      bind(id);
      cloud.order({ action: "GetRentedJoinPermission", code: "ForbiddenByRam" });
      assert.match(
        (await failure(host.delete(id, state))).message,
        /is bound to node group \(its name could not be read\)/,
      );
    });

    it("unbinds first where that is wanted", async () => {
      const { id, state } = await host.up({ ...roaming, unbindOnReturn: true });
      bind(id);
      const before = cloud.calls.length;
      await host.delete(id, state);
      assert.deepEqual(since(before), [
        "ReturnJoinPermission JoinPermissionAlreadyBoundNodeGroup",
        "GetRentedJoinPermission",
        "UnbindJoinPermissionFromNodeGroup",
        "ReturnJoinPermission",
      ]);
      assert.equal(held(), 0);
    });

    it("repeats after InternalError", async () => {
      const { id, state } = await host.up(roaming);
      cloud.order({ action: "ReturnJoinPermission", code: "InternalError", times: 2 });
      await host.delete(id, state);
      assert.equal(held(), 0);
    });

    const refusals: [code: string, remedy: RegExp][] = [
      ["ForbiddenByRam", /grant it linkwan:ReturnJoinPermission/],
      ["UnqualifiedRamAccount", /grant it linkwan:ReturnJoinPermission/],
      ["ForbiddenByRiskControl", /clear the risk notice/],
      ["CloudProductNotActivated", /activate Link WAN in the console/],
      ["FeatureNotActivated", /activate the feature/],
      ["NotResourceOwner", /the id and the credentials \(profile\) belong to the same account/],
      ["ResourceLocked", /release the lock/],
      ["JoinPermissionDoesNotExist", /check the id and the account/],
      ["SomethingNew", /SomethingNew was ordered by a test/],
    ];
    for (const [code, remedy] of refusals) {
      it(`keeps the lease on ${code}, with a remedy`, async () => {
        const { id, state } = await host.up(roaming);
        cloud.order({ action: "ReturnJoinPermission", code });
        const { message } = await failure(host.delete(id, state));
        assert.match(
          message,
          new RegExp(
            `^ReturnJoinPermission of join permission ${id} failed with ${code}: .*\\[RequestId [0-9A-F-]{36}\\]$`,
          ),
        );
        assert.match(message, remedy);
        assert.equal(held(), 1);
        assert.equal(host.stderr, "linkwan: LINKWAN_LOG=debug shows every call\n");
      });
    }
  });

  describe("the host's process", () => {
    it("is configured before any of its first calls, also when they come together", async () => {
      const fresh = await Host.start({ ...configOf(0) });
      try {
        const orders = Array.from({ length: 10 }, (_, index) => offer(`valley_${index}`).authOrderId);
        await Promise.all(orders.map((authOrderId) => fresh.up({ type: "LOCAL", authOrderId })));
        assert.equal(held(), 10);
      } finally {
        fresh.stop();
      }
    });

    it("says which value of the configuration is wrong, in every call that needs it", async () => {
      const wrong = await Host.start({ ...configOf(0), "linkwan:endpoint": "http://example.com" });
      try {
        for (let i = 0; i < 2; i++) {
          assert.match(
            (await failure(wrong.up(roaming))).message,
            /^Reading the configuration of linkwan:endpoint failed with ConfigInvalid: it must start with https/,
          );
        }
      } finally {
        wrong.stop();
      }
    });

    it("says where a refused key came from", async () => {
      const wrong = await Host.start({ ...configOf(0), "linkwan:accessKeySecret": "MARKED_WRONG" });
      try {
        const { message } = await failure(wrong.up(roaming));
        assert.match(
          message,
          /SignatureDoesNotMatch: .*the key came from stack config linkwan:accessKeyId \(destroy and refresh use the configuration recorded by the last pulumi up/,
        );
        assert.doesNotMatch(message, /server string to sign|id_of_renter/);
      } finally {
        wrong.stop();
      }
    });

    it("finds keys in the environment", async () => {
      const { accessKeyId = "", accessKeySecret = "" } = accounts[0] ?? {};
      const env = {
        ALIBABA_CLOUD_ACCESS_KEY_ID: accessKeyId,
        ALIBABA_CLOUD_ACCESS_KEY_SECRET: accessKeySecret,
      };
      const other = await Host.start({ "linkwan:endpoint": cloud.url }, env);
      try {
        await other.up(roaming);
      } finally {
        other.stop();
      }
      assert.equal(held(), 1);
    });

    it("goes by the configured quota, for each account and action", async () => {
      const slow = await Host.start({ ...configOf(0), ...profiles, "linkwan:requestsPerSecond": "1" });
      try {
        const { id, state } = await slow.up(roaming);
        await slow.read(id, state);
        await assert.rejects(
          slow.read(id, { ...state, profile: "owner" }).then(({ id: found }) => assert.ok(found)),
        );
      } finally {
        slow.stop();
      }
      const [first, second, other] = cloud.calls.filter(({ action }) => action === "GetRentedJoinPermission");
      assert.ok(first && second && other);
      assert.ok(second.at - first.at >= 1_000, "two calls of one account within a second");
      assert.ok(other.at - second.at < 900, "another account has to wait");
    });

    it("understands failures that come with HTTP 200", async () => {
      const other = await emulated({ seed: { accounts }, failureForm: "http200" });
      const there = await Host.start({ ...configOf(0), "linkwan:endpoint": other.url });
      try {
        const { id, state } = await there.up(roaming);
        await there.delete(id, state);
        await there.delete(id, state);
        assert.equal(other.calls.at(-1)?.code, "NonExistent");
      } finally {
        there.stop();
      }
    });

    it("prints a line per call with LINKWAN_LOG=debug, and nothing secret", async () => {
      const logging = await Host.start(configOf(0), { LINKWAN_LOG: "debug" });
      try {
        const { id, state } = await logging.up(roaming);
        await logging.delete(id, state);
        const lines = logging.stderr.trim().split("\n");
        assert.equal(lines.length, 4);
        assert.match(
          lines[3] ?? "",
          new RegExp(
            `^linkwan: ReturnJoinPermission of join permission ${id}, attempt 1: OK in \\d+ ms, RequestId [0-9A-F-]{36}$`,
          ),
        );
        assert.doesNotMatch(logging.stderr, /MARKED|id_of_renter/);
      } finally {
        logging.stop();
      }
    });
  });
});
