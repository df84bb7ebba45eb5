import { hasCode, type LinkWanError } from "../api/errors";

/** Whether an error says that something is not there. A refusal never does. */
export const isAbsent = (error: unknown): error is LinkWanError =>
  hasCode(error, "NonExistent", "NodeGroupDoesNotExist", "NodeDoesNotExist");
