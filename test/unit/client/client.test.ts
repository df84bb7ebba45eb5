import assert from "node:assert/strict";
import { openAccount } from "../../../provider/client/account";
import { type Answer, CallFailed } from "../../../provider/client/answer";
import { Limiter } from "../../../provider/client/limiter";
import { type CallRecord, callLine } from "../../../provider/client/log";
import { Operation } from "../../../provider/client/operation";
import type { ClientParts } from "../../../provider/client/send";
import { FakeClock } from "../../support/fakeClock";

type Script = (string | Answer)[];
const ok: Answer = { data: "42", requestId: "R" };

/** An operation whose calls are answered by a script: codes fail, answers succeed; the last one repeats. */
const scripted = (script: Script, parts: Partial<ClientParts> = {}) => {
  const clock = new FakeClock();
  const sent: Record<string, string>[] = [];
  const logged: CallRecord[] = [];
  const limiter = new Limiter({ limit: 5, clock, notify: () => {}, name: "any" });
  const account = openAccount({
    transport: async (action, parameters) => {
      const next = script[Math.min(sent.length, script.length - 1)];
      sent.push({ action, ...parameters });
      if (typeof next === "string") throw new CallFailed({ code: next, requestId: "R" });
      return next ?? ok;
    },
    limiter: () => limiter,
    clock,
    log: (call) => logged.push(call),
    notify: () => {},
    operationTimeoutMs: 600_000,
    endpoint: "https://example.com",
    credentialSource: "stack config linkwan:accessKeyId",
    ...parts,
  });
  const operation = new Operation(account);
  return { operation, clock, sent, logged };
};

const lease = { JoinPermissionId: "7", JoinPermissionType: "LOCAL" } as const;
const application = {
  JoinPermissionName: "meters",
  ClassMode: "A",
  FreqBandPlanGroupId: "101",
  RxDelay: undefined,
  DataRate: 0,
};
const giveBack = (script: Script, parts?: Partial<ClientParts>) => {
  const run = scripted(script, parts);
  return { ...run, result: run.clock.runUntil(run.operation.call("ReturnJoinPermission", lease)) };
};
const apply = (script: Script, look?: () => Promise<{ result: string } | undefined>) => {
  const run = scripted(script);
  return {
    ...run,
    result: run.clock.runUntil(run.operation.call("ApplyRoamingJoinPermission", application, look)),
  };
};

describe("operation", () => {
  it("leaves out what is not set, and sends the rest as text", async () => {
    const { result, sent } = apply([ok]);
    assert.equal(await result, "42");
    assert.deepEqual(sent, [
      {
        action: "ApplyRoamingJoinPermission",
        JoinPermissionName: "meters",
        ClassMode: "A",
        FreqBandPlanGroupId: "101",
        DataRate: "0",
      },
    ]);
  });

  it("repeats a safe call after trouble that passes", async () => {
    const { result, sent } = giveBack([
      "InternalError",
      "Timeout",
      "ConnectionLost",
      "MalformedAnswer",
      "ServiceUnavailable",
      ok,
    ]);
    await result;
    assert.equal(sent.length, 6);
  });

  it("gives up after five repeats, with the error of the last", async () => {
    const { result, sent } = giveBack([
      "Timeout",
      "Timeout",
      "Timeout",
      "Timeout",
      "Timeout",
      "InternalError",
    ]);
    await assert.rejects(
      result,
      /^LinkWanError: ReturnJoinPermission of join permission 7 failed with InternalError: .*\[RequestId R\]$/,
    );
    assert.equal(sent.length, 6);
  });

  it("never repeats what the service has decided", async () => {
    const { result, sent } = giveBack(["NonExistent"]);
    await assert.rejects(result, /NonExistent/);
    assert.equal(sent.length, 1);
  });

  it("waits out refusals by the quota, however many, without spending repeats", async () => {
    const { result, sent } = giveBack([...new Array(40).fill("Throttling.User"), ok]);
    await result;
    assert.equal(sent.length, 41);
  });

  it("ends refusals at the operation's deadline", async () => {
    const { result, clock } = giveBack(["Throttling.User"], { operationTimeoutMs: 20_000 });
    const started = clock.now();
    await assert.rejects(
      result,
      /OperationTimeout: the 20 s for the operation ran out, 20 s of them spent waiting for the request quota\. What to do: .*linkwan:operationTimeout/,
    );
    assert.ok(clock.now() - started <= 20_000);
  });

  it("does not repeat an unsafe call with an unknown end when it cannot look", async () => {
    const { result, sent } = apply(["Timeout", ok]);
    await assert.rejects(result, /Timeout/);
    assert.equal(sent.length, 1);
  });

  it("repeats an unsafe call that was never sent", async () => {
    const { result, sent } = apply(["ConnectionRefused", "Throttling.User", ok]);
    assert.equal(await result, "42");
    assert.equal(sent.length, 3);
  });

  it("looks before it repeats an unsafe call, and takes what it finds", async () => {
    const { result, sent } = apply(["Timeout", ok], async () => ({ result: "found" }));
    assert.equal(await result, "found");
    assert.equal(sent.length, 1);
  });

  it("repeats an unsafe call when looking finds nothing", async () => {
    let looked = 0;
    const { result, sent } = apply(["Timeout", ok], async () => {
      looked++;
      return undefined;
    });
    assert.equal(await result, "42");
    assert.deepEqual([sent.length, looked], [2, 1]);
  });

  it("looks again when a repeat is refused by the service, for the first attempt may have come late", async () => {
    const answers = [undefined, { result: "late" }];
    const { result } = apply(["Timeout", "ExceedRoamingJoinPermissionLimit"], async () => answers.shift());
    assert.equal(await result, "late");
  });

  it("does not look after a refusal without an unknown end before it", async () => {
    const { result } = apply(["ExceedRoamingJoinPermissionLimit"], async () => ({
      result: "someone else's",
    }));
    await assert.rejects(result, /ExceedRoamingJoinPermissionLimit/);
  });

  it("never repeats where looking fails", async () => {
    const other = scripted(["ForbiddenByRam"]);
    const { result, sent } = apply(["Timeout", ok], () =>
      other.operation.call("GetFreqBandPlanGroup", { GroupId: "1" }).then(() => undefined),
    );
    await assert.rejects(result, /ApplyRoamingJoinPermission.*Timeout/);
    assert.equal(sent.length, 1);
  });

  it("takes a success that makes no sense for an unknown end", async () => {
    const { result, sent } = apply([{ data: { a: 1 }, requestId: "R" }, ok], async () => undefined);
    assert.equal(await result, "42");
    assert.equal(sent.length, 2);
  });

  it("says where a refused key came from, and that destroy goes by the recorded configuration", async () => {
    for (const code of [
      "SignatureDoesNotMatch",
      "InvalidAccessKeyId.NotFound",
      "InvalidSecurityToken.Expired",
    ]) {
      const { result } = giveBack([code]);
      await assert.rejects(
        result,
        /the key came from stack config linkwan:accessKeyId \(destroy and refresh use the configuration recorded by the last pulumi up/,
      );
    }
    const { result } = giveBack(["SignatureDoesNotMatch"], { credentialSource: "environment variables X" });
    await assert.rejects(result, /the key came from environment variables X\./);
  });

  it("logs a line for each attempt", async () => {
    const { result, logged } = giveBack(["InternalError", ok]);
    await result;
    assert.deepEqual(
      logged.map(({ action, subject, attempt, code, requestId }) => ({
        action,
        subject,
        attempt,
        code,
        requestId,
      })),
      [
        {
          action: "ReturnJoinPermission",
          subject: "join permission 7",
          attempt: 1,
          code: "InternalError",
          requestId: "R",
        },
        {
          action: "ReturnJoinPermission",
          subject: "join permission 7",
          attempt: 2,
          code: "OK",
          requestId: "R",
        },
      ],
    );
    const line = callLine({
      action: "A",
      subject: "order 5",
      attempt: 2,
      code: "OK",
      milliseconds: 41.4,
      requestId: "R",
    });
    assert.equal(line, "A of order 5, attempt 2: OK in 41 ms, RequestId R");
  });
});
