import { hasCode, type LinkWanError } from "../client/errors";

/** Whether an error reports that an object does not exist. A refusal never does. */
export const isAbsent = (error: unknown): error is LinkWanError =>
  hasCode(error, "NonExistent", "NodeGroupDoesNotExist", "NodeDoesNotExist");
