import type { Operation } from "../../api/client";
import type { Definition, Obtained } from "../definition";
import { isSet } from "../properties";
import type { Values } from "../resource";
import type { Run } from "../run";
import { takeOver, verifyHeld } from "../takeOver";
import { contradictions, defaults, keeps } from "./check";
import { confirmGone } from "./gone";
import { accept, verifyOrder } from "./local";
import { claims, properties, RESOURCE } from "./properties";
import { giveBack } from "./remove";
import { verifyReplacement } from "./replacement";
import { apply, change } from "./roaming";
import { ofCloud } from "./state";

/** A join permission that the account rents. */
export const leasedJoinPermission: Definition = {
  resource: RESOURCE,
  words: { kind: "join permission", thing: "lease", removed: "returned" },
  properties,
  identities: claims,
  idProperty: "joinPermissionId",
  defaults,
  keeps,
  contradictions,
  // An order that a lease taken over by its id is given later is verified by the update, and replaces nothing.
  replaces: (name, state, news) =>
    name !== "authOrderId" || news.type !== state.type || isSet(state.authOrderId),
  verifyReplacement: (id, replaces, _state, news, connect) =>
    verifyReplacement(id, replaces, news, connect, verifyTakeOver),
  obtain: (...all) => obtain(...all),
  change: async (operation, id, present, declared, changed) => {
    if (isSet(declared.authOrderId) && !isSet(present.authOrderId))
      await verifyOrder(operation, id, String(declared.authOrderId));
    if (declared.type === "ROAMING") await change(operation, id, present, declared, changed);
  },
  get: async (operation, id) =>
    ofCloud(await operation.call("GetRentedJoinPermission", { JoinPermissionId: id })),
  read: async (operation, id) => ofCloud(await operation.read("rentedJoinPermission", id)),
  remove: giveBack,
  confirmGone,
};

const obtain = async (operation: Operation, inputs: Values, run: Run): Promise<Obtained> => {
  if (isSet(inputs.joinPermissionId))
    return takeOver(operation, leasedJoinPermission, String(inputs.joinPermissionId), inputs, expected);
  if (inputs.type === "LOCAL") {
    return { id: await accept(operation, String(inputs.authOrderId)), granted: inputs };
  }
  // A lease that is applied for starts enabled.
  return { id: await apply(operation, inputs, run), granted: { ...inputs, enabled: true } };
};

const expected = {
  fixed: ["type", "classMode", "freqBandPlanGroupId"],
  remedy:
    "check joinPermissionId and the credentials (profile), or remove joinPermissionId to get a new lease",
};

const verifyTakeOver = (operation: Operation, inputs: Values): Promise<Values> =>
  verifyHeld(operation, leasedJoinPermission, String(inputs.joinPermissionId), inputs, expected);
