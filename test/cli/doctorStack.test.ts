import assert from "node:assert/strict";
import { delimiter, dirname, isAbsolute, join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { workFolder } from "../../scripts/engine";
import { pulumiCli } from "../../scripts/pulumiCli";
import { type Diagnosis, Place } from "../support/doctor";
import { emulated } from "../support/hooks";
import { profilesOf, TestStack, withEngine } from "../support/stack";

const PASSPHRASE = "only-for-local-files";

describe("pulumi-linkwan doctor with a stack of the real CLI", function () {
  withEngine(this);

  let cloud: RunningEmulator;
  let stack: TestStack;
  let place: Place;

  beforeEach(async () => {
    cloud = await emulated();
    stack = await TestStack.open(cloud, () => {}, profilesOf(cloud));
    place = new Place(stack.folder);
    const { command } = await pulumiCli(() => {});
    // A CLI built from source has no language host in its folder; for these tests, a language host only needs to
    // exist.
    place.executable("pulumi-language-nodejs");
    const path = [place.env.PATH, ...(isAbsolute(command) ? [dirname(command)] : []), process.env.PATH];
    place.env = {
      ...place.env,
      PATH: path.join(delimiter),
      PULUMI_HOME: join(workFolder, "home"),
      PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
    };
  });
  afterEach(() => {
    place.remove();
    stack.remove();
  });

  const examine = (...args: string[]): Promise<Diagnosis> => {
    const secrets = cloud.accounts.flatMap((each) => [each.accessKeyId, each.accessKeySecret]);
    return place.doctor(args, [...secrets, PASSPHRASE]);
  };

  it("finds no problems", async () => {
    const diagnosis = await examine();
    assert.equal(diagnosis.marks, "ok ok ok ok ok skip ok ok ok ok ok ok", diagnosis.output);
    assert.equal(diagnosis.exitCode, 0);
    assert.equal(
      diagnosis.of("Configuration"),
      "ok stack dev, from pulumi config: linkwan:accessKeyId, linkwan:accessKeySecret, linkwan:endpoint, linkwan:profiles",
    );
    assert.equal(diagnosis.of("Credentials"), "ok access key …nter, from stack config linkwan:accessKeyId");
    assert.equal(diagnosis.of("Endpoint"), `ok ${cloud.url} (stack config linkwan:endpoint) responds`);
    assert.deepEqual([...new Set(cloud.calls.map(({ account }) => account))], [undefined, "renter"]);
  });

  it("uses the credentials of a profile", async () => {
    const diagnosis = await examine("--stack", "dev", "--profile", "owner");
    assert.equal(
      diagnosis.of("Credentials"),
      'ok access key …wner, from profile "owner" in stack config linkwan:profiles',
    );
    assert.equal(diagnosis.exitCode, 0);
    assert.deepEqual([...new Set(cloud.calls.map(({ account }) => account))], [undefined, "owner"]);
  });

  describe("account", () => {
    const idOf = (name: string): string =>
      cloud.accounts.find((account) => account.name === name)?.accountId ?? assert.fail(name);

    it("is shown with the mark that identifies the account in errors", async () => {
      await stack.setConfig("linkwan:stsEndpoint", cloud.url);
      const mark = /^ok account (\d+) \((a[0-9a-f]{9})\)$/.exec((await examine()).of("Account"));
      assert.equal(mark?.[1], idOf("renter"));
      const owner = (await examine("--profile", "owner")).of("Account");
      assert.match(owner, new RegExp(`^ok account ${idOf("owner")} \\(a`));
      assert.ok(!owner.includes(mark?.[2] ?? assert.fail("no mark")));
      await stack.setConfig("linkwan:expectedAccount", idOf("renter"));
      assert.match((await examine()).of("Account"), /\), as set in linkwan:expectedAccount$/);
    });

    it("is not checked without STS", async () => {
      assert.match(
        (await examine()).of("Account"),
        /^skip not checked: an unknown account \(linkwan:stsEndpoint is not set, access key k[0-9a-f]{9}\)$/,
      );
    });

    it("warns if STS does not respond", async () => {
      await stack.setConfig("linkwan:stsEndpoint", "http://127.0.0.1:1");
      const diagnosis = await examine();
      assert.match(
        diagnosis.of("Account"),
        /^warn an unknown account \(STS failed with ConnectionRefused: .*What to do: set linkwan:stsEndpoint/,
      );
      assert.equal(diagnosis.exitCode, 0);
    });

    it("fails the check if the account is not the expected account or cannot be verified", async () => {
      await stack.setConfig("linkwan:expectedAccount", idOf("owner"));
      const unverified = await examine();
      assert.match(unverified.of("Account"), /^FAIL .* an unknown account .* but linkwan:expectedAccount is/);
      await stack.setConfig("linkwan:stsEndpoint", cloud.url);
      const other = await examine();
      assert.match(
        other.of("Account"),
        new RegExp(
          `^FAIL .* belong to account ${idOf("renter")} .* but linkwan:expectedAccount is ${idOf("owner")}`,
        ),
      );
      assert.deepEqual([unverified.exitCode, other.exitCode], [1, 1]);
    });
  });

  it("uses the unencrypted values if the passphrase is missing", async () => {
    delete place.env.PULUMI_CONFIG_PASSPHRASE;
    const diagnosis = await examine();
    assert.match(
      diagnosis.of("Configuration"),
      /^FAIL stack dev: the secrets cannot be decrypted: no passphrase is set.*What to do: set PULUMI_CONFIG_PASSPHRASE/,
    );
    assert.equal(
      diagnosis.of("Credentials"),
      "skip not checked: stack config linkwan:accessKeySecret could not be decrypted",
    );
    assert.equal(diagnosis.marks, "ok ok ok FAIL skip skip ok ok skip skip skip skip");
    assert.match(diagnosis.of("Endpoint"), /stack config linkwan:endpoint/);
    assert.equal(diagnosis.exitCode, 1);
  });

  it("uses the environment's key if the stack has no key, even without the passphrase", async () => {
    const [renter] = cloud.accounts;
    await stack.removeConfig("linkwan:accessKeyId");
    await stack.removeConfig("linkwan:accessKeySecret");
    const { PULUMI_CONFIG_PASSPHRASE: _, ...env } = place.env;
    const key = renter ?? assert.fail();
    place.env = { ...env, ALICLOUD_ACCESS_KEY: key.accessKeyId, ALICLOUD_SECRET_KEY: key.accessKeySecret };
    const diagnosis = await examine();
    assert.equal(diagnosis.marks, "ok ok ok FAIL ok skip ok ok ok ok ok ok", diagnosis.output);
    assert.match(diagnosis.of("Credentials"), /from environment variables ALICLOUD_ACCESS_KEY$/);
  });

  it("reports a remedy if the passphrase is wrong", async () => {
    place.env.PULUMI_CONFIG_PASSPHRASE = "wrong";
    const diagnosis = await examine();
    assert.match(
      diagnosis.of("Configuration"),
      /^FAIL .*the passphrase is wrong\. What to do: correct PULUMI_/,
    );
  });

  it("fails if the stack does not exist", async () => {
    const diagnosis = await examine("--stack", "nope");
    assert.match(
      diagnosis.of("Configuration"),
      /^FAIL stack nope: the stack does not exist; the following checks use only.*pulumi stack ls/,
    );
  });

  it("checks the endpoint given on the command line instead of the stack's endpoint", async () => {
    const other = await emulated();
    const diagnosis = await examine("--endpoint", other.url);
    assert.equal(diagnosis.of("Endpoint"), `ok ${other.url} (--endpoint) responds`);
    assert.match(diagnosis.of("Credentials"), /^FAIL .* is rejected with SignatureDoesNotMatch/);
    assert.equal(cloud.calls.length, 0);
  });

  it("warns if no stack is selected", async () => {
    place.env.PULUMI_HOME = join(place.folder, "another-home");
    const diagnosis = await examine("--endpoint", cloud.url);
    assert.match(diagnosis.of("Configuration"), /^warn no stack is selected.*pass --stack STACK/);
  });

  it("fails if the CLI is not logged in", async () => {
    place.write("Pulumi.yaml", "name: my-network\nruntime: nodejs\n");
    place.env.PULUMI_HOME = join(place.folder, "another-home");
    const diagnosis = await examine("--endpoint", cloud.url);
    assert.match(diagnosis.of("Configuration"), /^FAIL .*is not logged in.*run pulumi login/);
  });

  it("quotes any other error message from the CLI on one line", async () => {
    place.write("Pulumi.yaml", "name: [\n");
    const diagnosis = await examine("--endpoint", cloud.url);
    assert.match(
      diagnosis.of("Configuration"),
      /^FAIL .*pulumi config fails: .*yaml.*What to do: run pulumi config/,
    );
  });

  it("fails if the provider rejects a configuration key or value", async () => {
    await stack.setConfig("linkwan:requestTimeout", "soon");
    await stack.setConfig("linkwan:endpiont", cloud.url);
    const diagnosis = await examine();
    assert.match(
      diagnosis.of("Configuration"),
      /^FAIL stack dev: linkwan:requestTimeout: it is not an integer/,
    );
    assert.match(diagnosis.of("Configuration"), /; stack dev: linkwan:endpiont is not a configuration key/);
    assert.equal(diagnosis.marks, "ok ok ok FAIL ok skip skip skip skip skip skip skip");
    assert.equal(diagnosis.of("Limits"), "skip not checked: the configuration cannot be used");
  });

  it("warns if a secret is not encrypted", async () => {
    await stack.setConfig("linkwan:accessKeySecret", cloud.accounts[0]?.accessKeySecret ?? "");
    const diagnosis = await examine();
    assert.match(
      diagnosis.of("Configuration"),
      /^warn stack dev: linkwan:accessKeySecret is not encrypted.*--secret/,
    );
    assert.equal(diagnosis.exitCode, 0);
  });
});
