import { hasCode } from "../../api/errors";
import { driftedInputs } from "../properties";
import type { Context, ReadResult, Values } from "../resource";
import { confirmGone } from "./gone";
import { ofCloud, profileOf, stateOf } from "./state";

/** Only absence removes a lease from the state; a refusal or a failure is an error and keeps it. */
export const read = async (id: string, state: Values, { connect }: Context): Promise<ReadResult> => {
  const operation = await connect(profileOf(state));
  try {
    const lease = await operation.rentedJoinPermission(id);
    const props = stateOf(ofCloud(lease), state);
    return { id, props, inputs: driftedInputs(props) };
  } catch (error) {
    if (!hasCode(error, "NonExistent")) throw error;
    await confirmGone(operation, id, state);
    return { id: "", props: {} };
  }
};
