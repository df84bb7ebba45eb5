import type { Operation } from "../../api/client";
import { hasCode, LinkWanError } from "../../api/errors";
import { isKnown, isSet } from "../properties";
import type { Values } from "../resource";
import { change } from "./roaming";
import { ofCloud } from "./state";

/** Values of a lease that nothing can change. */
const FIXED = ["type", "classMode", "freqBandPlanGroupId"] as const;

/** Verifies a lease that the account holds already, and brings it to the declared values where that can be. */
export const takeOver = async (operation: Operation, inputs: Values): Promise<string> => {
  const id = String(inputs.joinPermissionId);
  const present = await verifyHeld(operation, inputs);
  await change(operation, id, present, inputs, () => {});
  return id;
};

/** Gives the lease of `joinPermissionId`, as far as it is what the program declares. */
export const verifyHeld = async (operation: Operation, inputs: Values): Promise<Values> => {
  const id = String(inputs.joinPermissionId);
  const present = await heldLease(operation, id);
  for (const name of FIXED) {
    const declared = inputs[name];
    if (isSet(declared) && isKnown(declared) && declared !== present[name]) {
      throw mismatch(id, `the lease has ${name} ${present[name]}, the program says ${declared}`, name);
    }
  }
  return present;
};

const heldLease = async (operation: Operation, id: string): Promise<Values> => {
  try {
    return ofCloud(await operation.call("GetRentedJoinPermission", { JoinPermissionId: id }));
  } catch (error) {
    if (!hasCode(error, "NonExistent")) throw error;
    throw error.explained({
      meaning: "the account does not hold a lease of that id",
      remedy:
        "check joinPermissionId and the credentials (profile), or remove joinPermissionId to get a new lease",
    });
  }
};

const mismatch = (id: string, meaning: string, property: string): LinkWanError =>
  new LinkWanError({
    action: "Taking over",
    subject: `join permission ${id}`,
    code: "Mismatch",
    meaning,
    remedy: `set ${property} to what the lease has; it cannot be changed`,
  });
