import assert from "node:assert/strict";
import { isDeepStrictEqual } from "node:util";
import { Lifecycle } from "../../provider/engine/lifecycle";
import { callsOf, writesIn } from "../support/calls";
import { type AccountOptions, FakeEngine, ManagedResource } from "../support/fakeEngine";
import { type ResourceCase, type ResourceCaseName, resourceCases } from "../support/resourceCases";

/**
 * Tests every resource and command with credentials that did not create the object. A key of another account never
 * removes a resource from the state and never creates an object. Another key of the same account works like the first
 * key.
 */

const commands = ["refresh", "destroy", "up --refresh"] as const;
type Command = (typeof commands)[number];

/**
 * Actions that read or delete one object. For another account, each of them can report that the object does not exist.
 */
const SINGLE = /^(Get|Return|Delete|Remove|Cancel|Unbind|ListNodesByNodeGroupId)/;

const keys = {
  "another key": { account: undefined, hidesObjects: false },
  "stranger's key": { account: "stranger", hidesObjects: false },
  "stranger's key, NonExistent": { account: "stranger", hidesObjects: true },
} as const;
type KeyName = keyof typeof keys;

const accounts = ["renter", "owner", "stranger"].map((name) => ({
  name,
  otherKeys: [{ accessKeyId: `rotated-${name}` }],
}));

interface Cell {
  readonly kind: ResourceCaseName;
  readonly command: Command;
  readonly key: KeyName;
  /** Whether the object was deleted in the console. */
  readonly isGone: boolean;
}

/** Runs a command with the key. Returns whether the resource is in the state, and the objects in each account. */
const runCell = async ({ kind, command, key, isGone }: Cell, callsSts: boolean) => {
  const engine = await FakeEngine.open(Math.random, { accounts }, ({ url }) =>
    callsSts ? { stsEndpoint: url } : {},
  );
  try {
    const resourceCase: ResourceCase = resourceCases[kind];
    const resource = new ManagedResource(engine, "object", resourceCase.resource);
    const declared = resourceCase.declare(engine);
    assert.ok(await resource.up(declared), resource.errors.at(-1));
    const held = resourceCase.held(engine);
    if (isGone) for (const id of held) resourceCase.deleteInConsole(engine, id);
    const { account, hidesObjects } = keys[key];
    if (hidesObjects)
      for (const action of new Set(resourceCase.resource.actions.map(({ name }) => name)))
        if (SINGLE.test(action)) engine.cloud.injectFault({ action, code: "NonExistent", times: -1 });
    const useKey = (): void => {
      const holder = account ?? (declared.profile === "owner" ? "owner" : "renter");
      const owner = engine.cloud.accounts.find((each) => each.name === holder);
      engine.useKeysOf(holder, account === undefined ? owner?.otherKeys[0] : undefined);
    };
    useKey();
    const calls = engine.cloud.calls.length;
    let succeeded = await (command === "destroy" ? resource.destroy() : resource.refresh());
    if (command === "up --refresh" && succeeded) {
      useKey();
      succeeded = await resource.up(declared);
    }
    const writes = engine.cloud.calls
      .slice(calls)
      .filter(
        ({ action, code, account: caller }) =>
          /^(Apply|Create|Submit|Bind|Add)/.test(action) && code === "OK" && caller === "stranger",
      );
    return {
      succeeded,
      isInState: resource.state !== undefined,
      held: resourceCase.held(engine),
      before: held,
      created: writes.length,
      error: resource.errors.at(-1) ?? "",
    };
  } finally {
    await engine.close();
  }
};

/** Configurations that prevent every write: a different account is expected, or the account cannot be verified. */
const refusals = {
  "another account is expected": (url: string) => ({ stsEndpoint: url, expectedAccount: "1000000000000001" }),
  "STS cannot be reached": () => ({ stsEndpoint: "http://127.0.0.1:1", expectedAccount: "1000000000000001" }),
  "STS is not configured": () => ({ expectedAccount: "1000000000000001" }),
} as const;

/** Runs a command under a configuration, for a resource that exists, was deleted in the console, or is new. */
const runRefused = async (
  kind: ResourceCaseName,
  object: "exists" | "is gone" | "is new",
  command: "refresh" | "destroy" | "up",
  configurationOf: (url: string) => AccountOptions,
) => {
  const engine = await FakeEngine.open(Math.random, { accounts });
  try {
    const resourceCase: ResourceCase = resourceCases[kind];
    const resource = new ManagedResource(engine, "object", resourceCase.resource);
    const declared = resourceCase.declare(engine);
    if (object !== "is new") assert.ok(await resource.up(declared), resource.errors.at(-1));
    const held = resourceCase.held(engine);
    if (object === "is gone") for (const id of held) resourceCase.deleteInConsole(engine, id);
    const holdings = resourceCase.held(engine);
    engine.configure(configurationOf(engine.cloud.url));
    const calls = engine.cloud.calls.length;
    const succeeded = await (command === "up" ? resource.up(declared) : resource[command]());
    return {
      succeeded,
      isInState: resource.state !== undefined,
      writes: writesIn(callsOf(engine.cloud, calls)),
      isUnchanged: isDeepStrictEqual(resourceCase.held(engine), holdings),
      error: resource.errors.at(-1) ?? "",
    };
  } finally {
    await engine.close();
  }
};

describe("linkwan:expectedAccount", function () {
  this.timeout(120_000);
  const kinds = Object.keys(resourceCases) as ResourceCaseName[];

  for (const [name, configurationOf] of Object.entries(refusals)) {
    it(`rejects every creation and deletion, and keeps missing objects in the state, if ${name}`, async () => {
      for (const kind of kinds)
        for (const [object, command] of [
          ["is new", "up"],
          ["exists", "destroy"],
          ["is gone", "refresh"],
          ["is gone", "destroy"],
        ] as const) {
          const run = await runRefused(kind, object, command, configurationOf);
          const title = `${kind} ${object}, ${command}: ${run.error}`;
          // A rejected order can still be read, so removing it from the state requires neither proof nor a write.
          if (kind === "order" && object === "is gone" && command === "destroy") continue;
          assert.equal(run.succeeded, false, title);
          assert.deepEqual([run.writes, run.isUnchanged], [[], true], title);
          assert.equal(run.isInState, object !== "is new", title);
          assert.match(run.error, /AccountMismatch: .*linkwan:expectedAccount is 1000000000000001/, title);
        }
    });
  }

  it("rejects every update in another account", async () => {
    const engine = await FakeEngine.open(Math.random, { accounts });
    try {
      const lease = new ManagedResource(engine, "meters", resourceCases.lease.resource);
      const declared = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
      await lease.up(declared);
      engine.configure(refusals["another account is expected"](engine.cloud.url));
      assert.equal(await lease.up({ ...declared, rxDelay: 9 }), false);
      assert.match(lease.errors.at(-1) ?? "", /^UpdateRoamingJoinPermission .*AccountMismatch/);
      assert.notEqual(engine.held()[0]?.RxDelay, 9);
    } finally {
      await engine.close();
    }
  });

  it("allows every command with any key of the expected account, and calls STS once per command that writes", async () => {
    const engine = await FakeEngine.open(Math.random, { accounts });
    try {
      const [renter] = engine.cloud.accounts;
      engine.configure({ stsEndpoint: engine.cloud.url, expectedAccount: renter?.accountId ?? "" });
      const lease = new ManagedResource(engine, "meters", resourceCases.lease.resource);
      const declared = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
      const asked = async (command: () => Promise<boolean>): Promise<number> => {
        const from = engine.cloud.calls.length;
        assert.ok(await command(), lease.errors.at(-1));
        return callsOf(engine.cloud, from).filter((call) => call === "GetCallerIdentity").length;
      };
      assert.equal(await asked(() => lease.up(declared)), 1);
      assert.equal(await asked(() => lease.up(declared)), 0);
      assert.equal(await asked(() => lease.refresh()), 0);
      engine.useKeysOf("renter", renter?.otherKeys[0]);
      assert.equal(await asked(() => lease.up({ ...declared, rxDelay: 9 })), 1);
      assert.equal(await asked(() => lease.destroy()), 1);
    } finally {
      await engine.close();
    }
  });
});

describe("a state without the mark of an account", () => {
  it("receives the mark at the next refresh or update that finds the object, and keeps the mark", async () => {
    for (const command of ["refresh", "update"] as const) {
      const engine = await FakeEngine.open(Math.random, { accounts });
      try {
        const lease = new ManagedResource(engine, "meters", resourceCases.lease.resource);
        const declared = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
        await lease.up(declared);
        const { state } = lease;
        const { __account: mark, ...outs } = state?.outs ?? assert.fail("no state");
        assert.match(String(mark), /^a\w{13}$/);
        lease.state = { ...(state ?? assert.fail()), outs };
        const from = engine.cloud.calls.length;
        assert.ok(await lease.up(declared));
        assert.deepEqual(callsOf(engine.cloud, from), [], "a no-op up makes no call");
        assert.ok(await (command === "refresh" ? lease.refresh() : lease.up({ ...declared, rxDelay: 9 })));
        assert.equal(lease.state?.outs.__account, mark, command);
        engine.useKeysOf("stranger");
        assert.equal(await lease.destroy(), false);
        assert.match(
          lease.errors.at(-1) ?? "",
          new RegExp(`belongs to account ${String(mark).slice(0, 10)}`),
        );
      } finally {
        await engine.close();
      }
    }
  });

  it("receives the mark of the access key without STS, and the mark of the account once STS responds", async () => {
    const engine = await FakeEngine.open(Math.random, { accounts }, () => ({}));
    try {
      const lease = new ManagedResource(engine, "meters", resourceCases.lease.resource);
      await lease.up({ type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" });
      assert.match(String(lease.state?.outs.__account), /^k\w{13}$/);
      engine.configure({ stsEndpoint: engine.cloud.url });
      assert.ok(await lease.refresh());
      const mark = lease.state?.outs.__account;
      assert.match(String(mark), /^a\w{13}$/);
      engine.configure({});
      assert.ok(await lease.refresh());
      assert.equal(lease.state?.outs.__account, mark, "the mark never goes back to the access key");
    } finally {
      await engine.close();
    }
  });
});

describe("a creation with another account's key before every resource has been compared", () => {
  /** Creates a group with the stranger's key. The engine compares an older group of the renter at the given moment. */
  const runWith = async (moment: "meanwhile" | "later") => {
    const engine = await FakeEngine.open(Math.random, { accounts });
    try {
      const { resource } = resourceCases.group;
      const old = new ManagedResource(engine, "old", resource);
      assert.ok(await old.up({}), old.errors.at(-1));
      engine.useKeysOf("stranger");
      const lifecycle = new Lifecycle(resource, engine.provider);
      const inputsOf = (resourceName: string) => lifecycle.check({}, { resourceName }).inputs;
      const compare = () =>
        lifecycle.diff(old.state?.id ?? "", old.state?.outs ?? {}, inputsOf("old")).catch(String);
      engine.cloud.injectFault({ action: "GetCallerIdentity", answer: "late", delayMs: 100, effect: true });
      const from = engine.cloud.calls.length;
      const creation = lifecycle.create(inputsOf("new")).catch(String);
      if (moment === "meanwhile") {
        while (engine.cloud.calls.length === from) await new Promise((resolve) => setTimeout(resolve, 1));
        await compare();
      }
      const created = await creation;
      const { List } = engine.cloud.callAs("stranger", "ListNodeGroups", { Offset: 0, Limit: 10 }) as {
        List: unknown[];
      };
      return { created: String(created), compared: String(await compare()), groups: List.length };
    } finally {
      await engine.close();
    }
  };

  it("creates nothing if the comparison happens during the STS call", async () => {
    const { created, groups } = await runWith("meanwhile");
    assert.match(
      created,
      /Creation of a node group failed with AccountMismatch: other resources .* nothing was created/,
    );
    assert.equal(groups, 0);
  });

  it("fails when a resource of another account is compared after the creation", async () => {
    const { compared, groups } = await runWith("later");
    assert.match(
      compared,
      /Comparison of node group \d+ failed with AccountMismatch: it belongs to account a\w{9}, but this run creates resources with credentials of account a\w{9}\. What to do: destroy the created resources with the same credentials/,
    );
    assert.equal(groups, 1);
  });
});

describe("a command with credentials that did not create the object", function () {
  this.timeout(120_000);
  const kinds = Object.keys(resourceCases) as ResourceCaseName[];

  for (const callsSts of [true, false]) {
    const rows = new Map<string, Record<string, string>>();

    for (const key of Object.keys(keys) as KeyName[]) {
      if (key === "another key") continue;
      it(`keeps every resource in the state with ${key}, ${callsSts ? "with" : "without"} STS`, async () => {
        for (const kind of kinds)
          for (const command of commands) {
            const cell = await runCell({ kind, command, key, isGone: false }, callsSts);
            const name: string = `${kind}, ${command}, ${key}`;
            rows.set(kind, { ...rows.get(kind), [`${command}, ${key}`]: cell.isInState ? "kept" : "LOST" });
            assert.ok(cell.isInState, `${name}: removed from the state`);
            assert.equal(cell.created, 0, `${name}: created in the account of the stranger`);
            assert.deepEqual(cell.held, cell.before, name);
            assert.equal(cell.succeeded, false, name);
            assert.match(cell.error, /AccountMismatch|NotResourceOwner|these credentials/, name);
          }
      });
    }

    it(`deletes and refreshes every resource with another key of the account, ${callsSts ? "with" : "without"} STS`, async () => {
      for (const kind of kinds)
        for (const command of commands)
          for (const isGone of [false, true]) {
            const cell = await runCell({ kind, command, key: "another key", isGone }, callsSts);
            const name = `${kind}, ${command}${isGone ? ", object is gone" : ""}`;
            const leaves = command === "destroy" || (command === "refresh" && isGone);
            // Without STS, nothing shows that the other key belongs to the same account. A rejected order is still
            // readable.
            const isReadable = kind === "order" && command === "destroy";
            const isDoubted = isGone && !callsSts && !isReadable;
            assert.equal(cell.succeeded, !isDoubted, `${name}: ${cell.error}`);
            assert.equal(cell.isInState, isDoubted || !leaves, name);
            if (isDoubted)
              assert.match(cell.error, /AccountMismatch.*access key k\w{9}.*pulumi state delete/, name);
            rows.set(kind, {
              ...rows.get(kind),
              [`${command}, another key${isGone ? ", gone" : ""}`]: isDoubted ? "kept" : "ok",
            });
          }
    });

    after(() => console.table(Object.fromEntries(rows)));
  }
});
