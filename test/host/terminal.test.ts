import assert from "node:assert/strict";
import { doorName } from "../support/door";
import { Host, type HostError } from "../support/host";
import { bodyOf, httpServer } from "../support/httpServer";

const ESCAPES = "\u001b[2J\u001b]0;title\u0007\u009b31m\u202eevil\r\n";
const keys = { "linkwan:accessKeyId": "id", "linkwan:accessKeySecret": "secret" };
const lease = {
  JoinPermissionId: "50001",
  JoinPermissionName: ESCAPES,
  Type: "ROAMING",
  ClassMode: "A",
  FreqBandPlanGroupId: "101",
  JoinEui: "d896e0efff000000",
  Enabled: true,
  BoundNodeGroupId: "301",
  BoundNodeGroupName: ESCAPES,
};
const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };

const noLeases = { ListRentedJoinPermissions: { Data: { TotalCount: 0, List: [] } } };

/** Runs an operation against a service with these responses, and returns its error and the output of the process. */
const against = async (
  responses: Readonly<Record<string, object>>,
  work: (host: Host) => Promise<unknown>,
): Promise<{ error: HostError; stderr: string }> => {
  const server = await httpServer(async (request, response) => {
    const action = new URLSearchParams(await bodyOf(request)).get("Action") ?? "";
    const { Code, ...body } = { RequestId: "R", ...responses[action] } as { Code?: string };
    response
      .writeHead(Code === undefined ? 200 : 400, { "content-type": "application/json" })
      .end(JSON.stringify({ Success: Code === undefined, ...(Code && { Code }), ...body }));
  });
  const config = { "linkwan:endpoint": server.url, "linkwan:operationTimeout": "2", ...keys };
  const host = await Host.start(config, { LINKWAN_LOG: "debug" });
  try {
    const error = await work(host).then(
      () => assert.fail("the operation succeeded"),
      (thrown: HostError) => thrown,
    );
    return { error, stderr: host.stderr };
  } finally {
    host.stop();
    await server.close();
  }
};

const isSafe = (text: string): void => {
  assert.doesNotMatch(text.replaceAll("\n", ""), /[\p{Cc}\p{Cf}]/u);
};

describe(`escape sequences in the ${doorName} host`, () => {
  it("shows escape sequences in the message of a response as codes", async () => {
    const refused = { Code: "SomethingNew", Message: ESCAPES };
    const { error, stderr } = await against({ ...noLeases, ApplyRoamingJoinPermission: refused }, (host) =>
      host.up(roaming),
    );
    assert.match(error.message, /SomethingNew.*\\u\{1b\}\[2J/);
    isSafe(`${error.message}${stderr}`);
  });

  it("shows escape sequences in names of objects as codes", async () => {
    const bound = { Code: "JoinPermissionAlreadyBoundNodeGroup", Message: "bound" };
    const state = { ...roaming, joinPermissionId: "50001" };
    const { error, stderr } = await against(
      { ReturnJoinPermission: bound, GetRentedJoinPermission: { Data: lease } },
      (host) => host.delete("50001", state),
    );
    assert.match(error.message, /\\u\{1b\}\[2J/);
    isSafe(`${error.message}${stderr}`);
  });

  it("shows escape sequences in ids from the state as codes, including in the log", async () => {
    const { error, stderr } = await against({ GetRentedJoinPermission: { Code: "ForbiddenByRam" } }, (host) =>
      host.read(`50001${ESCAPES}`, { ...roaming, joinPermissionId: `50001${ESCAPES}`, __key: "a" }),
    );
    assert.match(error.message, /join permission 50001\\u\{1b\}\[2J/);
    assert.match(stderr, /join permission 50001\\u\{1b\}\[2J/);
    isSafe(`${error.message}${stderr}`);
  });

  it("rejects an id that contains escape sequences, and records nothing", async () => {
    const { error, stderr } = await against(
      { ...noLeases, ApplyRoamingJoinPermission: { Data: `50001${ESCAPES}` } },
      (host) => host.up(roaming),
    );
    assert.equal(error.partial, undefined);
    assert.match(error.message, /^ApplyRoamingJoinPermission .*MalformedResponse/);
    isSafe(`${error.message}${stderr}`);
  });
});
