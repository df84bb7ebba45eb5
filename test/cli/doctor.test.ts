import assert from "node:assert/strict";
import { checkPulumiCli } from "../../cli/doctor/machine";
import { checkPackages, type Packages } from "../../cli/doctor/packages";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import { makeLease } from "../support/byHand";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";

const CHECKS = [
  "Node",
  "Pulumi CLI",
  "Package",
  "Configuration",
  "Credentials",
  "Account",
  "Clock",
  "Endpoint",
  "Activation",
  "Instance",
  "Features",
  "Limits",
];

describe("pulumi-linkwan doctor", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  const keyOf = (cloud: RunningEmulator): Record<string, string> => ({
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accounts[0]?.accessKeyId ?? "",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accounts[0]?.accessKeySecret ?? "",
  });

  /**
   * Runs doctor with additional environment variables. Default: the variables with the key of the cloud's first
   * account.
   */
  const examine = (cloud: RunningEmulator, env: Record<string, string> = keyOf(cloud)) => {
    place.env = { ...place.env, ...env };
    const secrets = cloud.accounts.flatMap(({ accessKeyId, accessKeySecret }) => [
      accessKeyId,
      accessKeySecret,
    ]);
    return place.doctor(["--endpoint", cloud.url], [...secrets, ...Object.values(env)]);
  };

  /** Runs doctor in a complete installation with the given account. */
  const examineAccount = async (
    account: NonNullable<NonNullable<ServerOptions["seed"]>["accounts"]>[number],
  ) => {
    place.cli();
    place.install();
    return examine(await emulated({ seed: { accounts: [account] } }));
  };

  it("finds no problems, prints the checks in order, and makes six requests", async () => {
    const cloud = await emulated();
    place.cli();
    place.install();
    const diagnosis = await examine(cloud);
    assert.deepEqual(diagnosis.checks, CHECKS);
    assert.equal(diagnosis.marks, "ok ok ok skip ok skip ok ok ok ok ok ok", diagnosis.output);
    assert.equal(diagnosis.exitCode, 0);
    assert.match(diagnosis.of("Configuration"), /no Pulumi project.*only the environment/);
    assert.equal(
      diagnosis.of("Credentials"),
      "ok access key …nter, from environment variables ALIBABA_CLOUD_ACCESS_KEY_ID",
    );
    assert.equal(diagnosis.of("Endpoint"), `ok ${cloud.url} (--endpoint) responds`);
    assert.equal(diagnosis.of("Instance"), "ok the account can be used without linkwan:iotInstanceId");
    assert.equal(
      diagnosis.of("Limits"),
      "ok used: 0 of 5000 gateways, 0 of 1 ROAMING join permissions, 0 of 10000 nodes, 0 of 2000 LOCAL join permissions",
    );
    assert.deepEqual(cloud.calls.map(({ action }) => action).sort(), [
      "",
      "CheckCloudProductOpenStatus",
      "CheckUserChargeStatus",
      "GetUserLicense",
      "ListActivatedFeatures",
      "ListNodeGroups",
    ]);
  });

  describe("machine", () => {
    it("fails if the CLI is not on PATH", async () => {
      place.install();
      const diagnosis = await examine(await emulated());
      assert.match(diagnosis.of("Pulumi CLI"), /^FAIL pulumi is not on PATH\. What to do: install/);
      assert.equal(diagnosis.exitCode, 1);
      assert.equal(diagnosis.marks, "ok FAIL ok skip ok skip ok ok ok ok ok ok");
    });

    it("fails if the CLI is too old", async () => {
      place.cli("v3.215.1");
      const diagnosis = await examine(await emulated());
      assert.match(diagnosis.of("Pulumi CLI"), /^FAIL .*\/bin\/pulumi is 3\.215\.1; required: 3\.216\.0/);
    });

    for (const part of ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"]) {
      it(`warns if a CLI that is a script has no ${part}`, async () => {
        place.executable(
          part === "pulumi-language-nodejs" ? "pulumi-resource-pulumi-nodejs" : "pulumi-language-nodejs",
        );
        place.cli("v3.259.0", []);
        const diagnosis = await examine(await emulated());
        assert.match(
          diagnosis.of("Pulumi CLI"),
          new RegExp(`^warn pulumi up needs ${part}, not found on PATH`),
        );
      });
    }

    for (const [project, host] of [
      ["runtime: yaml", "pulumi-language-yaml"],
      ["runtime: { name: python, options: { virtualenv: venv } }", "pulumi-language-python"],
    ] as const) {
      it(`looks for ${host} if the project has ${project}`, async () => {
        place.write("Pulumi.yaml", `name: meters\n${project}\n`);
        place.cli("v3.259.0", []);
        const cloud = await emulated();
        assert.match(
          (await examine(cloud)).of("Pulumi CLI"),
          new RegExp(`^warn pulumi up needs ${host}, not found`),
        );
        place.executable(host);
        assert.match((await examine(cloud)).of("Pulumi CLI"), /^ok 3\.259\.0/);
      });
    }

    it("fails if a CLI that is not a script lacks a part, because pulumi up would fail", () => {
      const cli = { path: "/bin/pulumi", version: "3.259.0", missingParts: ["pulumi-language-nodejs"] };
      const { mark, text } = checkPulumiCli({ ...cli, isScript: false });
      assert.equal(mark, "FAIL");
      assert.match(
        text,
        /^pulumi up needs pulumi-language-nodejs, not found on PATH .*\. What to do: install Pulumi/,
      );
    });

    it("fails if the copy of the Pulumi SDK that the package loads is too old, because pulumi up would fail", () => {
      const [old, sdk] = ["3.215.0", "3.250.0"].map((version) => ({ folder: `/sdk/${version}`, version }));
      const packages = { folder: "/work", version: "0.1.0", sdk, sdkOfPackage: old };
      const { mark, text } = checkPackages(packages as Packages, ">=3.216.0 <4", "0.1.0");
      assert.equal(mark, "FAIL");
      assert.match(text, /^@pulumi\/pulumi is 3\.215\.0 in \/sdk\/3\.215\.0; required: >=3\.216\.0 <4/);
    });

    it("fails if the package is not installed in the folder", async () => {
      place.cli();
      const diagnosis = await examine(await emulated());
      assert.match(
        diagnosis.of("Package"),
        /^FAIL pulumi-linkwan cannot be loaded from .*\/work \(Cannot find/,
      );
      assert.ok(diagnosis.of("Package").endsWith(`run npm install pulumi-linkwan in ${place.folder}`));
      assert.equal(diagnosis.marks, "ok ok FAIL skip ok skip ok ok ok ok ok ok");
    });

    it("fails if the Pulumi SDK is not installed", async () => {
      place.install(".", ["pulumi-linkwan"]);
      const diagnosis = await examine(await emulated());
      assert.match(
        diagnosis.of("Package"),
        /^FAIL @pulumi\/pulumi cannot be found from .*\/work\. What to do/,
      );
    });

    it("fails if the Pulumi SDK is too old", async () => {
      place.install(".", ["pulumi-linkwan"]);
      place.write("node_modules/@pulumi/pulumi/package.json", '{"version": "3.215.0"}');
      const diagnosis = await examine(await emulated());
      assert.match(
        diagnosis.of("Package"),
        /^FAIL @pulumi\/pulumi is 3\.215\.0 in .*; required: >=3\.216\.0 <4\./,
      );
    });

    it("warns if there are two copies of the Pulumi SDK", async () => {
      place.install(".", ["pulumi-linkwan"]);
      place.write("node_modules/@pulumi/pulumi/package.json", '{"version": "3.250.0"}');
      const diagnosis = await examine(await emulated());
      assert.match(
        diagnosis.of("Package"),
        /^warn there are two copies of @pulumi\/pulumi: the program loads 3\.250\.0 from .*npm dedupe/,
      );
    });

    it("warns if the program loads another version of the package", async () => {
      place.install(".", ["@pulumi/pulumi"]);
      const manifest = { version: "9.8.7", exports: { "./*": "./*", "./lifecycle": "./lifecycle.js" } };
      place.write("node_modules/pulumi-linkwan/package.json", JSON.stringify(manifest));
      place.write("node_modules/pulumi-linkwan/lifecycle.js", "");
      const diagnosis = await examine(await emulated());
      assert.match(
        diagnosis.of("Package"),
        /^warn this command belongs to pulumi-linkwan \d+\.\d+\.\d+, but the program loads 9\.8\.7/,
      );
    });

    for (const main of ["program/index.ts", "program"]) {
      it(`finds the packages of a program with main: ${main}`, async () => {
        place.write("Pulumi.yaml", `name: my-network\nruntime: nodejs\nmain: ${main}\n`);
        place.write("program/index.ts", "");
        place.install("program");
        const diagnosis = await examine(await emulated());
        assert.match(diagnosis.of("Package"), /^ok .*, loaded from .*\/work\/program$/);
        assert.match(diagnosis.of("Configuration"), /^skip .*without the Pulumi CLI/);
      });
    }
  });

  describe("credentials", () => {
    beforeEach(() => {
      place.cli();
      place.install();
    });

    it("fails if there are no credentials", async () => {
      const cloud = await emulated();
      const diagnosis = await examine(cloud, {});
      assert.match(
        diagnosis.of("Credentials"),
        /^FAIL no credentials were found.*What to do: run: pulumi config/,
      );
      assert.equal(diagnosis.marks, "ok ok ok skip FAIL skip ok ok skip skip skip skip");
      assert.equal(diagnosis.of("Limits"), "skip not checked: there are no credentials");
      assert.equal(diagnosis.exitCode, 1);
    });

    it("fails if a credentials source is incomplete", async () => {
      const diagnosis = await examine(await emulated(), { ALICLOUD_SECRET_KEY: "half-a-secret" });
      assert.match(diagnosis.of("Credentials"), /^FAIL .*ALICLOUD_ACCESS_KEY is missing\. What to do: set/);
    });

    const rejections = {
      "InvalidAccessKeyId.NotFound": { ALIBABA_CLOUD_ACCESS_KEY_ID: "nobodys-access-key" },
      SignatureDoesNotMatch: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "not-the-renters-secret" },
    };
    for (const [code, wrong] of Object.entries(rejections)) {
      it(`fails if the service rejects the key with ${code}`, async () => {
        const cloud = await emulated();
        const diagnosis = await examine(cloud, { ...keyOf(cloud), ...wrong });
        assert.match(
          diagnosis.of("Credentials"),
          new RegExp(
            `^FAIL access key ….{4}, from environment variables .*, is rejected with ${code}: .*What to do`,
          ),
        );
        assert.equal(diagnosis.marks, "ok ok ok skip FAIL skip ok ok skip skip skip skip");
        assert.equal(diagnosis.of("Activation"), "skip not checked: the access key is rejected");
      });
    }

    it("finds the credentials of the Alibaba Cloud CLI", async () => {
      const cloud = await emulated();
      const [renter] = cloud.accounts;
      const keys = { access_key_id: renter?.accessKeyId, access_key_secret: renter?.accessKeySecret };
      const profile = { name: "default", mode: "AK", ...keys };
      place.writeHome(".aliyun/config.json", JSON.stringify({ current: "default", profiles: [profile] }));
      const diagnosis = await examine(cloud, {});
      assert.equal(
        diagnosis.of("Credentials"),
        "ok access key …nter, from the Alibaba Cloud default credential chain (~/.aliyun/config.json)",
      );
      assert.equal(diagnosis.exitCode, 0);
    });

    it("fails if the profile does not exist", async () => {
      const cloud = await emulated();
      place.env = { ...place.env, ...keyOf(cloud) };
      const diagnosis = await place.doctor(
        ["--endpoint", cloud.url, "--profile", "owner"],
        Object.values(keyOf(cloud)),
      );
      assert.match(diagnosis.of("Credentials"), /^FAIL profile "owner" is neither in stack config/);
    });
  });

  describe("service", () => {
    beforeEach(() => {
      place.cli();
      place.install();
    });

    it("fails if the clock is an hour behind", async () => {
      const cloud = await emulated();
      cloud.injectFault({ action: "*", clockShiftMs: 3_600_000, times: 100 });
      const diagnosis = await examine(cloud);
      assert.match(
        diagnosis.of("Clock"),
        /^FAIL this machine's clock is 60 minutes behind the service's; .*NTP/,
      );
      assert.equal(
        diagnosis.marks,
        "ok ok ok skip ok skip FAIL ok ok ok ok ok",
        "the provider compensates for the clock difference",
      );
      assert.equal(diagnosis.exitCode, 1);
    });

    it("warns if the clock is five minutes ahead", async () => {
      const diagnosis = await examine(await emulated({ now: () => Date.now() - 300_000 }));
      assert.match(
        diagnosis.of("Clock"),
        /^warn this machine's clock is 5 minutes ahead of the service's\. What/,
      );
      assert.equal(diagnosis.exitCode, 0);
    });

    it("fails if the endpoint does not respond", async () => {
      const cloud = await emulated();
      await cloud.close();
      const diagnosis = await examine(cloud);
      assert.match(
        diagnosis.of("Endpoint"),
        /^FAIL http:.* \(--endpoint\): ConnectionRefused, the connection to the endpoint was refused/,
      );
      assert.match(diagnosis.of("Credentials"), /^ok .*; not tested$/);
      assert.equal(diagnosis.marks, "ok ok ok skip ok skip skip FAIL skip skip skip skip");
      assert.equal(diagnosis.of("Features"), "skip not checked: the endpoint does not respond");
      assert.equal(diagnosis.exitCode, 1);
    });
  });

  describe("account", () => {
    it("fails if Link WAN is not activated", async () => {
      const diagnosis = await examineAccount({ name: "renter", activated: false });
      assert.match(
        diagnosis.of("Activation"),
        /^FAIL Link WAN is not activated for this account\. What to do/,
      );
      assert.equal(diagnosis.marks, "ok ok ok skip ok skip ok ok FAIL skip skip skip");
      assert.equal(diagnosis.of("Limits"), "skip not checked: Link WAN is not activated");
      assert.equal(diagnosis.exitCode, 1);
    });

    it("fails if there are unpaid bills", async () => {
      const diagnosis = await examineAccount({ name: "renter", arrears: true });
      assert.match(diagnosis.of("Activation"), /^FAIL the account has unpaid bills.*What to do: pay/);
      assert.equal(diagnosis.marks, "ok ok ok skip ok skip ok ok FAIL ok ok ok");
    });

    it("fails if the account's IoT instance has an id, but the configuration sets none", async () => {
      const diagnosis = await examineAccount({ name: "renter", iotInstanceId: "iot-renter" });
      assert.match(
        diagnosis.of("Instance"),
        /^FAIL the account's IoT instance has an id, but the call does not contain that id\. What to do: set linkwan:iotInstanceId, /,
      );
      assert.equal(diagnosis.marks, "ok ok ok skip ok skip ok ok ok FAIL ok ok");
      assert.equal(diagnosis.exitCode, 1);
    });

    it("warns if a feature is not activated", async () => {
      const diagnosis = await examineAccount({ name: "renter", missingFeatures: ["GATEWAY", "RELAY"] });
      assert.match(diagnosis.of("Features"), /^warn not activated: GATEWAY \(for Gateway\)\. What to do/);
      assert.equal(diagnosis.exitCode, 0);
    });

    const denied = {
      CheckCloudProductOpenStatus: "Activation",
      CheckUserChargeStatus: "Activation",
      ListActivatedFeatures: "Features",
      ListNodeGroups: "Instance",
      GetUserLicense: "Limits",
    };
    for (const [action, check] of Object.entries(denied)) {
      it(`warns if the permission to call ${action} is missing`, async () => {
        const diagnosis = await examineAccount({ name: "renter", deniedActions: [action] });
        assert.match(
          diagnosis.of(check),
          new RegExp(`^warn ${action} is denied with ForbiddenByRam: .*grant linkwan:${action}$`),
        );
        assert.equal(diagnosis.marks.replace("warn", "ok"), "ok ok ok skip ok skip ok ok ok ok ok ok");
        assert.equal(diagnosis.exitCode, 0);
      });
    }

    it("warns if a limit is reached", async () => {
      place.cli();
      place.install();
      const cloud = await emulated();
      makeLease(cloud);
      const diagnosis = await examine(cloud);
      assert.match(
        diagnosis.of("Limits"),
        /^warn used up: 1 of 1 ROAMING join permissions; used: 0 of 5000 gateways, 0 of 10000 nodes, 0 of 2000 LOCAL.*What to do/,
      );
      assert.equal(diagnosis.exitCode, 0);
    });
  });

  it("rejects an unencrypted endpoint on another machine", async () => {
    const { exitCode, output } = await place.doctor(["--endpoint", "http://example.com"], []);
    assert.equal(
      output,
      "pulumi-linkwan: --endpoint http://example.com: it must start with https:// (http:// is allowed only for this machine)\n",
    );
    assert.equal(exitCode, 1);
  });
});
