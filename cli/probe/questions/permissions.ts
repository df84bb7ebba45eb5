import { type Answers, errorCode, number, oneOf, trueOrFalse } from "../question";
import type { Session } from "../session";
import { acceptedOffer } from "./offers";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];

/** Creates a LOCAL join permission that nobody rents, and calls an action on it. */
const onUnrented =
  (action: string, parameters: Record<string, string | number | boolean> = {}) =>
  async ({ first }: Session): Promise<string> =>
    first.code(action, { JoinPermissionId: await first.create("local"), ...parameters });

/** Lets the second account rent a LOCAL join permission, and calls an action on it as the second account. */
const onLease =
  (action: string, parameters: Record<string, string | number | boolean>) =>
  async (session: Session): Promise<string> => {
    const { JoinPermissionId } = await acceptedOffer(session);
    return session.second.code(action, { JoinPermissionId, ...parameters });
  };

const givenRxDelay = number("RxDelay", 1, 5, 15);

/** The answers are an RxDelay, or `undefined` if there is none. */
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
    text: "With which error does the return of a LOCAL join permission as ROAMING fail?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN, "JoinPermissionDoesNotExist"),
    ask: onLease("ReturnJoinPermission", { JoinPermissionType: "ROAMING" }),
  },
  returnNotRented: {
    text: "With which error does the return of a join permission fail that the account does not rent?",
    effect: "creates",
    answers: errorCode("it", ...FOREIGN, "JoinPermissionDoesNotExist"),
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
    text: "Which RxDelay has a LOCAL join permission that is created without it?",
    effect: "creates",
    answers: rxDelays,
    ask: async ({ first }) => {
      const JoinPermissionId = await first.create("local");
      return String(await first.field("GetOwnedJoinPermission", { JoinPermissionId }, "RxDelay"));
    },
  },
  getRentedOfOthers: {
    text: "With which error does GetRentedJoinPermission fail for a join permission that the account does not rent?",
    effect: "creates",
    answers: errorCode("it", ...FOREIGN),
    ask: onUnrented("GetRentedJoinPermission"),
  },
  updateRoamingWhileBound: {
    text: "With which error does the update of a ROAMING join permission fail while it is bound to a node group?",
    effect: "costs",
    answers: errorCode(
      "it",
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
    text: "With which error does disabling a rented LOCAL join permission fail for the renter?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN),
    ask: onLease("UpdateRoamingJoinPermissionEnablingState", { Enabled: true }),
  },
  updateRentedLocal: {
    text: "With which error does the update of a rented LOCAL join permission fail for the renter?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN),
    ask: onLease("UpdateRoamingJoinPermission", { RxDelay: 2 }),
  },
  updateNotRented: {
    text: "With which error does the update of a join permission fail that the account does not rent?",
    effect: "creates",
    answers: errorCode("it", ...FOREIGN),
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
    text: "With which error does GetOwnedJoinPermission fail for a join permission of another account?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("it", ...FOREIGN),
    ask: async ({ first, second }) =>
      second.code("GetOwnedJoinPermission", { JoinPermissionId: await first.create("local") }),
  },
  namesShareScope: {
    text: "Can a LOCAL and a ROAMING join permission of an account have the same name?",
    effect: "costs",
    answers: oneOf({
      JoinPermissionNameDuplicated: [true, "the second name is refused"],
      OK: [false, "both can have the name"],
    }),
    ask: async (session) => {
      const JoinPermissionName = session.name();
      await session.first.create("roaming", { JoinPermissionName });
      return session.first.tryToCreate("local", { JoinPermissionName });
    },
  },
} as const satisfies Questions;
