import assert from "node:assert/strict";
import { Agent } from "node:http";
import { exchange } from "../../../../provider/client/http/exchange";
import type { CallFailed } from "../../../../provider/client/http/response";

const route = { agent: new Agent(), proxy: undefined };
const never = new Promise<never>(() => {});

describe("exchange", () => {
  it("fails at the timeout if the library neither connects nor fails", async () => {
    const started = Date.now();
    const failure = await exchange(
      route,
      50,
      () => never,
      () => never,
    ).catch(({ failure }: CallFailed) => failure);
    assert.deepEqual(failure, { code: "Timeout" });
    assert.ok(Date.now() - started < 2_000);
  });

  it("aborts its signal at the timeout and after a failure", async () => {
    const aborted = async (timeoutMs: number, send: () => Promise<void>): Promise<boolean> => {
      let isAborted = (): boolean => false;
      const sending = (_agent: Agent, signal: AbortSignal) => {
        isAborted = () => signal.aborted;
        return send();
      };
      await exchange(route, timeoutMs, sending, () => never).catch(() => {});
      return isAborted();
    };
    assert.equal(await aborted(50, () => never), true);
    assert.equal(await aborted(10_000, () => Promise.reject(new Error("library"))), true);
  });

  it("names the proxy in a failure", async () => {
    const proxy = { url: "http://proxy", authorization: "MARKED", description: "http://proxy (HTTPS_PROXY)" };
    const refused = Object.assign(new Error("MARKED"), { code: "ECONNREFUSED" });
    const failure = await exchange(
      { ...route, proxy },
      1_000,
      () => Promise.reject(refused),
      () => never,
    ).catch(({ failure }: CallFailed) => failure);
    assert.deepEqual(failure, {
      code: "ConnectionRefused",
      message: "ECONNREFUSED",
      proxy: "http://proxy (HTTPS_PROXY)",
    });
  });
});
