import { hasCode, isLinkWanError, type LinkWanError } from "../api/errors";

/** Whether an error says that something is not there. A refusal never does. */
export const isAbsent = (error: unknown): error is LinkWanError =>
  hasCode(error, "NonExistent", "NodeGroupDoesNotExist", "NodeDoesNotExist");

/** What explains an error must not hide it: where even reading fails, there is just less to tell. */
export const ifReadable = <T>(reading: Promise<T>): Promise<T | undefined> =>
  reading.catch((failed) => {
    if (isLinkWanError(failed)) return undefined;
    throw failed;
  });
