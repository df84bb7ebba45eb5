import { propertiesOf } from "../../../provider/client/plain";
import { Open } from "../open";
import { errorCode, lacking, oneOf, trueOrFalse } from "../question";
import type { Caller, Session } from "../session";
import { acceptedOffer, offer } from "./offers";
import type { Questions } from "./questions";

const FOREIGN = ["NonExistent", "NotResourceOwner"];
const PARTIES = ["owner", "renter"] as const;
const STATES = ["APPLYING", "ACCEPTED", "REJECTED", "CANCELED"] as const;
type OrderState = (typeof STATES)[number];
const NEWEST = { Offset: 0, Limit: 50, SortingField: "NOTICE_MILLIS", Ascending: false };
/** Time to wait for notifications, in milliseconds. A notification that arrives later is treated as not sent. */
const NOTICE_MS = 5_000;

/** Returns the account's notification that an order entered a state; `undefined` if there is none. */
const noticeOf = async (
  caller: Caller,
  OrderId: string,
  state: OrderState,
): Promise<Readonly<Record<string, unknown>> | undefined> => {
  const filter = { ...NEWEST, "Category.1": `JOIN_PERMISSION_AUTH_${state}` };
  const { List } = propertiesOf(await caller.data("ListNotifications", filter));
  return (Array.isArray(List) ? List : [])
    .map((each) => propertiesOf(propertiesOf(each).JoinPermissionAuthInfo))
    .find((each) => each.OrderId === OrderId);
};

/** Answers: the notified party for each state. */
const notifiedParties = Object.fromEntries(
  Array.from({ length: PARTIES.length ** STATES.length }, (_, index) => {
    const parties = STATES.map((_state, position) => PARTIES[(index >> position) & 1] ?? "owner");
    const value = Object.fromEntries(STATES.map((state, position) => [state, parties[position]]));
    return [
      parties.join(" "),
      [value, `for ${STATES.join(", ")}, it notifies ${parties.join(", ")}, respectively`] as const,
    ];
  }),
);

const askNotified = async (session: Session): Promise<string> => {
  const { first, second } = session;
  const accepted = await acceptedOffer(session);
  const rejected = await offer(session);
  await second.data("RejectJoinPermissionAuthOrder", { OrderId: rejected.OrderId });
  const canceled = await offer(session);
  await first.data("CancelJoinPermissionAuthOrder", { OrderId: canceled.OrderId });
  await session.wait(NOTICE_MS, "notifications can be delayed");
  const entered: Readonly<Record<OrderState, string>> = {
    APPLYING: accepted.OrderId,
    ACCEPTED: accepted.OrderId,
    REJECTED: rejected.OrderId,
    CANCELED: canceled.OrderId,
  };
  const parties: string[] = [];
  for (const state of STATES) {
    const owner = await noticeOf(first, entered[state], state);
    const renter = await noticeOf(second, entered[state], state);
    parties.push(owner ? (renter ? "both" : "owner") : renter ? "renter" : "nobody");
  }
  return parties.join(" ");
};

/** Questions about authorization orders and their notifications. */
export const orderQuestions = {
  deleteWhileApplying: {
    text: "What happens to the open order for a deleted LOCAL join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: oneOf({
      CANCELED: ["cancelsOrder", "it is canceled"],
      APPLYING: ["keepsOrder", "it stays open"],
    }),
    ask: async (session) => {
      const { JoinPermissionId, OrderId } = await offer(session);
      const code = await session.first.code("DeleteLocalJoinPermission", { JoinPermissionId });
      if (code !== "OK") return code;
      return String(await session.first.field("GetJoinPermissionAuthOrder", { OrderId }, "OrderState"));
    },
  },
  submitWhileApplying: {
    text: "Which error does SubmitJoinPermissionAuthOrder return if the join permission already has an open order?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("JoinPermissionAlreadyAuthorized", "IllegalOrderStateTransition", "NonExistent"),
    ask: async (session) => {
      const { JoinPermissionId } = await offer(session);
      const order = { JoinPermissionId, RenterAliyunId: session.second.loginName };
      return session.first.tryToCreate("order", order);
    },
  },
  submitOfOthers: {
    text: "Which error does SubmitJoinPermissionAuthOrder return for another account's join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN, "JoinPermissionDoesNotExist"),
    ask: async ({ first, second }) => {
      const JoinPermissionId = await first.create("local");
      return second.tryToCreate("order", { JoinPermissionId, RenterAliyunId: second.loginName });
    },
  },
  orderOfOthers: {
    text: "Which error does AcceptJoinPermissionAuthOrder return to the owner of the join permission?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode(...FOREIGN),
    ask: async (session) => {
      const { JoinPermissionId, OrderId } = await offer(session);
      session.first.undo("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" });
      return session.first.code("AcceptJoinPermissionAuthOrder", { OrderId });
    },
  },
  getOrderOfOthers: {
    text: "Which error does GetJoinPermissionAuthOrder return for an order between other parties?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: errorCode("NotResourceOwner", "NonExistent"),
    ask: async (session) => {
      const { first, second } = session;
      const { OrderId } = await offer(session);
      // The first account offers a join permission to itself, under the login name that orders show.
      const RenterAliyunId = String(
        await first.field("GetJoinPermissionAuthOrder", { OrderId }, "OwnerAliyunId"),
      );
      const JoinPermissionId = await first.create("local");
      const own = await first.create("order", { JoinPermissionId, RenterAliyunId });
      return second.code("GetJoinPermissionAuthOrder", { OrderId: own });
    },
  },
  notified: {
    text: "Which party does the service notify when an order enters each state?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: oneOf(notifiedParties),
    ask: askNotified,
  },
  notificationShowsCurrentState: {
    text: "Does the notification about an order show the current state of the order?",
    effect: "creates",
    needs: ["secondAccount"],
    answers: trueOrFalse("it shows the current state", "it shows the state at the time of the notification"),
    ask: async (session) => {
      const { OrderId } = await offer(session);
      await session.first.data("CancelJoinPermissionAuthOrder", { OrderId });
      await session.wait(NOTICE_MS, "notifications can be delayed");
      const notice =
        (await noticeOf(session.second, OrderId, "APPLYING")) ??
        (await noticeOf(session.first, OrderId, "APPLYING"));
      if (!notice) throw new Open("the service notified neither account of the order");
      return notice.OrderState === "CANCELED" ? "true" : String(notice.OrderState !== "APPLYING");
    },
  },
  notificationBoundsAreWithin: {
    text: "Are the bounds BeginMillis and EndMillis of notifications inclusive?",
    effect: "reads",
    needs: ["notification"],
    answers: trueOrFalse("they are inclusive", "they are exclusive"),
    ask: async ({ first }) => {
      const millis = await first.field("ListNotifications", NEWEST, "NoticeMillis");
      if (millis === undefined) throw lacking("notification");
      const bounds = { BeginMillis: Number(millis), EndMillis: Number(millis) };
      const { TotalCount } = propertiesOf(await first.data("ListNotifications", { ...NEWEST, ...bounds }));
      return String(Number(TotalCount) > 0);
    },
  },
} as const satisfies Questions;
