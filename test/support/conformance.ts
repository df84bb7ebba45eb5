import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { allows, type Effect } from "../../cli/probe/effect";
import { type Caller, type Provided, Session } from "../../cli/probe/session";

const PAGE = { Offset: 0, Limit: 200 };
const NOWHERE = "999999999999999";

// biome-ignore lint/suspicious/noExplicitAny: the suite reads responses of any shape
type Data = any;

/** A case of the suite. Each case deletes the objects that it creates. */
interface Case {
  readonly title: string;
  readonly effect: Effect;
  readonly needsSecondAccount?: boolean;
  readonly run: (session: Session) => Promise<void>;
}

const dataOf = (caller: Caller, action: string, parameters = {}): Promise<Data> =>
  caller.data(action, parameters);

/** Offers a new LOCAL join permission to the second account. */
const offer = async ({ first, second }: Session) => {
  const JoinPermissionId = await first.create("local");
  const OrderId = await first.create("order", { JoinPermissionId, RenterAliyunId: second.loginName });
  return { JoinPermissionId, OrderId };
};

const authState = ({ first }: Session, JoinPermissionId: string) =>
  first.field("GetOwnedJoinPermission", { JoinPermissionId }, "AuthState");

/** Documented behavior. A service that fails a case differs from its documentation. */
const cases: readonly Case[] = [
  {
    title: "rejects invalid requests with the documented codes of the API gateway",
    effect: "reads",
    run: async ({ first, clock }) => {
      const codeWith = async (common: Record<string, string>) =>
        (await first.ask("ListFreqBandPlanGroups", {}, common)).code;
      const old = new Date(clock.now() - 16 * 60_000).toISOString().replace(/\.\d+Z$/, "Z");
      assert.equal(await codeWith({ Timestamp: old }), "InvalidTimeStamp.Expired");
      assert.equal(await codeWith({ Version: "2001-01-01" }), "InvalidVersion");
      const SignatureNonce = randomUUID();
      assert.equal(await codeWith({ SignatureNonce }), "OK");
      assert.equal(await codeWith({ SignatureNonce }), "SignatureNonceUsed");
      assert.equal((await first.ask("GetNothing")).code, "InvalidAction.NotFound");
    },
  },
  {
    title: "validates parameters",
    effect: "reads",
    run: async ({ first }) => {
      assert.equal(await first.code("GetNodeGroup"), "MissingNodeGroupId");
      assert.equal(await first.code("ListNodeGroups", { Offset: 0 }), "MissingLimit");
      assert.equal(await first.code("ListNodeGroups", { Offset: 0, Limit: 201 }), "InvalidLimit");
      assert.equal(
        await first.code("ListNodeGroups", { ...PAGE, SortingField: "NAME" }),
        "InvalidSortingField",
      );
    },
  },
  {
    title: "returns the frequency band plan groups",
    effect: "reads",
    run: async ({ first }) => {
      const groups = await dataOf(first, "ListFreqBandPlanGroups");
      const list: Data[] = Array.isArray(groups) ? groups : groups.FreqBandPlanGroup;
      for (const GroupId of [101, 102, 201]) {
        const listed = list.find((each) => each.GroupId === GroupId);
        assert.deepEqual(await dataOf(first, "GetFreqBandPlanGroup", { GroupId }), listed);
        for (const name of ["BeginFrequency", "EndFrequency"])
          assert.equal(typeof listed[name], "number", name);
      }
      assert.equal(await first.code("GetFreqBandPlanGroup", { GroupId: 999 }), "NonExistent");
    },
  },
  {
    title: "returns the service state of the account",
    effect: "reads",
    run: async ({ first }) => {
      assert.match(await dataOf(first, "CheckUserChargeStatus"), /^(NORMAL|ARREARAGE)$/);
      assert.equal(await first.data("CheckCloudProductOpenStatus", { ServiceCode: "linkwan" }), true);
      const license = await dataOf(first, "GetUserLicense");
      assert.equal(license.LocalJoinPermissionCount, await first.data("CountOwnedJoinPermissions"));
      assert.equal(typeof license.RoamingJoinPermissionLimit, "number");
    },
  },
  {
    title: "finds no object with an unknown id",
    effect: "reads",
    run: async ({ first }) => {
      const JoinPermissionId = NOWHERE;
      assert.equal(await first.code("GetNodeGroup", { NodeGroupId: NOWHERE }), "NonExistent");
      assert.equal(await first.code("GetOwnedJoinPermission", { JoinPermissionId }), "NonExistent");
      assert.equal(await first.code("GetRentedJoinPermission", { JoinPermissionId }), "NonExistent");
      assert.equal(await first.code("GetJoinPermissionAuthOrder", { OrderId: NOWHERE }), "NonExistent");
    },
  },
  {
    title: "counts as many objects as it lists",
    effect: "reads",
    run: async ({ first }) => {
      for (const [count, list] of [
        ["CountNodeGroups", "ListNodeGroups"],
        ["CountOwnedJoinPermissions", "ListOwnedJoinPermissions"],
        ["CountRentedJoinPermissions", "ListRentedJoinPermissions"],
      ] as const) {
        const { TotalCount, List } = await dataOf(first, list, PAGE);
        assert.equal(await first.data(count), TotalCount, count);
        assert.equal(List.length, Math.min(TotalCount, PAGE.Limit), list);
      }
    },
  },
  {
    title: "creates, reads, updates and deletes a LOCAL join permission",
    effect: "creates",
    run: async (session) => {
      const { first } = session;
      const JoinPermissionName = session.name();
      const JoinPermissionId = await first.create("local", { JoinPermissionName, RxDelay: 3 });
      assert.match(JoinPermissionId, /^\d+$/);
      const created = await dataOf(first, "GetOwnedJoinPermission", { JoinPermissionId });
      const { ClassMode, FreqBandPlanGroupId, RxDelay, AuthState } = created;
      assert.deepEqual(
        { name: created.JoinPermissionName, ClassMode, FreqBandPlanGroupId, RxDelay, AuthState },
        { name: JoinPermissionName, ClassMode: "A", FreqBandPlanGroupId: 101, RxDelay: 3, AuthState: "NEW" },
      );
      const renamed = session.name();
      const changes = { JoinPermissionId, JoinPermissionName: renamed, ClassMode: "C", RxDelay: 4 };
      await first.data("UpdateOwnedLocalJoinPermission", changes);
      await first.data("UpdateOwnedLocalJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
      const filter = { ...PAGE, FuzzyJoinPermissionName: renamed };
      const { List } = await dataOf(first, "ListOwnedJoinPermissions", filter);
      assert.deepEqual(
        List.map((each: Data) => [each.JoinPermissionId, each.ClassMode, each.RxDelay, each.Enabled]),
        [[JoinPermissionId, "C", 4, false]],
      );
      const taken = { JoinPermissionName: renamed };
      assert.equal(await first.tryToCreate("local", taken), "JoinPermissionNameDuplicated");
      assert.equal(await first.tryToCreate("local", { JoinPermissionName: "x" }), "InvalidName");
      assert.equal(await first.tryToCreate("local", { FreqBandPlanGroupId: 999 }), "InvalidFreqBandPlan");
      await first.data("DeleteLocalJoinPermission", { JoinPermissionId });
      assert.equal(await first.code("GetOwnedJoinPermission", { JoinPermissionId }), "NonExistent");
      assert.equal(await first.code("DeleteLocalJoinPermission", { JoinPermissionId }), "NonExistent");
    },
  },
  {
    title: "creates, renames, pages and deletes node groups",
    effect: "creates",
    run: async (session) => {
      const { first } = session;
      const names = [session.name("_p"), session.name("_p"), session.name("_q")];
      const ids: string[] = [];
      for (const NodeGroupName of names) ids.push(await first.create("group", { NodeGroupName }));
      const [NodeGroupId = ""] = ids;
      assert.equal(await first.field("GetNodeGroup", { NodeGroupId }, "NodeGroupName"), names[0]);
      assert.equal(
        await first.tryToCreate("group", { NodeGroupName: names[1] ?? "" }),
        "NodeGroupNameDuplicated",
      );
      const renamed = session.name("_r");
      await first.data("UpdateNodeGroup", { NodeGroupId, NodeGroupName: renamed });
      const FuzzyName = renamed.slice(0, "probe_01234567".length);
      const order = { SortingField: "CREATED_MILLIS", Ascending: true };
      const listed: string[] = [];
      for (const Offset of [0, 2]) {
        const { TotalCount, List } = await dataOf(first, "ListNodeGroups", {
          ...order,
          FuzzyName,
          Offset,
          Limit: 2,
        });
        assert.equal(TotalCount, ids.length);
        listed.push(...List.map((each: Data) => each.NodeGroupId));
      }
      assert.deepEqual(listed.sort(), ids.sort());
      assert.equal(await first.data("CountNodeGroups", { FuzzyName: renamed }), 1);
      await first.data("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled: true });
      assert.equal(await first.field("GetNodeGroup", { NodeGroupId }, "DataDispatchEnabled"), true);
      await first.data("DeleteNodeGroup", { NodeGroupId });
      assert.equal(await first.code("GetNodeGroup", { NodeGroupId }), "NonExistent");
    },
  },
  {
    title:
      "grants a LOCAL join permission through an order, protects it while it is granted, and releases it when it is returned",
    effect: "creates",
    needsSecondAccount: true,
    run: async (session) => {
      const { first, second } = session;
      const { JoinPermissionId, OrderId } = await offer(session);
      assert.equal(await authState(session, JoinPermissionId), "APPLYING");
      const asLease = { JoinPermissionId, JoinPermissionType: "LOCAL" };
      second.undo("ReturnJoinPermission", asLease);
      await second.data("AcceptJoinPermissionAuthOrder", { OrderId });
      assert.equal(await authState(session, JoinPermissionId), "ACCEPTED");
      assert.equal(await second.field("GetRentedJoinPermission", { JoinPermissionId }, "Type"), "LOCAL");
      for (const action of ["UpdateOwnedLocalJoinPermission", "DeleteLocalJoinPermission"])
        assert.equal(
          await first.code(action, { JoinPermissionId }),
          "JoinPermissionAlreadyAuthorized",
          action,
        );
      const again = { JoinPermissionId, RenterAliyunId: second.loginName };
      assert.equal(await first.tryToCreate("order", again), "JoinPermissionAlreadyAuthorized");
      const NodeGroupId = await second.create("group");
      const pair = { NodeGroupId, JoinPermissionId };
      await second.create("binding", pair);
      assert.equal(await second.field("GetNodeGroup", { NodeGroupId }, "JoinPermissionId"), JoinPermissionId);
      assert.equal(await second.code("ReturnJoinPermission", asLease), "JoinPermissionAlreadyBoundNodeGroup");
      assert.equal(
        await second.code("DeleteNodeGroup", { NodeGroupId }),
        "NodeGroupAlreadyBoundJoinPermission",
      );
      await second.data("UnbindJoinPermissionFromNodeGroup", pair);
      await second.data("ReturnJoinPermission", asLease);
      assert.equal(await authState(session, JoinPermissionId), "NEW");
      assert.equal(await second.code("ReturnJoinPermission", asLease), "NonExistent");
    },
  },
  {
    title: "closes an order only once, by a rejection or a cancellation",
    effect: "creates",
    needsSecondAccount: true,
    run: async (session) => {
      const { first, second } = session;
      const rejected = await offer(session);
      const canceled = await offer(session);
      const code = (caller: Caller, action: string, { OrderId }: { readonly OrderId: string }) =>
        caller.code(`${action}JoinPermissionAuthOrder`, { OrderId });
      assert.equal(await code(first, "Reject", rejected), "NotResourceOwner");
      assert.equal(await code(second, "Reject", rejected), "OK");
      assert.equal(await code(first, "Cancel", canceled), "OK");
      for (const [order, state] of [
        [rejected, "REJECTED"],
        [canceled, "CANCELED"],
      ] as const) {
        assert.equal(await code(second, "Accept", order), "IllegalOrderStateTransition");
        assert.equal(await code(first, "Cancel", order), "IllegalOrderStateTransition");
        const { OrderId } = order;
        assert.equal(await second.field("GetJoinPermissionAuthOrder", { OrderId }, "OrderState"), state);
        assert.equal(await authState(session, order.JoinPermissionId), "NEW");
      }
    },
  },
  {
    title: "allows only one ROAMING join permission, and updates it in place",
    effect: "costs",
    run: async (session) => {
      const { first } = session;
      const JoinPermissionId = await first.create("roaming");
      assert.equal(await first.tryToCreate("roaming"), "ExceedRoamingJoinPermissionLimit");
      await first.data("UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 5 });
      await first.data("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
      const { Type, RxDelay, Enabled } = await dataOf(first, "GetRentedJoinPermission", { JoinPermissionId });
      assert.deepEqual([Type, RxDelay, Enabled], ["ROAMING", 5, false]);
    },
  },
];

/**
 * Defines a test for each case that the accounts allow. The tests make calls in the same way as `pulumi-linkwan probe`.
 *
 * @param most Greatest effect that a case may have.
 */
export const testConformance = (
  most: Effect,
  hasSecondAccount: boolean,
  open: () => Promise<Provided>,
): void => {
  const isAllowed = ({ effect, needsSecondAccount }: Case): boolean =>
    allows(most, effect) && (hasSecondAccount || !needsSecondAccount);
  for (const each of cases.filter(isAllowed)) {
    it(each.title, async () => {
      const session = new Session(await open(), each.effect);
      try {
        await each.run(session);
      } finally {
        assert.deepEqual(await session.undoAll(), [], "an object was not deleted");
      }
    });
  }
};
