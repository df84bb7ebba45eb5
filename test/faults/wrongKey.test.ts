import assert from "node:assert/strict";
import { FakeEngine, ManagedResource } from "../support/fakeEngine";
import { type ResourceCase, type ResourceCaseName, resourceCases } from "../support/resourceCases";

/**
 * Every resource and command with credentials that did not create the object. A key of another account never removes a
 * resource from the state and never creates an object; another key of the same account works like the first one.
 */

const commands = ["refresh", "destroy", "up --refresh"] as const;
type Command = (typeof commands)[number];

/** Actions that read or delete one object; for a stranger, each can report that it does not exist. */
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
  const engine = await FakeEngine.open(Math.random, { accounts }, callsSts);
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

describe("credentials that did not create the object", function () {
  this.timeout(120_000);
  const kinds = Object.keys(resourceCases) as ResourceCaseName[];

  for (const callsSts of [true, false]) {
    const rows = new Map<string, Record<string, string>>();

    for (const key of Object.keys(keys) as KeyName[]) {
      if (key === "another key") continue;
      it(`keep every resource in the state with ${key}, ${callsSts ? "with" : "without"} STS`, async () => {
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

    it(`delete and refresh every resource with another key of the account, ${callsSts ? "with" : "without"} STS`, async () => {
      for (const kind of kinds)
        for (const command of commands)
          for (const isGone of [false, true]) {
            const cell = await runCell({ kind, command, key: "another key", isGone }, callsSts);
            const name = `${kind}, ${command}${isGone ? ", object is gone" : ""}`;
            const leaves = command === "destroy" || (command === "refresh" && isGone);
            // Without STS, nothing shows that the other key belongs to the same account; a rejected order is still readable.
            const isReadable = kind === "order" && command === "destroy";
            const isDoubted = isGone && !callsSts && !isReadable;
            assert.equal(cell.succeeded, !isDoubted, `${name}: ${cell.error}`);
            assert.equal(cell.isInState, isDoubted || !leaves, name);
            if (isDoubted) assert.match(cell.error, /AccountMismatch.*another access key/, name);
            rows.set(kind, {
              ...rows.get(kind),
              [`${command}, another key${isGone ? ", gone" : ""}`]: isDoubted ? "kept" : "ok",
            });
          }
    });

    after(() => console.table(Object.fromEntries(rows)));
  }
});
