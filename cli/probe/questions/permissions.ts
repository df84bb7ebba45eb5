import { type Answers, errorCode, number, oneOf, trueOrFalse } from "../question";
import type { Session } from "../session";
import { acceptedOffer } from "./offers";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];

/** Returns an `ask` function that creates a LOCAL join permission, which nobody rents, and calls an action on it. */
const onUnrented =
  (action: string, parameters: Record<string, string | number | boolean> = {}) =>
  async ({ first }: Session): Promise<string> =>
    first.code(action, { JoinPermissionId: await first.create("local"), ...parameters });

/**
 * Returns an `ask` function that lets the second account rent a LOCAL join permission, and calls an action on it with
 * the second account.
 */
const onLease =
  (action: string, parameters: Record<string, string | number | boolean>) =>
  async (session: Session): Promise<string> => {
    const { JoinPermissionId } = await acceptedOffer(session);
    return session.second.code(action, { JoinPermissionId, ...parameters });
  };

const givenRxDelay = number("RxDelay", 1, 5, 15);

/** Answers: an RxDelay, or `undefined` if the join permission has no RxDelay. */
const rxDelays: Answers = {
  examples: [...givenRxDelay.examples, "undefined"],
  meaningOf: (answer) =>
    answer === "undefined"
      ? { value: undefined, meaning: "it has no RxDelay" }
      : givenRxDelay.meaningOf(answer),
};

/** Questions about join permissions. */
export const permissionQuestions = {
  returnWithWrongType: {
    text: "Which error does ReturnJoinPermission return if the type of a LOCAL join permission is given as ROAMING?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN, "JoinPermissionDoesNotExist"),
    ask: onLease("ReturnJoinPermission", { JoinPermissionType: "ROAMING" }),
  },
  returnNotRented: {
    text: "Which error does ReturnJoinPermission return for a join permission that the account does not rent?",
    effect: "creates",
    answers: errorCode(...FOREIGN, "JoinPermissionDoesNotExist"),
    ask: onUnrented("ReturnJoinPermission", { JoinPermissionType: "LOCAL" }),
  },
  roamingEnabled: {
    text: "Is a new ROAMING join permission enabled?",
    effect: "costs",
    answers: trueOrFalse("it is enabled", "it is disabled"),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("roaming");
      return String(await first.field("GetRentedJoinPermission", { JoinPermissionId }, "Enabled"));
    },
  },
  defaultRxDelay: {
    text: "What is the RxDelay of a LOCAL join permission that is created without an RxDelay?",
    effect: "creates",
    answers: rxDelays,
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      return String(await first.field("GetOwnedJoinPermission", { JoinPermissionId }, "RxDelay"));
    },
  },
  getRentedOfOthers: {
    text: "Which error does GetRentedJoinPermission return for a join permission that the account does not rent?",
    effect: "creates",
    answers: errorCode(...FOREIGN),
    ask: onUnrented("GetRentedJoinPermission"),
  },
  updateRoamingWhileBound: {
    text: "Which error does UpdateRoamingJoinPermission return while the join permission is bound to a node group?",
    effect: "costs",
    answers: errorCode(
      "JoinPermissionAlreadyBoundNodeGroup",
      "NodeGroupAlreadyBoundJoinPermission",
      "NonExistent",
    ),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("roaming");
      const NodeGroupId = await first.create("group");
      await first.create("binding", { NodeGroupId, JoinPermissionId });
      return first.code("UpdateRoamingJoinPermission", { JoinPermissionId, RxDelay: 2 });
    },
  },
  enableRentedLocal: {
    text: "Which error does UpdateRoamingJoinPermissionEnablingState return to the renter of a LOCAL join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: onLease("UpdateRoamingJoinPermissionEnablingState", { Enabled: true }),
  },
  updateRentedLocal: {
    text: "Which error does UpdateRoamingJoinPermission return to the renter of a LOCAL join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: onLease("UpdateRoamingJoinPermission", { RxDelay: 2 }),
  },
  updateNotRented: {
    text: "Which error does UpdateRoamingJoinPermission return for a join permission that the account does not rent?",
    effect: "creates",
    answers: errorCode(...FOREIGN),
    ask: onUnrented("UpdateRoamingJoinPermission", { RxDelay: 2 }),
  },
  localEnabled: {
    text: "Is a new LOCAL join permission enabled?",
    effect: "creates",
    answers: trueOrFalse("it is enabled", "it is disabled"),
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      return String(await first.field("GetOwnedJoinPermission", { JoinPermissionId }, "Enabled"));
    },
  },
  ownedByOthers: {
    text: "Which error does GetOwnedJoinPermission return for another account's join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: async ({ first, second }) =>
      second.code("GetOwnedJoinPermission", { JoinPermissionId: await first.create("local") }),
  },
  namesShareScope: {
    text: "Can a LOCAL and a ROAMING join permission of one account have the same name?",
    effect: "costs",
    answers: oneOf({
      JoinPermissionNameDuplicated: [true, "the service rejects the second name"],
      OK: [false, "they can have the same name"],
    }),
    ask: async (session) => {
      const JoinPermissionName = session.name();
      await session.first.create("roaming", { JoinPermissionName });
      return session.first.tryToCreate("local", { JoinPermissionName });
    },
  },
} as const satisfies Questions;
