import { type LinkWanError, lacksRight } from "../../provider/client/errors";
import { isAboutInstance } from "../../provider/client/iotInstance";
import { checkFailure, type Read } from "./account";
import { type Finding, fail, ok } from "./finding";

/**
 * Checks the configured id of the account's IoT instance.
 *
 * @param read Result of a call that must contain the id if the instance has one.
 * @param iotInstanceId Configured id, which the call contained.
 */
export const checkInstance = (read: Read<unknown>, iotInstanceId: string | undefined): Finding => {
  if ("value" in read)
    return ok(
      iotInstanceId === undefined
        ? "the account can be used without linkwan:iotInstanceId"
        : `the service accepts ${iotInstanceId}, as set in linkwan:iotInstanceId`,
    );
  const { error } = read;
  if (isAboutInstance(error.details)) return wrongInstance(error);
  if (iotInstanceId !== undefined || error.kind !== "final" || lacksRight(error)) return checkFailure(error);
  return fail(
    `${error.details.action} failed with ${error.code}, possibly because the account's IoT instance has an id`,
    "if the console shows an instance id, set linkwan:iotInstanceId to that id",
  );
};

const wrongInstance = ({ details, message }: LinkWanError): Finding =>
  fail(details.meaning ?? message, details.remedy ?? "correct linkwan:iotInstanceId");
