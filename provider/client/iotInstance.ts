import type { Action } from "./action";
import { RECORDED_CONFIG } from "./configuration";
import { describeCode } from "./errorCodes";
import type { Explanation, Failure } from "./errors";

/**
 * Whether a failure concerns the IoT instance of the account. The API documentation names only
 * `GatewayInstanceInvalid`, and only for one action. The IoT Platform codes for a wrong or missing instance also
 * contain the word "instance".
 */
export const isAboutInstance = ({ code, statusCode, message = "" }: Failure): boolean =>
  /instance/i.test(code) || (describeCode(code, statusCode).vague === true && /instance/i.test(message));

/** Explains a failure for which {@link isAboutInstance} returns true. */
export const explainInstance = (
  { name, takesIotInstanceId }: Pick<Action, "name" | "takesIotInstanceId">,
  iotInstanceId: string | undefined,
): Explanation => {
  if (!takesIotInstanceId)
    return {
      meaning: `${name} does not accept the id of an IoT instance, so this action cannot be used in an account whose instance has an id`,
      remedy:
        "do this in the Link WAN console, or use an account whose instance has no id (docs/credentials.md lists the actions)",
    };
  if (iotInstanceId === undefined)
    return {
      meaning: "the account's IoT instance has an id, but the call does not contain that id",
      remedy: `set linkwan:iotInstanceId, or iotInstanceId of the profile, to the instance id that the console shows${RECORDED_CONFIG}`,
    };
  return {
    meaning: `the service does not accept ${iotInstanceId} as the id of the account's IoT instance`,
    remedy: `correct linkwan:iotInstanceId (or iotInstanceId of the profile), or remove the setting if the account's instance has no id${RECORDED_CONFIG}`,
  };
};
