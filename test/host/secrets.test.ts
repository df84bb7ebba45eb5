import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fault, RunningEmulator } from "../../emulator";
import { allProperties } from "../../provider/engine/state";
import { resources } from "../../provider/resources";
import { emulated } from "../support/hooks";
import { Host, type HostError, type Values } from "../support/host";
import { bodyOf, httpServer } from "../support/httpServer";

const keys = { accessKeyId: "MARKED_ID", accessKeySecret: "MARKED_SECRET", securityToken: "MARKED_TOKEN" };
const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };

/** Returns all output of a failing operation: the error, the state, and the output of the process. */
const visibleText = async (
  config: Record<string, string>,
  work: (host: Host) => Promise<unknown>,
  env: NodeJS.ProcessEnv = {},
) => {
  const host = await Host.start(config, { LINKWAN_LOG: "debug", ...env });
  try {
    const error = await work(host).then(
      () => assert.fail("the operation succeeded"),
      (thrown: Error & HostError) => thrown,
    );
    return `${error.message}\n${error.stack}\n${JSON.stringify(error.partial ?? {})}\n${host.stderr}`;
  } finally {
    host.stop();
  }
};

describe("secrets in failures", () => {
  let cloud: RunningEmulator;
  let config: Record<string, string>;
  beforeEach(async () => {
    cloud = await emulated({
      qps: 10_000,
      seed: { accounts: [{ name: "renter", ...keys }, { name: "owner" }] },
    });
    config = {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": keys.accessKeyId,
      "linkwan:accessKeySecret": keys.accessKeySecret,
      "linkwan:securityToken": keys.securityToken,
      // Shortens the operation. The error after one retry is the same as the error after five retries.
      "linkwan:operationTimeout": "2",
    };
  });
  const up = (host: Host) => host.up(roaming);

  const faults: [name: string, fault: Fault][] = [
    ...(["dropped", "html502", "status503", "empty", "cutJson", "successFalse"] as const).map(
      (answer): [string, Fault] => [
        `the response is ${answer}`,
        { action: "ApplyRoamingJoinPermission", answer, times: -1 },
      ],
    ),
    ...["ForbiddenByRam", "InternalError", "InvalidSecurityToken.Expired", "SomethingNew"].map(
      (code): [string, Fault] => [
        `the service returns ${code}`,
        { action: "ApplyRoamingJoinPermission", code, times: -1 },
      ],
    ),
    ["the created lease cannot be read", { action: "GetRentedJoinPermission", code: "ForbiddenByRam" }],
    ["the clock is still wrong after its correction", { action: "*", clockShiftMs: 3_600_000, times: 1 }],
  ];
  for (const [name, fault] of faults) {
    it(`hides secrets if ${name}`, async () => {
      cloud.injectFault(fault);
      assert.doesNotMatch(await visibleText(config, up), /MARKED/);
    });
  }

  const configurations: [name: string, change: Record<string, string>][] = [
    ["the secret is wrong", { "linkwan:accessKeySecret": "MARKED_WRONG" }],
    ["the key does not exist", { "linkwan:accessKeyId": "MARKED_WRONG" }],
    ["the token is wrong", { "linkwan:securityToken": "MARKED_WRONG" }],
    ["the token is missing", { "linkwan:securityToken": "" }],
    ["the key has a secret but no id", { "linkwan:accessKeyId": "" }],
    ["the endpoint contains a password", { "linkwan:endpoint": "https://MARKED:MARKED@example.com" }],
    ["the endpoint is not a URL", { "linkwan:endpoint": "MARKED" }],
    ["the endpoint refuses connections", { "linkwan:endpoint": "http://127.0.0.1:1" }],
  ];
  for (const [name, change] of configurations) {
    it(`hides secrets if ${name}`, async () => {
      assert.doesNotMatch(await visibleText({ ...config, ...change }, up), /MARKED/);
    });
  }

  it("hides secrets if linkwan:profiles is malformed", async () => {
    const profiles = { "linkwan:profiles": '{"other": {"accessKeySecret": "MARKED_PROFILE"' };
    const other = (host: Host) => host.up({ ...roaming, profile: "other" });
    assert.doesNotMatch(await visibleText({ ...config, ...profiles }, other), /MARKED/);
  });

  it("hides secrets if the configuration file of the Alibaba Cloud CLI is malformed", async () => {
    const HOME = mkdtempSync(join(tmpdir(), "linkwan-home-"));
    mkdirSync(join(HOME, ".aliyun"));
    writeFileSync(
      join(HOME, ".aliyun", "config.json"),
      '{"profiles": [{"access_key_secret": "MARKED_PROFILE"',
    );
    const other = (host: Host) => host.up({ ...roaming, profile: "other" });
    try {
      assert.doesNotMatch(await visibleText(config, other, { HOME }), /MARKED/);
    } finally {
      rmSync(HOME, { recursive: true });
    }
  });

  const echoes: [place: string, status: number, body: (request: string) => string][] = [
    [
      "in an error message",
      400,
      (Message) => JSON.stringify({ Code: "SomethingNew", Message, RequestId: "R" }),
    ],
    [
      "in a failure with HTTP 200",
      200,
      (ErrorMessage) => JSON.stringify({ Success: false, Code: "SomethingNew", ErrorMessage }),
    ],
    ["as an HTML page", 502, (request) => `<html>${request}</html>`],
    ["as the code", 400, (request) => JSON.stringify({ Code: `X${request}`, Message: "no" })],
    ["as the RequestId", 400, (request) => JSON.stringify({ Code: "NonExistent", RequestId: request })],
  ];
  for (const [place, status, body] of echoes) {
    it(`hides secrets if the service echoes the request ${place}`, async () => {
      const server = await httpServer(async (request, response) => {
        const decoded = decodeURIComponent(await bodyOf(request));
        response.writeHead(status, { "content-type": "application/json" }).end(body(decoded));
      });
      try {
        const text = await visibleText({ ...config, "linkwan:endpoint": server.url }, up);
        assert.doesNotMatch(text, /MARKED/);
      } finally {
        await server.close();
      }
    });
  }

  it("hides secrets if the lease is bound, or if the account already holds a lease", async () => {
    const text = await visibleText(config, async (host) => {
      const { id, state } = (await host.up(roaming)) as { id: string; state: Values };
      cloud.callAs("renter", "CreateNodeGroup", { NodeGroupName: "pumps", JoinPermissionId: id });
      const bound = await host.delete(id, state).catch((error: Error) => error);
      assert.match(`${bound}`, /JoinPermissionAlreadyBoundNodeGroup/);
      assert.doesNotMatch(`${bound} ${JSON.stringify(state)}`, /MARKED/);
      await host.up({ ...roaming, joinPermissionName: "second" });
    });
    assert.match(text, /ExceedRoamingJoinPermissionLimit/);
    assert.doesNotMatch(text, /MARKED/);
  });

  it("reports an invalid input on the resource and without its value, because Pulumi prints the values of properties", async () => {
    const invalid = ["MARKED \u001b", 987_654.5, { destination: "MARKED" }, ["MARKED"]];
    const misspelled = { MARKEd: "MARKED" };
    const host = await Host.start(config);
    try {
      for (const resource of resources) {
        const inputs = Object.entries(allProperties(resource)).filter(
          ([, { presence }]) => presence !== "computed",
        );
        for (const [property, { valueType }] of inputs)
          for (const value of invalid.filter((each) => valueType.validate(each) !== undefined)) {
            const news = { resourceName: "mast", ...misspelled, [property]: value };
            const { failures } = await host.as(resource.name).check(news);
            assert.ok(failures.some(({ reason }) => reason.startsWith(`${property} `)));
            assert.ok(failures.some(({ reason }) => reason.startsWith("MARKEd is not an input of")));
            assert.ok(failures.every((failure) => failure.property === ""));
            assert.doesNotMatch(JSON.stringify(failures), /MARKED|98765/, property);
          }
      }
      assert.equal(host.stderr, "");
    } finally {
      host.stop();
    }
  });

  it("logs a warning if DEBUG makes the HTTP library print requests", async () => {
    const host = await Host.start(config, { DEBUG: "httpx:body" });
    try {
      await host.up(roaming);
      assert.match(host.stderr, /^linkwan: DEBUG makes the HTTP library print requests/);
      assert.match(
        host.stderr,
        /MARKED_ID/,
        "the library no longer prints requests, so the warning can be removed",
      );
    } finally {
      host.stop();
    }
  });
});
