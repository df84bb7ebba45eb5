import assert from "node:assert/strict";
import type { ServerOptions } from "../../../emulator";
import { Operation } from "../../../provider/client/operation";
import { operationStarter } from "../../../provider/client/startOperation";
import { ReturnJoinPermission } from "../../../provider/resources/leasedJoinPermission/api";
import { GetNodeGroup, nodeGroups } from "../../../provider/resources/nodeGroup/api";
import { makeGroup } from "../../support/byHand";
import { emulated } from "../../support/hooks";
import { fakeClient } from "./fakeClient";

const group = { NodeGroupId: "301" };
const lease = { JoinPermissionId: "7", JoinPermissionType: "LOCAL" } as const;

describe("linkwan:iotInstanceId", () => {
  it("is sent with exactly the actions that accept it", async () => {
    for (const iotInstanceId of ["iot-renter", undefined]) {
      const { account, clock, sent } = fakeClient(() => "NonExistent", { iotInstanceId });
      const fails = (call: Promise<unknown>) => assert.rejects(clock.runUntil(call), /NonExistent/);
      await fails(new Operation(account).call(GetNodeGroup, group));
      await fails(new Operation(account).call(ReturnJoinPermission, lease));
      assert.deepEqual(sent, [
        { action: "GetNodeGroup", ...group, ...(iotInstanceId && { IotInstanceId: iotInstanceId }) },
        { action: "ReturnJoinPermission", ...lease },
      ]);
    }
  });

  describe("errors about the instance", () => {
    const codes = [
      "GatewayInstanceInvalid",
      "MissingIotInstanceId",
      "InvalidIotInstanceId",
      "iot.auth.IotInstanceNotFound",
    ];
    const failure = (code: string, action: "get" | "return", iotInstanceId?: string) => {
      const { account, clock } = fakeClient(() => code, { iotInstanceId });
      const operation = new Operation(account);
      const call: Promise<unknown> =
        action === "get" ? operation.call(GetNodeGroup, group) : operation.call(ReturnJoinPermission, lease);
      return clock.runUntil(call).then(
        () => assert.fail("the call succeeded"),
        ({ message }) => String(message),
      );
    };

    for (const code of codes)
      it(`explain ${code} and name a remedy`, async () => {
        assert.match(
          await failure(code, "get"),
          /: the account's IoT instance has an id, but the call does not contain that id\. What to do: set linkwan:iotInstanceId, /,
        );
        assert.match(
          await failure(code, "get", "iot-1"),
          /: the service does not accept iot-1 as the id of the account's IoT instance\. What to do: correct linkwan:iotInstanceId \(/,
        );
        for (const id of ["iot-1", undefined])
          assert.match(
            await failure(code, "return", id),
            /: ReturnJoinPermission does not accept the id of an IoT instance, .*What to do: do this in the Link WAN console, /,
          );
      });

    it("do not replace the explanation of another known code", async () => {
      assert.doesNotMatch(await failure("NonExistent", "get"), /instance/);
    });
  });

  describe("of a profile", () => {
    const open = async (
      options: ServerOptions,
      stack: string,
      fields: Record<string, object>,
      limit = "1000",
    ) => {
      const cloud = await emulated({ qps: 1_000, ...options });
      const keys = (account: string) => cloud.accounts.find(({ name }) => name === account);
      const profiles = Object.entries(fields).map(([profile, more]) => {
        const { accessKeyId, accessKeySecret } = keys(profile) ?? keys("renter") ?? assert.fail();
        return [profile, { accessKeyId, accessKeySecret, ...more }];
      });
      const config: Record<string, string> = {
        "linkwan:endpoint": cloud.url,
        "linkwan:requestsPerSecond": limit,
        "linkwan:iotInstanceId": stack,
        "linkwan:profiles": JSON.stringify(Object.fromEntries(profiles)),
      };
      return { cloud, start: operationStarter((key) => config[key], { notify: () => {} }) };
    };
    const seed = { accounts: [{ name: "renter", iotInstanceId: "iot-renter" }, { name: "owner" }] };

    it("overrides the id of the stack, even with an empty id", async () => {
      const { start } = await open({ seed }, "iot-renter", {
        renter: {},
        other: { iotInstanceId: "iot-other" },
        owner: { iotInstanceId: "" },
      });
      const instances = ["renter", "other", "owner"].map(async (name) => (await start(name)).iotInstanceId);
      assert.deepEqual(await Promise.all(instances), ["iot-renter", "iot-other", undefined]);
      await (await start("owner")).listAtStart(nodeGroups);
    });

    it("does not change the quota, which all instances of an account share", async () => {
      const { cloud, start } = await open(
        { qps: 5, seed },
        "",
        {
          right: { iotInstanceId: "iot-renter" },
          wrong: { iotInstanceId: "iot-other" },
        },
        "5",
      );
      const reads = ["right", "wrong", "right", "wrong", "right", "wrong"].map(async (profile) =>
        (await start(profile)).call(GetNodeGroup, group),
      );
      await Promise.allSettled(reads);
      assert.deepEqual(cloud.calls.map(({ code }) => code).sort(), [
        ...new Array(3).fill("GatewayInstanceInvalid"),
        ...new Array(3).fill("NonExistent"),
      ]);
    });

    it("does not use the lists of another instance of the same account", async () => {
      const { cloud, start } = await open({ seed }, "", {
        right: { iotInstanceId: "iot-renter" },
        wrong: { iotInstanceId: "iot-other" },
      });
      const ids = ["a123", "b123", "c123", "d123"].map((name) => makeGroup(cloud, name));
      const readAll = async (profile: string) => {
        const operation = await start(profile);
        return Promise.all(ids.map((id) => operation.read(nodeGroups, id)));
      };
      assert.equal((await readAll("right")).length, ids.length);
      assert.deepEqual(
        cloud.calls.map(({ action }) => action),
        ["ListNodeGroups"],
      );
      await assert.rejects(readAll("wrong"), /does not accept iot-other/);
      await (await start("right")).listAtStart(nodeGroups);
      await assert.rejects((await start("wrong")).listAtStart(nodeGroups), /does not accept iot-other/);
    });
  });
});
