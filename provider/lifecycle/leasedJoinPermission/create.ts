import { randomUUID } from "node:crypto";
import type { Operation } from "../../api/client";
import { isSet } from "../properties";
import { type Context, PartialFailure, type Values } from "../resource";
import type { Run } from "../run";
import { accept } from "./local";
import { apply, change } from "./roaming";
import { ofCloud, ownOf, profileOf, stateOf, unreadState } from "./state";
import { takeOver } from "./takeOver";

export const create = async (inputs: Values, { connect, run }: Context) => {
  const operation = await connect(profileOf(inputs));
  const id = await obtain(operation, inputs, run);
  const key = randomUUID().slice(0, 8);
  run.keep(id, key);
  // From here on the account holds the lease: whatever fails now must leave it in the state.
  let granted: Values = inputs;
  try {
    if (inputs.type === "ROAMING" && inputs.enabled === false && !isSet(inputs.joinPermissionId)) {
      // A lease that is applied for starts enabled.
      granted = { ...inputs, enabled: true };
      await change(operation, id, granted, inputs, () => {
        granted = inputs;
      });
    }
    const lease = await operation.call("GetRentedJoinPermission", { JoinPermissionId: id });
    return { id, outs: stateOf(ofCloud(lease), ownOf(inputs, key)) };
  } catch (error) {
    throw new PartialFailure(id, unreadState(id, granted, key), error as Error);
  }
};

const obtain = (operation: Operation, inputs: Values, run: Run): Promise<string> => {
  if (isSet(inputs.joinPermissionId)) return takeOver(operation, inputs);
  if (inputs.type === "LOCAL") return accept(operation, String(inputs.authOrderId));
  return apply(operation, inputs, run);
};
