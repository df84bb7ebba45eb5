import { oneLine } from "./oneLine";

/** A completed attempt of a call. Contains no secrets. */
export interface CallLogEntry {
  readonly action: string;
  /** Object of the call, for example `join permission 50001`. */
  readonly subject: string;
  /** Number of the attempt, starting at 1. */
  readonly attempt: number;
  /** `OK` or the code of the failure. */
  readonly code: string;
  /** Duration of the attempt. */
  readonly milliseconds: number;
  readonly requestId: string | undefined;
}

/** Receives every completed attempt. */
export type CallLog = (call: CallLogEntry) => void;

/** Shows the user one line that is not an error. */
export type Notify = (line: string) => void;

/**
 * Returns the log that the environment selects: one line per attempt if `LINKWAN_LOG` is `debug`; otherwise, nothing.
 */
export const environmentLog = (notify: Notify, env: NodeJS.ProcessEnv = process.env): CallLog =>
  env.LINKWAN_LOG === "debug" ? (call) => notify(callLine(call)) : () => {};

/** Formats a line for the user. */
export const userLine = (line: string): string => `linkwan: ${oneLine(line)}`;

/**
 * Shows the user a line on stderr. Pulumi displays the stderr of its process for dynamic resources, but not the stderr
 * of a plugin.
 */
export const notifyOnStderr: Notify = (line) => void process.stderr.write(`${userLine(line)}\n`);

/** Formats a log entry as one line. */
export const callLine = ({ action, subject, attempt, code, milliseconds, requestId }: CallLogEntry): string =>
  `${action} of ${subject}, attempt ${attempt}: ${code} in ${Math.round(milliseconds)} ms, RequestId ${requestId ?? "none"}`;

/**
 * Whether `DEBUG` makes the HTTP library print entire requests, including the access key id, the token and the
 * signature. The patterns are those of the `debug` package: names separated by commas or spaces; `*` matches any string
 * and `.` any character.
 */
export const printsRequests = (debug: string | undefined): boolean => {
  const patterns = (debug ?? "").split(/[\s,]+/).filter((pattern) => pattern !== "");
  const matches = (pattern: string, name: string): boolean =>
    new RegExp(`^${pattern.replace(/[+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*")}$`).test(name);
  return ["httpx:body", "httpx:header"].some((name) => {
    const excluded = patterns.some((pattern) => pattern.startsWith("-") && matches(pattern.slice(1), name));
    return !excluded && patterns.some((pattern) => !pattern.startsWith("-") && matches(pattern, name));
  });
};

/** Warning for a value of `DEBUG` for which {@link printsRequests} is true. */
export const DEBUG_WARNING =
  "DEBUG makes the HTTP library print requests with the access key id, the security token and the signature; unset it before sharing this output";
