import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import { makeGroup, makeLease } from "../support/byHand";
import { FakeEngine, ManagedResource } from "../support/fakeEngine";
import { type ResourceCase, type ResourceCaseName, resourceCases } from "../support/resourceCases";
import { spoiltAnswers } from "./faultArbitraries";

/**
 * Every write, every fault, once, twice and for ever. After the fault has stopped, one more `up` or `destroy`: then
 * the account and the state agree, or the error has named the lease and the way to take it over.
 */

interface Write {
  readonly action: string;
  /** Tells rows of the same action apart. */
  readonly title?: string;
  readonly thing: ResourceCaseName;
  /** Brings the engine to where the write is next, and gives what the write comes from. */
  readonly prepare: (
    engine: FakeEngine,
    resource: ManagedResource,
    declared: PropertyValues,
  ) => Promise<{ run: () => Promise<boolean>; declared: PropertyValues }>;
  /** Whether the account holds the thing in the end. */
  readonly keeps: boolean;
}

const making = (action: string, thing: ResourceCaseName, more: PropertyValues = {}): Write => ({
  action,
  thing,
  keeps: true,
  prepare: async (_world, resource, usual) => {
    const declared = { ...usual, ...more };
    return { run: () => resource.up(declared), declared };
  },
});

const changing = (action: string, thing: ResourceCaseName, change: PropertyValues): Write => ({
  action,
  thing,
  keeps: true,
  prepare: async (_world, resource, usual) => {
    assert.ok(await resource.up(usual), resource.errors.at(-1));
    const declared = { ...usual, ...change };
    return { run: () => resource.up(declared), declared };
  },
});

const removing = (action: string, thing: ResourceCaseName): Write => ({
  action,
  thing,
  keeps: false,
  prepare: async (_world, resource, declared) => {
    assert.ok(await resource.up(declared), resource.errors.at(-1));
    return { run: () => resource.destroy(), declared };
  },
});

const local = (engine: FakeEngine): PropertyValues => ({ type: "LOCAL", authOrderId: engine.offer() });
const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai" };

const writes: readonly Write[] = [
  making("ApplyRoamingJoinPermission", "lease"),
  changing("UpdateRoamingJoinPermission", "lease", { rxDelay: 7, joinPermissionName: "other" }),
  changing("UpdateRoamingJoinPermissionEnablingState", "lease", { enabled: false }),
  {
    ...making("AcceptJoinPermissionAuthOrder", "lease"),
    prepare: async (engine, lease) => {
      const declared = local(engine);
      return { run: () => lease.up(declared), declared };
    },
  },
  {
    ...removing("ReturnJoinPermission", "lease"),
    prepare: async (engine, lease) => {
      const declared = local(engine);
      assert.ok(await lease.up(declared));
      return { run: () => lease.destroy(), declared };
    },
  },
  {
    ...removing("UnbindJoinPermissionFromNodeGroup", "lease"),
    title: "Unbind…, with unbindOnReturn",
    prepare: async (engine, lease, usual) => {
      const declared = { ...usual, unbindOnReturn: true };
      assert.ok(await lease.up(declared));
      const JoinPermissionId = lease.state?.id;
      makeGroup(engine.cloud, "pumps", JoinPermissionId);
      return { run: () => lease.destroy(), declared };
    },
  },
  making("CreateLocalJoinPermission", "local", { joinEui: "00000000000000ab", rxDelay: 3 }),
  changing("UpdateOwnedLocalJoinPermission", "local", {
    classMode: "C",
    freqBandPlanGroupId: "102",
    joinPermissionName: "other",
    joinEui: "00000000000000ab",
  }),
  changing("UpdateOwnedLocalJoinPermissionEnablingState", "local", { enabled: false }),
  removing("DeleteLocalJoinPermission", "local"),
  making("SubmitJoinPermissionAuthOrder", "order"),
  removing("CancelJoinPermissionAuthOrder", "order"),
  making("CreateNodeGroup", "group"),
  changing("UpdateNodeGroup", "group", { nodeGroupName: "other" }),
  changing("UpdateDataDispatchConfig", "group", { dataDispatch: { ...queue, uplinkTopic: "other" } }),
  changing("UpdateDataDispatchEnablingState", "group", {
    dataDispatch: { ...queue, uplinkTopic: "readings", enabled: false },
  }),
  removing("DeleteNodeGroup", "group"),
  making("BindJoinPermissionToNodeGroup", "binding"),
  removing("UnbindJoinPermissionFromNodeGroup", "binding"),
  making("CreateGateway", "gateway"),
  changing("UpdateGateway", "gateway", { name: "other", longitude: -3.5, description: "水塔" }),
  changing("UpdateGatewayEnablingState", "gateway", { enabled: false }),
  removing("DeleteGateway", "gateway"),
  making("AddNodeToGroup", "node"),
  removing("RemoveNodeFromGroup", "node"),
];

type Trouble = Omit<Fault, "action" | "times">;
const spoiled = ([...spoiltAnswers, "late"] as const).flatMap((answer): [string, Trouble][] => [
  [`${answer} before the effect`, { answer, delayMs: 2_000 }],
  [`${answer} after the effect`, { answer, delayMs: 2_000, effect: true }],
]);
const hour = 3_600_000;
const troubles: readonly [string, Trouble][] = [
  ...spoiled,
  ["InternalError before the effect", { code: "InternalError" }],
  ["InternalError after the effect", { code: "InternalError", effect: true }],
  ["Throttling.User", { code: "Throttling.User" }],
  ["ForbiddenByRam", { code: "ForbiddenByRam" }],
  ["clock an hour ahead", { clockShiftMs: hour }],
  ["clock an hour behind", { clockShiftMs: -hour }],
];
/** How often: what passes after so many calls, and what stays. */
const timesOf = (trouble: Trouble): readonly number[] =>
  trouble.code === "Throttling.User" ? [1, 20, -1] : [1, 2, -1];

/** `ok`: nothing was noticed; `again`: the user had to repeat the command; `named`: the error said how to go on. */
type Ending = "ok" | "again" | "named";

/** Writes whose effect is found by looking. */
const FOUND = [
  "BindJoinPermissionToNodeGroup",
  "ApplyRoamingJoinPermission",
  "AcceptJoinPermissionAuthOrder",
  "CreateLocalJoinPermission",
  "CreateNodeGroup",
  "CreateGateway",
  "AddNodeToGroup",
];
/** Writes that change values: repeated, they do the same again. */
const isChange = (action: string): boolean => action.startsWith("Update");

/** What passes is not noticed. What stays is an error, unless the effect is there and can be seen. */
const expected = (action: string, trouble: Trouble, times: number): readonly Ending[] => {
  if (trouble.code === "ForbiddenByRam") return ["again"];
  // A clock that is right again after one or two calls is corrected wrongly; the next process starts afresh.
  if (trouble.clockShiftMs !== undefined) return times < 0 ? ["ok"] : ["ok", "again"];
  // The id of an order is in the answer to its submission, and in no other that the owner can have.
  if (action === "SubmitJoinPermissionAuthOrder" && trouble.effect === true) return ["named"];
  if (times > 0) return ["ok"];
  if (trouble.effect !== true) return ["again"];
  if (FOUND.includes(action)) return ["ok"];
  return trouble.code !== undefined && !isChange(action) ? ["ok"] : ["again"];
};

/** Coordinates come back a little less exact. */
const agrees = (declared: unknown, present: unknown): boolean => {
  if (typeof declared === "number") return Math.abs(declared - Number(present)) < 1e-5;
  if (typeof declared !== "object" || declared === null) return declared === present;
  return Object.entries(declared).every(([name, value]) => agrees(value, (present as PropertyValues)[name]));
};

const play = async (
  { action, thing: name, prepare, keeps }: Write,
  trouble: Trouble,
  times: number,
): Promise<Ending> => {
  const engine = await FakeEngine.open();
  try {
    const thing: ResourceCase = resourceCases[name];
    const resource = new ManagedResource(engine, "object", thing.resource);
    const { run, declared } = await prepare(engine, resource, thing.declare(engine));
    engine.cloud.injectFault({
      action: trouble.clockShiftMs === undefined ? action : "*",
      ...trouble,
      times,
    });
    let ending: Ending = (await run()) ? "ok" : "again";
    engine.cloud.clearFaults();
    // An answer that is late may bring its effect after the command has ended.
    if (!(await run())) {
      const named = thing.adopt(resource.errors.at(-1) ?? "", declared, engine);
      assert.ok(named, `it does not come right: ${resource.errors.join("\n")}`);
      assert.ok(await resource.up(named), resource.errors.join("\n"));
      ending = "named";
    }
    for (const error of resource.errors) assert.doesNotMatch(error, /\n|undefined|100001/);
    const held = thing.held(engine);
    assert.equal(held.length, keeps ? 1 : 0, `the account holds ${held.length}`);
    assert.equal(resource.state?.id, held[0], "the state names another one");
    if (keeps) {
      assert.ok(await resource.refresh());
      for (const [input, value] of Object.entries(declared))
        assert.ok(agrees(value, resource.state?.outs[input]), `${input} is ${resource.state?.outs[input]}`);
      assert.ok(await resource.destroy(), resource.errors.join("\n"));
      assert.deepEqual([thing.held(engine), resource.state], [[], undefined]);
    }
    return ending;
  } finally {
    await engine.close();
  }
};

/** Worlds at once: each is a server of its own. */
const AT_ONCE = 60;

describe("faults at every write", function () {
  this.timeout(120_000);
  const endings = new Map<string, string>();

  for (const [what, trouble] of troubles) {
    it(`${what}: once, twice, for ever`, async () => {
      const cells = writes.flatMap((write) => timesOf(trouble).map((times) => ({ write, times })));
      const one = async ({ write, times }: (typeof cells)[number]): Promise<void> => {
        const ending = await play(write, trouble, times).catch((error: Error) => {
          throw new Error(`${write.action}, ${what}, ${times} times: ${error.message}`, { cause: error });
        });
        assert.ok(
          expected(write.action, trouble, times).includes(ending),
          `${write.action}, ${what}, ${times} times: ${ending}`,
        );
        endings.set(`${what} ${write.title ?? write.action} ${times}`, ending);
      };
      while (cells.length > 0) await Promise.all(cells.splice(0, AT_ONCE).map(one));
    });
  }

  it("never takes silently what was there before, whatever happens to the answer", async () => {
    const makers = {
      lease: "ApplyRoamingJoinPermission",
      local: "CreateLocalJoinPermission",
      group: "CreateNodeGroup",
      gateway: "CreateGateway",
      node: "AddNodeToGroup",
    } as const;
    const cells = Object.entries(makers).flatMap(([name, action]) =>
      troubles.map(([what, trouble]) => ({ name: name as keyof typeof makers, action, what, trouble })),
    );
    const one = async ({ name, action, what, trouble }: (typeof cells)[number]): Promise<void> => {
      const thing: ResourceCase = resourceCases[name];
      const engine = await FakeEngine.open();
      try {
        const declared = thing.declare(engine);
        if (thing.createByHand) thing.createByHand(engine, declared);
        else makeLease(engine.cloud, "object");
        const resource = new ManagedResource(engine, "object", thing.resource);
        engine.cloud.injectFault({ action, ...trouble });
        await resource.up(declared);
        assert.equal(resource.state, undefined, `${name}, ${what}`);
        await resource.up(declared);
        assert.equal(resource.state, undefined, `${name}, ${what}`);
        const named = thing.adopt(resource.errors.at(-1) ?? "", declared, engine);
        assert.ok(named, `${name}, ${what}: ${resource.errors.at(-1)}`);
      } finally {
        await engine.close();
      }
    };
    while (cells.length > 0) await Promise.all(cells.splice(0, AT_ONCE).map(one));
  });

  it("says that it is not known whether a lease was granted, where looking fails too, and names it the next time", async () => {
    const engine = await FakeEngine.open();
    const lease = new ManagedResource(engine, "lease");
    engine.cloud.injectFault({ action: "ApplyRoamingJoinPermission", answer: "dropped", effect: true });
    engine.cloud.injectFault({
      action: "ListRentedJoinPermissions",
      code: "ForbiddenByRam",
      nth: 2,
      times: -1,
    });
    assert.equal(await lease.up(resourceCases.lease.declare()), false);
    assert.match(
      lease.errors.at(-1) ?? "",
      /^Apply.* failed with ConnectionLost: it is unknown whether the lease was created/,
    );
    engine.cloud.clearFaults();
    assert.equal(await lease.up(resourceCases.lease.declare()), false);
    const [held] = engine.held();
    assert.ok(lease.errors.at(-1)?.includes(`set joinPermissionId: "${held?.JoinPermissionId}"`));
    await engine.close();
  });

  after(() => {
    const rows = writes.map(({ action, title = action }) => [
      title,
      Object.fromEntries(
        troubles.map(([what, trouble]) => [
          what.replace("before the effect", "…").replace("after the effect", "✓"),
          timesOf(trouble)
            .map((times) => (endings.get(`${what} ${title} ${times}`) ?? "FAILED").charAt(0))
            .join(""),
        ]),
      ),
    ]);
    process.stdout.write(
      "\n    once, twice, for ever: o = not noticed, a = command repeated, n = the error said how to go on; … before, ✓ after the effect\n",
    );
    console.table(Object.fromEntries(rows));
  });
});
