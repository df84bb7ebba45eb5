import assert from "node:assert/strict";
import type { Response } from "../../../provider/client/http/response";
import { callLine } from "../../../provider/client/log";
import { type FindEffect, Operation } from "../../../provider/client/operation";
import type { ClientParts } from "../../../provider/client/send";
import { GetFreqBandPlanGroup } from "../../../provider/resources/freqBandPlanGroup";
import {
  ApplyRoamingJoinPermission,
  ReturnJoinPermission,
} from "../../../provider/resources/leasedJoinPermission/api";
import { fakeClient, ok, scripted } from "./fakeClient";

type Script = readonly (string | Response)[];
const id = ok("42");

const lease = { JoinPermissionId: "7", JoinPermissionType: "LOCAL" } as const;
const application = {
  JoinPermissionName: "meters",
  ClassMode: "A",
  FreqBandPlanGroupId: "101",
  RxDelay: undefined,
  DataRate: 0,
} as const;
const returnLease = (script: Script, parts?: Partial<ClientParts>) => {
  const client = fakeClient(scripted(script), parts);
  const operation = new Operation(client.account);
  return { ...client, result: client.clock.runUntil(operation.call(ReturnJoinPermission, lease)) };
};
const apply = (script: Script, check?: FindEffect<string>) => {
  const client = fakeClient(scripted(script));
  const operation = new Operation(client.account);
  const result = client.clock.runUntil(operation.call(ApplyRoamingJoinPermission, application, check));
  return { ...client, result };
};

describe("Operation.call", () => {
  it("omits unset parameters, and sends the others as strings", async () => {
    const { result, sent } = apply([id]);
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

  it("retries a safe call after temporary failures", async () => {
    const { result, sent } = returnLease([
      "InternalError",
      "Timeout",
      "ConnectionLost",
      "MalformedResponse",
      "ServiceUnavailable",
      id,
    ]);
    await result;
    assert.equal(sent.length, 6);
  });

  it("rejects with the last error after five retries", async () => {
    const { result, sent } = returnLease([
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

  it("does not retry a call that the service has rejected", async () => {
    const { result, sent } = returnLease(["NonExistent"]);
    await assert.rejects(result, /NonExistent/);
    assert.equal(sent.length, 1);
  });

  it("does not retry a call if every retry would have the same result, even if a retry is safe", async () => {
    for (const code of ["ResponseTooLarge", "UnsupportedEncoding", "NotHttps", "NotHttp", "TlsFailed"]) {
      const { result, sent } = returnLease([code, id]);
      await assert.rejects(result, new RegExp(`failed with ${code}: .*https://example\\.com`));
      assert.equal(sent.length, 1, code);
    }
  });

  it("checks once whether an unsafe call took effect if every retry would have the same result", async () => {
    const checked = (found: { result: string } | undefined) => {
      let checks = 0;
      const { result, sent } = apply(["ResponseTooLarge", id], async () => {
        checks++;
        return found;
      });
      return result.then(
        (value) => [value, sent.length, checks],
        (error) => [error.kind, sent.length, checks],
      );
    };
    assert.deepEqual(await checked({ result: "found" }), ["found", 1, 1]);
    assert.deepEqual(await checked(undefined), ["ambiguous", 1, 1]);
  });

  it("keeps retrying a throttled call, without using up the five retries", async () => {
    const { result, sent } = returnLease([...new Array(40).fill("Throttling.User"), id]);
    await result;
    assert.equal(sent.length, 41);
  });

  it("rejects a throttled call at the deadline of the operation", async () => {
    const { result, clock } = returnLease(["Throttling.User"], { operationTimeoutMs: 20_000 });
    const started = clock.now();
    await assert.rejects(
      result,
      /OperationTimeout: the operation took more than 20 s, including 20 s waiting for the request quota\. What to do: .*linkwan:operationTimeout/,
    );
    assert.ok(clock.now() - started <= 20_000);
  });

  it("does not retry an unsafe call with an unknown result if there is no check", async () => {
    const { result, sent } = apply(["Timeout", id]);
    await assert.rejects(result, /Timeout/);
    assert.equal(sent.length, 1);
  });

  it("retries an unsafe call that cannot have taken effect", async () => {
    const { result, sent } = apply(["ConnectionRefused", "Throttling.User", id]);
    assert.equal(await result, "42");
    assert.equal(sent.length, 3);
  });

  it("checks before it retries an unsafe call, and returns the result that the check finds", async () => {
    const { result, sent } = apply(["Timeout", id], async () => ({ result: "found" }));
    assert.equal(await result, "found");
    assert.equal(sent.length, 1);
  });

  it("retries an unsafe call if the check finds no effect", async () => {
    let checks = 0;
    const { result, sent } = apply(["Timeout", id], async () => {
      checks++;
      return undefined;
    });
    assert.equal(await result, "42");
    assert.deepEqual([sent.length, checks], [2, 1]);
  });

  it("checks again if a retry is rejected, because the first attempt may have taken effect late", async () => {
    const answers = [undefined, { result: "late" }];
    const { result } = apply(["Timeout", "ExceedRoamingJoinPermissionLimit"], async () => answers.shift());
    assert.equal(await result, "late");
  });

  it("does not look for an effect if the first attempt is rejected", async () => {
    const { result } = apply(["ExceedRoamingJoinPermissionLimit"], async () => ({
      result: "another one",
    }));
    await assert.rejects(result, /ExceedRoamingJoinPermissionLimit/);
  });

  it("does not retry an unsafe call if the check fails", async () => {
    const { account, clock, sent } = fakeClient((action) =>
      action === "GetFreqBandPlanGroup" ? "ForbiddenByRam" : "Timeout",
    );
    const operation = new Operation(account);
    const result = operation.call(ApplyRoamingJoinPermission, application, async () => {
      await operation.call(GetFreqBandPlanGroup, { GroupId: "1" });
      return undefined;
    });
    await assert.rejects(clock.runUntil(result), /ApplyRoamingJoinPermission.*Timeout/);
    assert.deepEqual(
      sent.map(({ action }) => action),
      ["ApplyRoamingJoinPermission", "GetFreqBandPlanGroup"],
    );
  });

  it("treats a malformed success response as an unknown result", async () => {
    const { result, sent } = apply([{ data: { a: 1 }, requestId: "R" }, id], async () => undefined);
    assert.equal(await result, "42");
    assert.equal(sent.length, 2);
  });

  it("names the source of a rejected key, and states which configuration destroy uses", async () => {
    for (const code of [
      "SignatureDoesNotMatch",
      "InvalidAccessKeyId.NotFound",
      "InvalidSecurityToken.Expired",
    ]) {
      const { result } = returnLease([code]);
      await assert.rejects(
        result,
        /the key came from stack config linkwan:accessKeyId \(destroy and refresh use the configuration recorded by the last pulumi up/,
      );
    }
    const { result } = returnLease(["SignatureDoesNotMatch"], {
      credentialSource: "environment variables X",
    });
    await assert.rejects(result, /the key came from environment variables X\./);
  });

  it("logs each attempt", async () => {
    const { result, logged } = returnLease(["InternalError", id]);
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
