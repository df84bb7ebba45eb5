import { isLinkWanError } from "../api/errors";
import { PartialFailure, type Values } from "./resource";

/** The key under which the host finds the shim in a resource's values. */
const PROVIDER = "__provider";

/**
 * Makes an error fit for Pulumi's dynamic host.
 *
 * It prints the error of a check, diff, read or delete with its stack on stderr, besides handing it to the engine,
 * which shows it at the resource: for errors that are written for the user, what it prints is made short. And it
 * records the properties of a partial failure as they are, without the shim that it adds to every other result;
 * a resource without it could not be deleted any more.
 */
export const forHost = (error: unknown, given: Values): unknown => {
  if (!isLinkWanError(error) && !(error instanceof PartialFailure)) return error;
  const shim = error instanceof PartialFailure && {
    properties: { ...error.properties, [PROVIDER]: given[PROVIDER] },
  };
  return Object.assign(error, shim, {
    stack: "LINKWAN_LOG=debug shows every call",
    toString: () => "linkwan",
  });
};
