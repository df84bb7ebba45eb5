import { openAccount } from "../../../provider/client/account";
import { CallFailed, type Response } from "../../../provider/client/http/response";
import { Limiter } from "../../../provider/client/limiter";
import type { CallLogEntry } from "../../../provider/client/log";
import { getOrCreate } from "../../../provider/client/memoize";
import type { Account } from "../../../provider/client/operation";
import type { ClientParts } from "../../../provider/client/send";
import { FakeClock } from "../../support/fakeClock";

/** Returns the response to a call, or the error code if the call fails. */
export type Respond = (action: string, parameters: Record<string, string>) => string | Response;

/** Returns a successful response with the given `Data`. */
export const ok = (data?: unknown): Response => ({ data, requestId: "R" });

interface FakeClient {
  readonly account: Account;
  readonly clock: FakeClock;
  /** Every request, oldest first. */
  readonly sent: Record<string, string>[];
  readonly logged: CallLogEntry[];
  /** Every line logged for the user. */
  readonly notified: string[];
}

/** Returns an account with a fake clock. Its calls receive responses immediately. */
export const fakeClient = (respond: Respond, parts: Partial<ClientParts> = {}): FakeClient => {
  const clock = new FakeClock();
  const sent: Record<string, string>[] = [];
  const logged: CallLogEntry[] = [];
  const notified: string[] = [];
  const limiters = new Map<string, Limiter>();
  const notify = (line: string): void => void notified.push(line);
  const account = openAccount({
    transport: async (action, parameters) => {
      sent.push({ action, ...parameters });
      const answer = respond(action, parameters);
      if (typeof answer === "string") throw new CallFailed({ code: answer, requestId: "R" });
      return answer;
    },
    limiter: (name) => getOrCreate(limiters, name, () => new Limiter({ limit: 5, clock, notify, name })),
    clock,
    log: (call) => logged.push(call),
    notify,
    operationTimeoutMs: 600_000,
    endpoint: "https://example.com",
    credentialSource: "stack config linkwan:accessKeyId",
    owner: async () => ({ accountId: undefined, keyMark: undefined }),
    expectedAccount: undefined,
    iotInstanceId: undefined,
    ...parts,
  });
  return { account, clock, sent, logged, notified };
};

/** Responds from a script, one entry per call; additional calls receive the last entry. */
export const scripted = (script: readonly (string | Response)[]): Respond => {
  let calls = 0;
  return () => script[Math.min(calls++, script.length - 1)] ?? ok();
};
