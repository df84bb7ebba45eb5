import { choices } from "../choices";
import type { JoinPermission } from "../entities";
import { type Call, checkName, fail, given } from "./action";

export const checkPermissionName = (call: Call, name: string, self?: JoinPermission): void => {
  checkName(name);
  const { state, account } = call;
  const roaming = state.rentedBy(account).filter((each) => each.type === "ROAMING");
  const scope = [...state.ownedBy(account), ...(choices.namesShareScope ? roaming : [])];
  if (scope.some((each) => each.name === name && each !== self)) fail("JoinPermissionNameDuplicated");
};

/** Makes a permission with the values that a call gives, and gives its id. */
export const makePermission = (
  { state, text, number, value }: Call,
  fixed: Pick<JoinPermission, "type" | "owner" | "renter" | "joinEui" | "enabled">,
): string => {
  const id = state.nextId("permission");
  state.permissions.set(id, {
    ...fixed,
    id,
    name: text("JoinPermissionName"),
    classMode: text("ClassMode"),
    freqBandPlanGroupId: number("FreqBandPlanGroupId"),
    rxDelay: given(value("RxDelay"), choices.defaultRxDelay),
    dataRate: value("DataRate") as number | undefined,
    createMillis: state.now(),
  });
  return id;
};
