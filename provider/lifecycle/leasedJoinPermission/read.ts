import { hasCode } from "../../api/errors";
import { driftedInputs } from "../properties";
import type { Connect, ReadResult, Values } from "../resource";
import { profileOf, refreshed } from "./state";

/** Only absence removes a lease from the state; a refusal or a failure is an error and keeps it. */
export const read = async (id: string, state: Values, connect: Connect): Promise<ReadResult> => {
  const operation = await connect(profileOf(state));
  try {
    const lease = await operation.call("GetRentedJoinPermission", { JoinPermissionId: id });
    const props = refreshed(lease, state);
    return { id, props, inputs: driftedInputs(props) };
  } catch (error) {
    if (hasCode(error, "NonExistent")) return { id: "", props: {} };
    throw error;
  }
};
