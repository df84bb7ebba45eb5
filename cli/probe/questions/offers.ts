import type { Session } from "../session";

/** An authorization order and its join permission, as parameters of actions. */
interface Offer {
  readonly JoinPermissionId: string;
  readonly OrderId: string;
}

/** Offers the second account a new LOCAL join permission of the first account. */
export const offer = async ({ first, second }: Session): Promise<Offer> => {
  const JoinPermissionId = await first.create("local");
  const OrderId = await first.create("order", { JoinPermissionId, RenterAliyunId: second.loginName });
  return { JoinPermissionId, OrderId };
};

/** Lets the second account rent a new LOCAL join permission of the first account. */
export const acceptedOffer = async (session: Session): Promise<Offer> => {
  const made = await offer(session);
  const { JoinPermissionId, OrderId } = made;
  session.second.undo("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" });
  await session.second.data("AcceptJoinPermissionAuthOrder", { OrderId });
  return made;
};
