import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import type { Values } from "../../provider/lifecycle/resource";
import { Resource, World } from "../support/world";

/**
 * Every write, every fault, once, twice and for ever. After the fault has stopped, one more `up` or `destroy`: then
 * the account and the state agree, or the error has named the lease and the way to take it over.
 */

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };

interface Write {
  readonly action: string;
  /** Brings the world to where the write is next, and gives what the write comes from and what is to be repeated. */
  readonly prepare: (
    world: World,
    lease: Resource,
  ) => Promise<{ run: () => Promise<boolean>; declared: Values }>;
  /** Whether the account holds the lease in the end. */
  readonly keeps: boolean;
}

const changing =
  (change: Values): Write["prepare"] =>
  async (_world, lease) => {
    assert.ok(await lease.up(roaming));
    const declared = { ...roaming, ...change };
    return { run: () => lease.up(declared), declared };
  };

const writes: readonly Write[] = [
  {
    action: "ApplyRoamingJoinPermission",
    keeps: true,
    prepare: async (_world, lease) => ({ run: () => lease.up(roaming), declared: roaming }),
  },
  {
    action: "UpdateRoamingJoinPermission",
    keeps: true,
    prepare: changing({ rxDelay: 7, joinPermissionName: "other" }),
  },
  { action: "UpdateRoamingJoinPermissionEnablingState", keeps: true, prepare: changing({ enabled: false }) },
  {
    action: "AcceptJoinPermissionAuthOrder",
    keeps: true,
    prepare: async (world, lease) => {
      const declared = { type: "LOCAL", authOrderId: world.offer() };
      return { run: () => lease.up(declared), declared };
    },
  },
  {
    action: "UnbindJoinPermissionFromNodeGroup",
    keeps: false,
    prepare: async (world, lease) => {
      const declared = { ...roaming, unbindOnReturn: true };
      assert.ok(await lease.up(declared));
      world.cloud.act("renter", "CreateNodeGroup", {
        NodeGroupName: "pumps",
        JoinPermissionId: lease.state?.id,
      });
      return { run: () => lease.destroy(), declared };
    },
  },
  {
    action: "ReturnJoinPermission",
    keeps: false,
    prepare: async (world, lease) => {
      const declared = { type: "LOCAL", authOrderId: world.offer() };
      assert.ok(await lease.up(declared));
      return { run: () => lease.destroy(), declared };
    },
  },
];

type Trouble = Omit<Fault, "action" | "times">;
const spoiled = (
  ["dropped", "late", "html502", "status503", "empty", "cutJson", "successFalse"] as const
).flatMap((answer): [string, Trouble][] => [
  [`${answer} before the effect`, { answer, delayMs: 500 }],
  [`${answer} after the effect`, { answer, delayMs: 500, effect: true }],
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

const IDEMPOTENT_END = ["ReturnJoinPermission", "UnbindJoinPermissionFromNodeGroup"];
const UNSAFE = ["ApplyRoamingJoinPermission", "AcceptJoinPermissionAuthOrder"];

/** What passes is not noticed. What stays is an error, unless the effect is there and can be seen. */
const expected = (action: string, trouble: Trouble, times: number): readonly Ending[] => {
  if (trouble.code === "ForbiddenByRam") return ["again"];
  // A clock that is right again after one or two calls is corrected wrongly; the next process starts afresh.
  if (trouble.clockShiftMs !== undefined) return times < 0 ? ["ok"] : ["ok", "again"];
  if (times > 0) return ["ok"];
  if (trouble.effect !== true) return ["again"];
  if (UNSAFE.includes(action)) return ["ok"];
  return trouble.code !== undefined && IDEMPOTENT_END.includes(action) ? ["ok"] : ["again"];
};

const play = async ({ action, prepare, keeps }: Write, trouble: Trouble, times: number): Promise<Ending> => {
  const world = await World.open();
  try {
    const lease = new Resource(world, "lease");
    const { run, declared } = await prepare(world, lease);
    world.cloud.order({ action: trouble.clockShiftMs === undefined ? action : "*", ...trouble, times });
    let ending: Ending = (await run()) ? "ok" : "again";
    world.cloud.clearFaults();
    // An answer that is late may bring its effect after the command has ended.
    if (!(await run())) {
      const id = /set joinPermissionId: "(\d+)"/.exec(lease.errors.at(-1) ?? "")?.[1];
      assert.ok(id, `it does not come right: ${lease.errors.join("\n")}`);
      assert.ok(await lease.up({ ...declared, joinPermissionId: id }), lease.errors.join("\n"));
      ending = "named";
    }
    for (const error of lease.errors) assert.doesNotMatch(error, /\n|undefined/);
    const held = world.held();
    assert.equal(held.length, keeps ? 1 : 0, `the account holds ${held.length} leases`);
    assert.equal(lease.state?.id, held[0]?.JoinPermissionId, "the state names another lease");
    if (keeps) {
      assert.ok(await lease.refresh());
      for (const [name, value] of Object.entries(declared))
        assert.equal(lease.state?.outs[name], value, name);
      assert.ok(await lease.destroy(), lease.errors.join("\n"));
      assert.deepEqual([world.held(), lease.state], [[], undefined]);
    }
    return ending;
  } finally {
    await world.close();
  }
};

describe("faults at every write", function () {
  this.timeout(120_000);
  const endings = new Map<string, string>();

  for (const [what, trouble] of troubles) {
    it(`${what}: once, twice, for ever`, async () => {
      const cells = writes.flatMap((write) => timesOf(trouble).map((times) => ({ write, times })));
      await Promise.all(
        cells.map(async ({ write, times }) => {
          const ending = await play(write, trouble, times).catch((error: Error) => {
            throw new Error(`${write.action}, ${what}, ${times} times: ${error.message}`, { cause: error });
          });
          assert.ok(
            expected(write.action, trouble, times).includes(ending),
            `${write.action}, ${what}, ${times} times: ${ending}`,
          );
          endings.set(`${what} ${write.action} ${times}`, ending);
        }),
      );
    });
  }

  it("never takes silently a lease that was there before, whatever happens to the answer", async () => {
    for (const [what, trouble] of troubles) {
      const world = await World.open();
      try {
        const theirs = { JoinPermissionName: "lease", ClassMode: "A", FreqBandPlanGroupId: 101 };
        const id = world.cloud.act("renter", "ApplyRoamingJoinPermission", theirs);
        const lease = new Resource(world, "lease");
        world.cloud.order({ action: "ApplyRoamingJoinPermission", ...trouble });
        await lease.up(roaming);
        assert.equal(lease.state, undefined, what);
        await lease.up(roaming);
        assert.ok(lease.errors.at(-1)?.includes(`set joinPermissionId: "${id}"`), what);
      } finally {
        await world.close();
      }
    }
  });

  it("says that it is not known whether a lease was granted, where looking fails too, and names it the next time", async () => {
    const world = await World.open();
    const lease = new Resource(world, "lease");
    world.cloud.order({ action: "ApplyRoamingJoinPermission", answer: "dropped", effect: true });
    world.cloud.order({ action: "ListRentedJoinPermissions", code: "ForbiddenByRam", nth: 2, times: -1 });
    assert.equal(await lease.up(roaming), false);
    assert.match(
      lease.errors.at(-1) ?? "",
      /^Apply.* failed with ConnectionLost: it is not known whether the lease was granted/,
    );
    world.cloud.clearFaults();
    assert.equal(await lease.up(roaming), false);
    const [held] = world.held();
    assert.ok(lease.errors.at(-1)?.includes(`set joinPermissionId: "${held?.JoinPermissionId}"`));
    await world.close();
  });

  after(() => {
    const rows = troubles.map(([what]) => [
      what,
      Object.fromEntries(
        writes.map(({ action }) => [
          action.replace("JoinPermission", "…"),
          timesOf(troubles.find(([name]) => name === what)?.[1] ?? {})
            .map((times) => endings.get(`${what} ${action} ${times}`) ?? "FAILED")
            .join(" "),
        ]),
      ),
    ]);
    process.stdout.write(
      "\n    once, twice, for ever: ok = not noticed, again = command repeated, named = the error said how to go on\n",
    );
    console.table(Object.fromEntries(rows));
  });
});
