import assert from "node:assert/strict";
import { renewKeys } from "../../../../provider/client/credentials/renewKeys";
import { CallFailed } from "../../../../provider/client/http/response";
import { ok } from "../fakeClient";

const EXPIRED = "InvalidSecurityToken.Expired";

/**
 * Returns a source of keys, and a service that accepts some of the keys. The source and the service count their
 * requests.
 */
const setUp = (tokens: readonly string[], isValid: (token: string) => boolean, code = EXPIRED) => {
  let current = 0;
  const notified: string[] = [];
  const sent: string[] = [];
  const transport = renewKeys(
    async () => {
      const token = tokens[current] ?? "";
      sent.push(token);
      await new Promise((resolve) => setImmediate(resolve));
      if (!isValid(token)) throw new CallFailed({ code });
      return ok(token);
    },
    {
      source: "a test",
      renew: async () => {
        await new Promise((resolve) => setImmediate(resolve));
        const before = tokens[current];
        current = Math.min(current + 1, tokens.length - 1);
        return tokens[current] !== before;
      },
    },
    (line) => notified.push(line),
  );
  return { call: () => transport("Get", {}), notified, sent, renewals: () => current };
};
const failsWith = (code: string) => (error: unknown) =>
  error instanceof CallFailed && error.failure.code === code;

describe("renewKeys", () => {
  it("renews keys that the service rejects as expired, and retries once", async () => {
    const { call, sent, notified } = setUp(["old", "new"], (token) => token === "new");
    assert.equal((await call()).data, "new");
    assert.deepEqual(sent, ["old", "new"]);
    assert.deepEqual(notified, [
      "the service reports that the security token has expired; using a new one from a test",
    ]);
  });

  it("renews once for calls that are rejected together", async () => {
    const { call, renewals } = setUp(["old", "new", "newer"], (token) => token !== "old");
    assert.equal((await Promise.all([call(), call(), call()])).length, 3);
    assert.equal(renewals(), 1);
  });

  it("renews again if later keys expire too", async () => {
    let valid = "1";
    const { call, renewals } = setUp(["1", "2", "3"], (token) => token === valid);
    for (valid of ["1", "2", "3"]) assert.equal((await call()).data, valid);
    assert.equal(renewals(), 2);
  });

  it("retries only once", async () => {
    const { call, sent } = setUp(["1", "2", "3"], () => false);
    await assert.rejects(call(), failsWith(EXPIRED));
    assert.deepEqual(sent, ["1", "2"]);
  });

  it("does not retry if the source returns the same keys", async () => {
    const { call, sent, notified } = setUp(["same"], () => false);
    await assert.rejects(call(), failsWith(EXPIRED));
    assert.deepEqual([sent, notified], [["same"], []]);
  });

  it("does not renew after any other error", async () => {
    const { call, renewals } = setUp(["1", "2"], () => false, "InvalidSecurityToken.Malformed");
    await assert.rejects(call(), failsWith("InvalidSecurityToken.Malformed"));
    assert.equal(renewals(), 0);
  });

  it("reports that a source cannot renew its keys", async () => {
    const transport = renewKeys(
      async () => {
        throw new CallFailed({ code: EXPIRED });
      },
      { source: "a test", renew: () => Promise.reject(new Error("the source fails")) },
      () => {},
    );
    await assert.rejects(transport("Get", {}), /the source fails/);
  });
});
