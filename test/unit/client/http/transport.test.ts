import assert from "node:assert/strict";
import { deflateSync, gzipSync } from "node:zlib";
import { LinkWanError } from "../../../../provider/client/errors";
import { CallFailed } from "../../../../provider/client/http/response";
import { popTransport } from "../../../../provider/client/http/transport";
import { bodyOf, httpServer, type Response } from "../../../support/httpServer";

const keys = { accessKeyId: "MARKED_ID", accessKeySecret: "MARKED_SECRET", securityToken: "MARKED_TOKEN" };
const parameters = { JoinPermissionId: "7" };

/** Returns the outcome of a call over the real transport to a server that responds with `answer`. */
const outcome = async (answer: Response, requestTimeoutMs = 2_000) => {
  const server = await httpServer(answer);
  const send = popTransport(
    { endpoint: server.url, regionId: "cn-shanghai", requestTimeoutMs },
    { source: "a test", get: async () => keys },
  );
  try {
    return await send("ReturnJoinPermission", parameters).catch((error) => {
      assert.ok(error instanceof CallFailed, `not a CallFailed: ${error}`);
      assert.doesNotMatch(`${JSON.stringify(error.failure)} ${error.stack}`, /MARKED/);
      return error.failure;
    });
  } finally {
    await server.close();
  }
};

const json =
  (status: number, body: unknown): Response =>
  (_request, response) => {
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  };
const raw =
  (status: number, body: string): Response =>
  (_request, response) => {
    response.writeHead(status).end(body);
  };

describe("popTransport", () => {
  it("sends all parameters in the body of a POST request, and returns the data and the RequestId", async () => {
    let seen = "";
    const result = await outcome(async (request, response) => {
      seen = `${request.method} ${request.url} ${await bodyOf(request)}`;
      await json(200, { RequestId: "R", Success: true, Data: { Id: 1 } })(request, response);
    });
    assert.deepEqual(result, { data: { Id: 1 }, requestId: "R" });
    assert.match(seen, /^POST \/ .*RegionId=cn-shanghai/);
    assert.match(seen, /Action=ReturnJoinPermission.*JoinPermissionId=7/);
    assert.match(seen, /SecurityToken=MARKED_TOKEN/);
    assert.doesNotMatch(seen, /MARKED_SECRET/);
  });

  it("sends a new nonce with every request", async () => {
    const nonces = new Set<string>();
    for (let i = 0; i < 3; i++) {
      await outcome(async (request, response) => {
        nonces.add(new URLSearchParams(await bodyOf(request)).get("SignatureNonce") ?? "");
        await json(200, { Success: true })(request, response);
      });
    }
    assert.equal(nonces.size, 3);
  });

  const failures: [what: string, answer: Response, code: string, statusCode?: number][] = [
    [
      "400 with Code",
      json(400, { Code: "NonExistent", Message: "gone", RequestId: "R" }),
      "NonExistent",
      400,
    ],
    [
      "200 with Success false and Code",
      json(200, { Success: false, Code: "InvalidName", ErrorMessage: "bad" }),
      "InvalidName",
      200,
    ],
    ["200 with Success false and no Code", json(200, { Success: false }), "MalformedResponse", 200],
    ["200 without Success", json(200, { RequestId: "R" }), "MalformedResponse", 200],
    [
      "200 with Success true and an error Code",
      json(200, { Success: true, Code: "NonExistent" }),
      "NonExistent",
      200,
    ],
    ["503 JSON without Code", json(503, { error: "down" }), "ServiceUnavailable", 503],
    ["302 JSON", json(302, { Success: true }), "MalformedResponse", 302],
    ["an array", json(200, []), "MalformedResponse", 200],
    ["a number", json(200, 5), "MalformedResponse", 200],
    ["null", raw(200, "null"), "MalformedResponse"],
    ["502 HTML", raw(502, "<html>Bad Gateway MARKED_SECRET</html>"), "MalformedResponse"],
    ["an empty body", raw(200, ""), "MalformedResponse"],
    ["truncated JSON", raw(200, '{"Success": tr'), "MalformedResponse"],
    ["a connection reset", (request) => void request.socket.destroy(), "ConnectionLost"],
    [
      "a truncated body",
      (request, response) => {
        response.writeHead(200, { "content-length": "100" }).write("{");
        setTimeout(() => request.socket.destroy(), 20);
      },
      "ConnectionLost",
    ],
  ];
  for (const [what, answer, code, statusCode] of failures) {
    it(`reports ${what} as ${code}`, async () => {
      const failure = await outcome(answer);
      assert.ok("code" in failure, "the failure was reported as a success");
      assert.equal(failure.code, code);
      if (statusCode !== undefined) assert.equal(failure.statusCode, statusCode);
    });
  }

  it("aborts a request at its timeout, whether the server is silent or trickles its response", async () => {
    const started = Date.now();
    const silent = await outcome(() => {}, 200);
    const dripping = await outcome((_request, response) => {
      response.writeHead(200);
      const drip = setInterval(() => response.write(" "), 20);
      response.on("close", () => clearInterval(drip));
    }, 200);
    assert.deepEqual([silent, dripping], [{ code: "Timeout" }, { code: "Timeout" }]);
    assert.ok(Date.now() - started < 2_000);
  });

  it("aborts a request at its timeout if no keys are received", async () => {
    const send = popTransport(
      { endpoint: "http://127.0.0.1:1", regionId: "r", requestTimeoutMs: 100 },
      { source: "a test", get: () => new Promise(() => {}) },
    );
    const tooLate = new Promise((resolve) => setTimeout(resolve, 2_000, "too late"));
    const failed = send("A", {}).catch((error: CallFailed) => error.failure.code);
    assert.equal(await Promise.race([failed, tooLate]), "Timeout");
  });

  it("counts the wait for a free socket toward the request timeout", async () => {
    const server = await httpServer(() => {});
    const timeout = 400;
    const send = popTransport(
      { endpoint: server.url, regionId: "r", requestTimeoutMs: timeout },
      { source: "a test", get: async () => keys },
    );
    const failures = Array.from({ length: 20 }, () =>
      send("A", {}).catch((error: CallFailed) => error.failure.code),
    );
    const tooLate = new Promise((resolve) => setTimeout(resolve, 2 * timeout, ["too late"]));
    const ended = await Promise.race([Promise.all(failures), tooLate]);
    await server.close();
    assert.deepEqual(new Set(ended as string[]), new Set(["Timeout"]));
  });

  it("distinguishes a refused connection and an unknown host from a lost connection", async () => {
    const failureAt = (endpoint: string) =>
      popTransport(
        { endpoint, regionId: "r", requestTimeoutMs: 2_000 },
        { source: "a test", get: async () => keys },
      )("A", {}).catch((error: CallFailed) => error.failure.code);
    assert.equal(await failureAt("http://127.0.0.1:1"), "ConnectionRefused");
    assert.equal(await failureAt("https://no-such-host.invalid"), "HostNotFound");
  });

  it("uses at most eight connections, and closes idle ones before the service does", async () => {
    const open = new Set<unknown>();
    let most = 0;
    const server = await httpServer((request, response) => {
      open.add(request.socket);
      most = Math.max(most, open.size);
      request.socket.once("close", () => open.delete(request.socket));
      setTimeout(() => void json(200, { Success: true })(request, response), 20);
    });
    const send = popTransport(
      { endpoint: server.url, regionId: "r", requestTimeoutMs: 2_000 },
      { source: "a test", get: async () => keys },
    );
    await Promise.all(Array.from({ length: 30 }, () => send("A", {})));
    assert.equal(most, 8);
    assert.equal(open.size, 8, "the connections are not kept for later calls");
    // Node's server keeps idle connections for five seconds.
    await new Promise((resolve) => setTimeout(resolve, 4_600));
    assert.equal(open.size, 0);
    await server.close();
  });

  it("reads the failure message from either Message or ErrorMessage", async () => {
    for (const name of ["Message", "ErrorMessage"]) {
      const failure = await outcome(json(400, { Code: "SomethingNew", [name]: "its words" }));
      assert.ok("code" in failure);
      assert.equal(failure.message, "its words");
    }
  });

  it("removes the echoed request from a signature error", async () => {
    const Message =
      "Not matched. server string to sign is:POST&%2F&AccessKeyId%3DMARKED_ID%26SecurityToken%3DMARKED_TOKEN";
    const failure = await outcome(json(400, { Code: "SignatureDoesNotMatch", Message }));
    assert.ok("code" in failure);
    assert.equal(failure.message, "Not matched.");
  });

  it("removes the credentials from any message", async () => {
    for (const status of [200, 400]) {
      const Message = "no MARKED_TOKEN for MARKED_ID";
      const failure = await outcome(json(status, { Success: false, Code: "SomethingNew", Message }));
      assert.ok("code" in failure);
      assert.equal(failure.message, "no *** for ***");
    }
  });

  for (const [encoding, compress] of Object.entries({
    gzip: gzipSync,
    GZip: gzipSync,
    deflate: deflateSync,
  })) {
    it(`reads a response with the Content-Encoding ${encoding}`, async () => {
      const result = await outcome((_request, response) => {
        response
          .writeHead(200, { "content-encoding": encoding })
          .end(compress('{"Success": true, "Data": "水表"}'));
      });
      assert.deepEqual(result, { data: "水表", requestId: undefined });
    });
  }

  it("reads a response of 1.9 MB", async () => {
    const name = "水".repeat(640_000);
    const result = await outcome(json(200, { Success: true, Data: [name] }));
    assert.deepEqual(result, { data: [name], requestId: undefined });
  });

  it("keeps every digit of a long id", async () => {
    const result = await outcome(raw(200, '{"Success": true, "Data": 12345678901234567890}'));
    assert.deepEqual(result, { data: "12345678901234567890", requestId: undefined });
  });

  it("rethrows a credentials error unchanged", async () => {
    const unusable = new LinkWanError({ action: "Finding credentials", code: "CredentialsUnusable" });
    const broken = popTransport(
      { endpoint: "http://127.0.0.1:1", regionId: "r", requestTimeoutMs: 1_000 },
      { source: "a test", get: () => Promise.reject(unusable) },
    );
    await assert.rejects(broken("A", {}), (error) => error === unusable);
  });
});
