import assert from "node:assert/strict";
import type { Clock } from "../../../../provider/client/clock";
import { operationStarter } from "../../../../provider/client/startOperation";
import { httpServer } from "../../../support/httpServer";

/** Clock that does not wait, so that retries are immediate. */
const impatient: Clock = { now: Date.now, sleep: async () => {}, random: Math.random };

/** Returns the owner that the provider derives from an STS response. */
const ownerOf = async (status: number, body: string) => {
  const server = await httpServer((_request, response) => {
    response.writeHead(status, { "content-type": "application/json" });
    response.end(body);
  });
  const config: Record<string, string> = {
    "linkwan:endpoint": "http://127.0.0.1:1",
    "linkwan:stsEndpoint": server.url,
    "linkwan:requestsPerSecond": "1000",
    "linkwan:accessKeyId": "MARKED_ID",
    "linkwan:accessKeySecret": "MARKED_SECRET",
  };
  try {
    const start = operationStarter((key) => config[key], { clock: impatient, notify: () => {} });
    const owner = await (await start(undefined)).owner();
    assert.doesNotMatch(JSON.stringify(owner), /MARKED/);
    return owner;
  } finally {
    await server.close();
  }
};

describe("the owner of credentials according to STS", () => {
  it("is the account in the documented response", async () => {
    const answer = { IdentityType: "RAMUser", AccountId: "1968132000121234", RequestId: "R", UserId: "2" };
    assert.equal((await ownerOf(200, JSON.stringify(answer))).accountId, "1968132000121234");
    assert.equal((await ownerOf(200, '{"AccountId": 1968132000121234}')).accountId, "1968132000121234");
  });

  const malformed = {
    "without an account": "{}",
    "with an empty account": '{"AccountId": ""}',
    "with an account that is not an id": '{"AccountId": "\\u001b[31mMARKED_ID"}',
    "that is not an object": "[]",
    "that is not JSON": "<html>MARKED_SECRET</html>",
    "in the format of Link WAN": '{"Success": true, "Data": {"AccountId": "1968132000121234"}}',
  };
  for (const [what, body] of Object.entries(malformed)) {
    it(`is unknown after a response ${what}`, async () => {
      const { accountId, keyMark, failure } = await ownerOf(200, body);
      assert.deepEqual([accountId, keyMark?.charAt(0)], [undefined, "k"]);
      assert.match(failure ?? "", /^STS failed with MalformedResponse: [\x20-\x7e]+$/);
    });
  }

  it("is unknown if STS rejects the key", async () => {
    const body = '{"Code": "InvalidAccessKeyId.NotFound", "Message": "MARKED_ID is not found"}';
    assert.match(
      (await ownerOf(404, body)).failure ?? "",
      /^STS failed with InvalidAccessKeyId\.NotFound: the access key id does not exist$/,
    );
  });
});
