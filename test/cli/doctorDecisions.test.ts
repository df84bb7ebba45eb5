import assert from "node:assert/strict";
import { checkActivation, readAccount } from "../../cli/doctor/account";
import { checkConfiguration } from "../../cli/doctor/configuration";
import { checkCredentials, findAccess } from "../../cli/doctor/credentials";
import { checkClock } from "../../cli/doctor/endpoint";
import { checkLimits } from "../../cli/doctor/features";
import { fail, lineOf, ok, skip, warn, worst } from "../../cli/doctor/finding";
import { checkNode, checkPulumiCli } from "../../cli/doctor/machine";
import type { Clock } from "../../provider/client/clock";
import { LinkWanError } from "../../provider/client/errors";
import { operationStarter } from "../../provider/client/startOperation";
import type { UserLicense } from "../../provider/functions/api";
import { emulated } from "../support/hooks";

describe("doctor checks", () => {
  it("fails if Node is too old", () => {
    assert.equal(checkNode("20.0.0", ">=20").mark, "ok");
    assert.deepEqual(checkNode("18.20.4", ">=20"), {
      mark: "FAIL",
      text: "this is Node 18.20.4; required: >=20. What to do: install a newer version (https://nodejs.org)",
    });
  });

  it("accepts CLI version 3.216.0 or newer, and fails if the CLI prints no version", () => {
    const markOf = (version?: string) =>
      checkPulumiCli({ path: "/bin/pulumi", version, missingParts: [], isScript: false }).mark;
    assert.deepEqual(
      ["3.215.9", "3.216.0", "v3.259.0", undefined].map((version) => markOf(version)),
      ["FAIL", "ok", "ok", "FAIL"],
    );
  });

  it("fails if a stack is specified but there is no project", () => {
    assert.match(
      checkConfiguration(false, "dev", undefined, undefined).text,
      /^there is no Pulumi project in this/,
    );
    const marks = [undefined, "dev"].map(
      (stack) => checkConfiguration(false, stack, undefined, undefined).mark,
    );
    assert.deepEqual(marks, ["skip", "FAIL"]);
  });

  it("warns if the clock is off by more than a minute, and fails if it is off by more than 15 minutes", () => {
    const minutes = [0, 1, 1.01, -1.01, 15, 15.01, -15.01];
    assert.deepEqual(
      minutes.map((each) => checkClock(each * 60_000).mark),
      ["ok", "ok", "warn", "warn", "warn", "FAIL", "FAIL"],
    );
    assert.equal(checkClock(-1_600).text, "this machine's clock is 2 s behind the service's");
    assert.equal(checkClock(undefined).mark, "skip");
  });

  it("omits a limit that the service does not return", () => {
    const limitsOf = (value: Partial<UserLicense>) => checkLimits({ value });
    assert.deepEqual(
      limitsOf({ GatewayCount: 2, GatewayLimit: 5, NodeCount: 1 }),
      ok("used: 2 of 5 gateways"),
    );
    assert.equal(limitsOf({}).mark, "skip");
    assert.match(limitsOf({ NodeCount: 3, NodeLimit: 2 }).text, /^used up: 3 of 2 nodes\. What to do/);
  });

  it("combines the most severe findings into one finding", () => {
    assert.deepEqual(worst([ok("fine"), fail("one", "a"), warn("late", "c"), fail("two", "b")]), {
      mark: "FAIL",
      text: "one. What to do: a; two. What to do: b",
    });
    assert.deepEqual(worst([skip("unknown"), ok("fine")]).mark, "skip");
  });

  it("prints any finding on one line", () => {
    assert.equal(lineOf("Node", ok("two\n  lines ")), "ok    Node           two lines");
    assert.equal(lineOf("Configuration", fail("x", "y")), "FAIL  Configuration  x. What to do: y");
  });

  it("makes no further calls after the first call fails, and reports the error", async () => {
    const cloud = await emulated({ qps: 1_000 });
    const { accessKeyId = "", accessKeySecret = "" } = cloud.accounts[0] ?? {};
    const config = {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": accessKeyId,
      "linkwan:accessKeySecret": accessKeySecret,
    };
    const impatient: Clock = { now: Date.now, sleep: async () => {}, random: Math.random };
    cloud.injectFault({ action: "CheckCloudProductOpenStatus", code: "InternalError", times: 100 });
    const startOperation = operationStarter((key) => config[key as keyof typeof config], {
      clock: impatient,
    });
    const account = await readAccount(await startOperation(undefined));
    const finding = checkActivation(account);
    assert.equal(finding.mark, "FAIL");
    assert.match(
      finding.text,
      /^CheckCloudProductOpenStatus .*InternalError: the service failed\. What to do: run/,
    );
    assert.deepEqual([...new Set(cloud.calls.map(({ action }) => action))], ["CheckCloudProductOpenStatus"]);
  });

  it("shows the end of an access key id only if the end is less than half of the id", async () => {
    const endOf = async (accessKeyId: string) => {
      const keys = { "linkwan:accessKeyId": accessKeyId, "linkwan:accessKeySecret": "secret" };
      return findAccess(undefined, (key) => keys[key as keyof typeof keys]);
    };
    const source = "stack config linkwan:accessKeyId";
    assert.deepEqual(await endOf("keyofabc"), { source, keyEnd: "" });
    assert.deepEqual(await endOf("keyofabcd"), { source, keyEnd: "abcd" });
  });

  it("reports the source of a key and whether the key is untested or rejected", () => {
    const access = (keyEnd: string) => ({ source: "stack config", keyEnd });
    const rejection = new LinkWanError({ action: "Check", code: "SignatureDoesNotMatch" });
    assert.equal(
      checkCredentials(access("wxyz"), false, undefined).text,
      "access key …wxyz, from stack config; not tested",
    );
    assert.match(
      checkCredentials(access(""), true, rejection).text,
      /^access key, from stack config, is rejected/,
    );
  });
});
