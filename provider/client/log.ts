/** One finished attempt of one call; contains no secret. */
export interface CallLogEntry {
  readonly action: string;
  readonly subject: string;
  readonly attempt: number;
  /** `OK` or the code of the failure. */
  readonly code: string;
  readonly milliseconds: number;
  readonly requestId: string | undefined;
}

export type CallLog = (call: CallLogEntry) => void;

/** With `LINKWAN_LOG=debug` in the environment, one line per attempt on stderr, which Pulumi shows. */
export const environmentLog = (env: NodeJS.ProcessEnv = process.env): CallLog =>
  env.LINKWAN_LOG === "debug" ? (call) => notifyOnStderr(callLine(call)) : () => {};

/** Pulumi shows the stderr of a provider. */
export const notifyOnStderr = (line: string): void => void process.stderr.write(`linkwan: ${line}\n`);

export const callLine = ({ action, subject, attempt, code, milliseconds, requestId }: CallLogEntry): string =>
  `${action} of ${subject}, attempt ${attempt}: ${code} in ${Math.round(milliseconds)} ms, RequestId ${requestId ?? "none"}`;

/**
 * Whether `DEBUG` makes the HTTP library print whole requests with access key id, token and signature. The patterns are
 * those of the `debug` package: names separated by commas or spaces, `*` for anything, `.` for any character.
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

export const DEBUG_WARNING =
  "DEBUG makes the HTTP library print requests with the access key id, the security token and the signature; unset it before sharing this output";
