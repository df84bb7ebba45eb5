import { assumptions } from "../assumptions";
import type { JoinPermission } from "../entities";
import { type Call, checkName, fail, valueOr } from "./action";

/** Throws if a permission name is invalid or already used in the account. `self` is the permission to rename. */
export const checkPermissionName = (call: Call, name: string, self?: JoinPermission): void => {
  checkName(name);
  const { state, account } = call;
  const roaming = state.rentedBy(account).filter((each) => each.type === "ROAMING");
  const scope = [...state.ownedBy(account), ...(assumptions.namesShareScope ? roaming : [])];
  if (scope.some((each) => each.name === name && each !== self)) fail("JoinPermissionNameDuplicated");
};

/** Creates a permission from the parameters of a call. Returns the id of the permission. */
export const createPermission = (
  { state, string, number, value }: Call,
  fixed: Pick<JoinPermission, "type" | "owner" | "renter" | "joinEui" | "enabled">,
): string => {
  const id = state.nextId("permission");
  state.permissions.set(id, {
    ...fixed,
    id,
    name: string("JoinPermissionName"),
    classMode: string("ClassMode"),
    freqBandPlanGroupId: number("FreqBandPlanGroupId"),
    rxDelay: valueOr(value("RxDelay"), assumptions.defaultRxDelay),
    dataRate: value("DataRate") as number | undefined,
    createMillis: state.now(),
  });
  return id;
};
