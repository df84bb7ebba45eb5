import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { makeLocal, makeLocalLease, makeOffer } from "../support/byHand";
import { writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { PluginProject, yamlProject } from "../support/pluginProject";
import { withEngine, works } from "../support/stack";

/** Pulumi's engine starts a process for each provider, so no process sees the resources of another provider. */
describe("several providers of one stack on Pulumi's real engine", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let project: PluginProject | undefined;
  beforeEach(async () => {
    const accounts = ["renter", "owner", "stranger"].map((name) => ({ name }));
    cloud = await emulated({ qps: 10_000, seed: { accounts } });
  });
  afterEach(() => project?.remove());

  /** Returns a program with the providers `one` and `two`, each with the keys of an account of a cloud. */
  const program = (
    resources: string,
    accounts: readonly [string, string] = ["renter", "renter"],
    second: Pick<RunningEmulator, "url" | "accounts"> = cloud,
  ): string => {
    const providers = ["one", "two"].map((name, index) => {
      const { url, accounts: all } = name === "two" ? second : cloud;
      const { accessKeyId, accessKeySecret } =
        all.find((each) => each.name === accounts[index]) ?? assert.fail();
      return `  ${name}:
    type: pulumi:providers:linkwan
    properties:
      endpoint: ${url}
      stsEndpoint: ${url}
      accessKeyId: ${accessKeyId}
      accessKeySecret: { "fn::secret": ${accessKeySecret} }
`;
    });
    return `${yamlProject}\nresources:\n${providers.join("")}${resources}`;
  };
  const lease = (name: string, provider: string, selection: string, options = "") => `  ${name}:
    type: linkwan:LeasedJoinPermission
    properties: { type: LOCAL, ${selection} }
    options: { provider: "\${${provider}}"${options} }
`;
  const open = async (text: string): Promise<PluginProject> => {
    project = await PluginProject.open(cloud, text);
    return project;
  };
  const held = () => cloud.callAs("renter", "CountRentedJoinPermissions", {});
  const returns = (calls: readonly string[]) => writesIn(calls).filter((call) => /^Return/.test(call));
  const urnOf = async (yaml: PluginProject, name: string): Promise<string> =>
    (await yaml.resources()).find(({ urn }) => urn.endsWith(`::${name}`))?.urn ?? assert.fail(name);

  /**
   * Opens a stack in which the resources `a` and `b` of two providers hold the same lease.
   *
   * @param options Options of `b`.
   */
  const heldTwice = async (options = ""): Promise<{ yaml: PluginProject; one: string; none: string }> => {
    const selection = `joinPermissionId: "${makeLocalLease(cloud, makeLocal(cloud, "valley"))}"`;
    const one = program(lease("a", "one", selection));
    const yaml = await open(one);
    await yaml.apply("up");
    const both = program(lease("a", "one", selection) + lease("b", "two", selection, options));
    yaml.write(both);
    const refused = await yaml.pulumi("up", "--yes", "--skip-preview");
    assert.ok(refused.failed);
    assert.match(refused.output, /a resource of another provider of this stack holds this lease too/);
    assert.equal((await yaml.resources()).length, 2);
    return { yaml, one, none: program("") };
  };

  const dependsOnOther = `, dependsOn: ["\${a}"]`;
  for (const [title, command, options] of [
    ["a destroy of the stack", () => []],
    ["a destroy of both resources", (urns: readonly string[]) => urns.flatMap((urn) => ["--target", urn])],
    ["a destroy that deletes one resource at a time", () => ["--parallel", "1"]],
    ["a destroy in which one resource depends on the other", () => [], dependsOnOther],
  ] as const) {
    it(`returns a lease exactly once if two providers hold the lease: ${title}`, async () => {
      const { yaml } = await heldTwice(options);
      const urns = [await urnOf(yaml, "a"), await urnOf(yaml, "b")];
      const { calls, output } = await yaml.apply("destroy", ...command(urns));
      assert.deepEqual(returns(calls), ["ReturnJoinPermission"], output);
      assert.equal(held(), 0);
      assert.equal((await yaml.resources()).length, 0);
    });
  }

  it("returns no lease of two providers if the state does not record the deletions", async () => {
    const { yaml, none } = await heldTwice();
    yaml.write(none);
    const variables = ["PULUMI_EXPERIMENTAL=true", "PULUMI_SKIP_CHECKPOINTS=true"];
    const { failed, output } = await yaml.run("env", ...variables, "pulumi", "up", "--yes", "--skip-preview");
    assert.ok(failed);
    assert.match(
      output,
      /Deletion of join permission 50001 failed .* a resource of another provider holds the lease too, .* if PULUMI_SKIP_CHECKPOINTS is set, unset it first/,
    );
    assert.equal(held(), 1);
    assert.deepEqual(returns((await yaml.apply("up")).calls), ["ReturnJoinPermission"]);
  });

  it("keeps a lease when one resource is removed, if a resource of another provider also holds the lease", async () => {
    const { yaml, one } = await heldTwice();
    yaml.write(one);
    const { calls, output } = await yaml.apply("up");
    assert.match(output, /is not returned, because another resource of this stack holds the lease/);
    assert.deepEqual(returns(calls), []);
    assert.equal(held(), 1);
    assert.deepEqual(returns((await yaml.apply("destroy")).calls), ["ReturnJoinPermission"]);
  });

  const selections: Readonly<Record<string, () => string>> = {
    id: () => `joinPermissionId: "${makeLocalLease(cloud, makeLocal(cloud, "valley"))}"`,
    order: () => `authOrderId: "${makeOffer(cloud, makeLocal(cloud, "valley"))}"`,
  };
  for (const [kind, select] of Object.entries(selections)) {
    it(`keeps a lease selected by its ${kind} if its resource is renamed and moved to another provider`, async () => {
      const selection = select();
      const yaml = await open(program(lease("before", "one", selection)));
      await yaml.apply("up");
      yaml.write(program(lease("after", "two", selection)));
      const refused = await yaml.pulumi("up", "--yes", "--skip-preview", "--continue-on-error");
      assert.ok(refused.failed);
      assert.match(refused.output, /a resource of another provider of this stack holds this lease too/);
      assert.deepEqual(returns(refused.calls), [], refused.output);
      assert.equal(held(), 1);

      assert.deepEqual(returns((await yaml.apply("up")).calls), []);
      assert.deepEqual(
        (await yaml.resources()).map(({ urn }) => urn.split("::").at(-1)),
        ["after"],
      );
      assert.deepEqual(returns((await yaml.apply("destroy")).calls), ["ReturnJoinPermission"]);
      assert.equal(held(), 0);
    });
  }

  it("keeps the ROAMING lease of a renamed resource if another provider refuses to create the resource", async () => {
    const roaming = (name: string, provider: string) => `  ${name}:
    type: linkwan:LeasedJoinPermission
    properties: { type: ROAMING, classMode: A, freqBandPlanGroupId: "101" }
    options: { provider: "\${${provider}}" }
`;
    const yaml = await open(program(roaming("before", "one")));
    await yaml.apply("up");
    yaml.write(program(roaming("after", "two")));
    const { failed, output, calls } = await yaml.pulumi(
      "up",
      "--yes",
      "--skip-preview",
      "--continue-on-error",
    );
    assert.ok(failed);
    assert.match(
      output,
      /with --continue-on-error, a resource that the program no longer declares is not returned/,
    );
    assert.deepEqual(returns(calls), []);
    assert.equal(held(), 1);
  });

  it("distinguishes leases with equal ids of two accounts", async () => {
    const accounts = ["renter", "owner"] as const;
    const permission = makeLocal(cloud, "valley", {}, "stranger");
    const first = lease("a", "one", `authOrderId: "${makeOffer(cloud, permission, "renter", "stranger")}"`);
    const yaml = await open(program(first, accounts));
    await yaml.apply("up");
    cloud.callAs("renter", "ReturnJoinPermission", {
      JoinPermissionId: permission,
      JoinPermissionType: "LOCAL",
    });
    const order = makeOffer(cloud, permission, "owner", "stranger");
    yaml.write(program(first + lease("b", "two", `authOrderId: "${order}"`), accounts));
    await yaml.apply("up");
    const heldByOwner = () => cloud.callAs("owner", "CountRentedJoinPermissions", {});
    assert.equal(heldByOwner(), 1);
    yaml.write(program(first, accounts));
    await yaml.apply("up");
    assert.equal(heldByOwner(), 0);
    await yaml.apply("destroy");
  });

  it("distinguishes leases with equal ids at two endpoints", async () => {
    const elsewhere = await emulated({ seed: { accounts: [{ name: "renter" }, { name: "owner" }] } });
    const byId = (name: string, provider: string, at: RunningEmulator) =>
      lease(name, provider, `joinPermissionId: "${makeLocalLease(at, makeLocal(at, "valley"))}"`);
    // Marks of places do not contain ports, so the second endpoint needs another name.
    const second = { ...elsewhere, url: elsewhere.url.replace("127.0.0.1", "localhost") };
    const [here, there] = [byId("a", "one", cloud), byId("b", "two", elsewhere)];
    const yaml = await open(program(here + there, undefined, second));
    await yaml.apply("up");
    assert.equal(new Set((await yaml.resources()).map(({ id }) => id)).size, 1);
    yaml.write(program(here, undefined, second));
    await yaml.apply("up");
    const heldThere = () => elsewhere.callAs("renter", "CountRentedJoinPermissions", {});
    assert.deepEqual([held(), heldThere()], [1, 0]);
    await yaml.apply("destroy");
    assert.equal(held(), 0);
  });

  it("keeps a lease in the state if another endpoint has a different lease with the same id", async () => {
    const elsewhere = await emulated({ seed: { accounts: [{ name: "renter" }, { name: "owner" }] } });
    makeLocalLease(elsewhere, makeLocal(elsewhere, "foreign"));
    const byId = lease(
      "a",
      "two",
      `joinPermissionId: "${makeLocalLease(cloud, makeLocal(cloud, "valley"))}"`,
    );
    const yaml = await open(program(byId));
    await yaml.apply("up");
    const second = { ...elsewhere, url: elsewhere.url.replace("127.0.0.1", "localhost") };
    yaml.write(program(byId, undefined, second));
    await yaml.apply("up");
    const { failed, output } = await yaml.pulumi("refresh", "--yes", "--skip-preview");
    assert.ok(failed);
    assert.match(
      output,
      /Reading of join permission 50001 failed with AccountMismatch: the lease was last seen at a different endpoint or IoT instance; the lease stays in the state, because the lease with this id has another joinPermissionName/,
    );
    yaml.write(program(byId));
    await yaml.apply("up");
    await yaml.apply("refresh");
    await yaml.apply("destroy");
    assert.equal(held(), 0);
    assert.equal(elsewhere.callAs("renter", "CountRentedJoinPermissions", {}), 1);
  });

  it("keeps a lease of another provider if the CLI is called by a relative path, with combined options", async () => {
    const { yaml, one } = await heldTwice();
    await yaml.must("stack", "init", "other");
    yaml.write(one);
    const { folder } = yaml;
    const cli = (await yaml.mustRun("sh", "-c", "command -v pulumi")).output.trim();
    const { output, calls } = await yaml.mustRun(
      "sh",
      "-c",
      `mkdir -p ../bin && ln -sf ${cli} ../bin/pulumi-3 && cd .. && bin/pulumi-3 -C ${folder} up --skip-preview -fys dev`,
    );
    assert.match(output, /is not returned, because another resource of this stack holds the lease/);
    assert.deepEqual(returns(calls), []);
    assert.equal(held(), 1);
    await yaml.apply("destroy", "--stack", "dev");
  });

  it("serves two accounts, each through its own provider", async () => {
    const group = (name: string, provider: string) => `  ${name}:
    type: linkwan:NodeGroup
    options: { provider: "\${${provider}}" }
`;
    const accounts = ["renter", "owner"] as const;
    const yaml = await open(program(group("meters", "one"), accounts));
    await yaml.apply("up");
    yaml.write(program(group("meters", "one") + group("pumps", "two"), accounts));
    await works(yaml.pulumi("up", "--yes", "--skip-preview"));
    assert.equal(cloud.callAs("owner", "CountNodeGroups", {}), 1);
    assert.deepEqual((await yaml.apply("up")).calls, []);
    await yaml.apply("destroy");
    assert.equal(cloud.callAs("owner", "CountNodeGroups", {}), 0);
  });
});
