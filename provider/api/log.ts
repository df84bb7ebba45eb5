/** One finished attempt of one call; holds nothing secret. */
export interface CallRecord {
  readonly action: string;
  readonly subject: string;
  readonly attempt: number;
  /** `OK` or the failure's code. */
  readonly code: string;
  readonly milliseconds: number;
  readonly requestId?: string;
}

export type CallLog = (call: CallRecord) => void;

/** With `LINKWAN_LOG=debug` in the environment, one line per attempt on stderr, which Pulumi shows. */
export const environmentLog = (env: NodeJS.ProcessEnv = process.env): CallLog =>
  env.LINKWAN_LOG === "debug" ? (call) => tellOnStderr(callLine(call)) : () => {};

/** Pulumi shows what a provider prints on stderr. */
export const tellOnStderr = (line: string): void => void process.stderr.write(`linkwan: ${line}\n`);

export const callLine = ({ action, subject, attempt, code, milliseconds, requestId }: CallRecord): string =>
  `${action} of ${subject}, attempt ${attempt}: ${code} in ${Math.round(milliseconds)} ms, RequestId ${requestId ?? "none"}`;
