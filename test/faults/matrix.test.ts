import assert from "node:assert/strict";
import type { Fault } from "../../emulator";
import { Lifecycle } from "../../provider/engine/lifecycle";
import type { PropertyValues } from "../../provider/engine/property";
import { makeGroup, makeLease } from "../support/byHand";
import { FakeEngine, ManagedResource } from "../support/fakeEngine";
import { type ResourceCase, type ResourceCaseName, resourceCases } from "../support/resourceCases";
import { corruptedAnswers } from "./faultArbitraries";
import { expectReadable } from "./scenario";

/**
 * Runs every write with every fault. A fault occurs once, repeatedly or permanently. After the fault is removed and the
 * command has run once more, the account and the state agree, or the error names the object and describes how to adopt
 * it.
 */

interface Write {
  readonly action: string;
  /** Title that distinguishes the row from another row of the same action. Default: the name of the action. */
  readonly title?: string;
  readonly kind: ResourceCaseName;
  /** Runs the commands that precede the write. Returns the command that writes, and the declared inputs. */
  readonly prepare: (
    engine: FakeEngine,
    resource: ManagedResource,
    declared: PropertyValues,
  ) => Promise<{ run: () => Promise<boolean>; declared: PropertyValues }>;
  /** Whether the account still holds the object at the end. */
  readonly keeps: boolean;
}

const creates = (action: string, kind: ResourceCaseName, more: PropertyValues = {}): Write => ({
  action,
  kind,
  keeps: true,
  prepare: async (_engine, resource, inputs) => {
    const declared = { ...inputs, ...more };
    return { run: () => resource.up(declared), declared };
  },
});

const updates = (action: string, kind: ResourceCaseName, change: PropertyValues): Write => ({
  action,
  kind,
  keeps: true,
  prepare: async (_engine, resource, inputs) => {
    assert.ok(await resource.up(inputs), resource.errors.at(-1));
    const declared = { ...inputs, ...change };
    return { run: () => resource.up(declared), declared };
  },
});

const deletes = (action: string, kind: ResourceCaseName): Write => ({
  action,
  kind,
  keeps: false,
  prepare: async (_engine, resource, declared) => {
    assert.ok(await resource.up(declared), resource.errors.at(-1));
    return { run: () => resource.destroy(), declared };
  },
});

const local = (engine: FakeEngine): PropertyValues => ({ type: "LOCAL", authOrderId: engine.offer() });
const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai" };

const writes: readonly Write[] = [
  creates("ApplyRoamingJoinPermission", "lease"),
  updates("UpdateRoamingJoinPermission", "lease", { rxDelay: 7, joinPermissionName: "other" }),
  updates("UpdateRoamingJoinPermissionEnablingState", "lease", { enabled: false }),
  {
    ...creates("AcceptJoinPermissionAuthOrder", "lease"),
    prepare: async (engine, lease) => {
      const declared = local(engine);
      return { run: () => lease.up(declared), declared };
    },
  },
  {
    ...deletes("ReturnJoinPermission", "lease"),
    prepare: async (engine, lease) => {
      const declared = local(engine);
      assert.ok(await lease.up(declared));
      return { run: () => lease.destroy(), declared };
    },
  },
  {
    ...deletes("UnbindJoinPermissionFromNodeGroup", "lease"),
    title: "Unbind…, with unbindOnReturn",
    prepare: async (engine, lease, inputs) => {
      const declared = { ...inputs, unbindOnReturn: true };
      assert.ok(await lease.up(declared));
      const JoinPermissionId = lease.state?.id;
      makeGroup(engine.cloud, "pumps", JoinPermissionId);
      return { run: () => lease.destroy(), declared };
    },
  },
  creates("CreateLocalJoinPermission", "local", { joinEui: "00000000000000ab", rxDelay: 3 }),
  updates("UpdateOwnedLocalJoinPermission", "local", {
    classMode: "C",
    freqBandPlanGroupId: "102",
    joinPermissionName: "other",
    joinEui: "00000000000000ab",
  }),
  updates("UpdateOwnedLocalJoinPermissionEnablingState", "local", { enabled: false }),
  deletes("DeleteLocalJoinPermission", "local"),
  creates("SubmitJoinPermissionAuthOrder", "order"),
  deletes("CancelJoinPermissionAuthOrder", "order"),
  creates("CreateNodeGroup", "group"),
  updates("UpdateNodeGroup", "group", { nodeGroupName: "other" }),
  updates("UpdateDataDispatchConfig", "group", { dataDispatch: { ...queue, uplinkTopic: "other" } }),
  updates("UpdateDataDispatchEnablingState", "group", {
    dataDispatch: { ...queue, uplinkTopic: "readings", enabled: false },
  }),
  deletes("DeleteNodeGroup", "group"),
  creates("BindJoinPermissionToNodeGroup", "binding"),
  deletes("UnbindJoinPermissionFromNodeGroup", "binding"),
  creates("CreateGateway", "gateway"),
  updates("UpdateGateway", "gateway", { name: "other", longitude: -3.5, description: "水塔" }),
  updates("UpdateGatewayEnablingState", "gateway", { enabled: false }),
  deletes("DeleteGateway", "gateway"),
  creates("AddNodeToGroup", "node"),
  deletes("RemoveNodeFromGroup", "node"),
];

type FaultKind = Omit<Fault, "action" | "times">;
const corrupted = ([...corruptedAnswers, "late"] as const).flatMap((answer): [string, FaultKind][] => [
  [`${answer} before the effect`, { answer, delayMs: 2_000 }],
  [`${answer} after the effect`, { answer, delayMs: 2_000, effect: true }],
]);
const hour = 3_600_000;
const faults: readonly [string, FaultKind][] = [
  ...corrupted,
  ["InternalError before the effect", { code: "InternalError" }],
  ["InternalError after the effect", { code: "InternalError", effect: true }],
  ["Throttling.User", { code: "Throttling.User" }],
  ["ForbiddenByRam", { code: "ForbiddenByRam" }],
  ["clock an hour ahead", { clockShiftMs: hour }],
  ["clock an hour behind", { clockShiftMs: -hour }],
];
/** Returns the numbers of calls that the fault affects, one for each test case; -1 stands for a permanent fault. */
const timesOf = (fault: FaultKind): readonly number[] =>
  fault.code === "Throttling.User" ? [1, 20, -1] : [1, 2, -1];

/**
 * Outcome of a write. `ok`: the command succeeded. `again`: the command succeeded when run again. `named`: the error
 * described how to adopt the object.
 */
type Ending = "ok" | "again" | "named";

/** Writes whose effect a read can verify. */
const VERIFIED_BY_READ = [
  "BindJoinPermissionToNodeGroup",
  "ApplyRoamingJoinPermission",
  "AcceptJoinPermissionAuthOrder",
  "CreateLocalJoinPermission",
  "CreateNodeGroup",
  "CreateGateway",
  "AddNodeToGroup",
];
/** Returns whether a write is an update and therefore idempotent. */
const isUpdate = (action: string): boolean => action.startsWith("Update");

/**
 * Returns the allowed outcomes. The client retries after a transient fault. A permanent fault is an error unless a read
 * verifies the effect.
 */
const expected = (action: string, fault: FaultKind, times: number): readonly Ending[] => {
  if (fault.code === "ForbiddenByRam") return ["again"];
  // If the clock is shifted for only one or two calls, the client derives a correction that is wrong for later calls.
  // The next process starts without that correction.
  if (fault.clockShiftMs !== undefined) return times < 0 ? ["ok"] : ["ok", "again"];
  // The owner receives the id of an order only in the response to the submission.
  if (action === "SubmitJoinPermissionAuthOrder" && fault.effect === true) return ["named"];
  if (times > 0) return ["ok"];
  if (fault.effect !== true) return ["again"];
  if (VERIFIED_BY_READ.includes(action)) return ["ok"];
  return fault.code !== undefined && !isUpdate(action) ? ["ok"] : ["again"];
};

/**
 * Returns whether a value matches the declared value. Compares numbers with a tolerance, because the cloud rounds
 * coordinates.
 */
const agrees = (declared: unknown, present: unknown): boolean => {
  if (typeof declared === "number") return Math.abs(declared - Number(present)) < 1e-5;
  if (typeof declared !== "object" || declared === null) return declared === present;
  return Object.entries(declared).every(([name, value]) => agrees(value, (present as PropertyValues)[name]));
};

const runCell = async (
  { action, kind, prepare, keeps }: Write,
  fault: FaultKind,
  times: number,
): Promise<Ending> => {
  const engine = await FakeEngine.open();
  try {
    const resourceCase: ResourceCase = resourceCases[kind];
    const resource = new ManagedResource(engine, "object", resourceCase.resource);
    const { run, declared } = await prepare(engine, resource, resourceCase.declare(engine));
    engine.cloud.injectFault({
      action: fault.clockShiftMs === undefined ? action : "*",
      ...fault,
      times,
    });
    let ending: Ending = (await run()) ? "ok" : "again";
    engine.cloud.clearFaults();
    // A call with a late response can take effect after the command has exited.
    if (!(await run())) {
      const named = resourceCase.adopt(resource.errors.at(-1) ?? "", declared, engine);
      assert.ok(named, `the resource does not converge: ${resource.errors.join("\n")}`);
      assert.ok(await resource.up(named), resource.errors.join("\n"));
      ending = "named";
    }
    expectReadable(resource.errors);
    const held = resourceCase.held(engine);
    assert.equal(held.length, keeps ? 1 : 0, `the account holds ${held.length} objects`);
    assert.equal(resource.state?.id, held[0], "the state refers to another object");
    if (keeps) {
      assert.ok(await resource.refresh());
      for (const [input, value] of Object.entries(declared))
        assert.ok(agrees(value, resource.state?.outs[input]), `${input} is ${resource.state?.outs[input]}`);
      assert.ok(await resource.destroy(), resource.errors.join("\n"));
      assert.deepEqual([resourceCase.held(engine), resource.state], [[], undefined]);
    }
    return ending;
  } finally {
    await engine.close();
  }
};

/** Number of fake engines that run in parallel, each with its own server. */
const AT_ONCE = 60;

describe("faults on every write", function () {
  this.timeout(120_000);
  const endings = new Map<string, string>();

  for (const [title, fault] of faults) {
    it(`converges after the fault ${title}, whether it occurs once, repeatedly or permanently`, async () => {
      const cells = writes.flatMap((write) => timesOf(fault).map((times) => ({ write, times })));
      const runOne = async ({ write, times }: (typeof cells)[number]): Promise<void> => {
        const ending = await runCell(write, fault, times).catch((error: Error) => {
          throw new Error(`${write.action}, ${title}, ${times} times: ${error.message}`, { cause: error });
        });
        assert.ok(
          expected(write.action, fault, times).includes(ending),
          `${write.action}, ${title}, ${times} times: ${ending}`,
        );
        endings.set(`${title} ${write.title ?? write.action} ${times}`, ending);
      };
      while (cells.length > 0) await Promise.all(cells.splice(0, AT_ONCE).map(runOne));
    });
  }

  it("does not adopt an existing object after any fault in the creation, and describes how to adopt the object", async () => {
    const creations: readonly (readonly [ResourceCaseName, string])[] = [
      ["lease", "ApplyRoamingJoinPermission"],
      ["local", "CreateLocalJoinPermission"],
      ["group", "CreateNodeGroup"],
      ["gateway", "CreateGateway"],
      ["node", "AddNodeToGroup"],
    ];
    const cells = creations.flatMap(([kind, action]) =>
      faults.map(([title, fault]) => ({ kind, action, title, fault })),
    );
    const runOne = async ({ kind, action, title, fault }: (typeof cells)[number]): Promise<void> => {
      const resourceCase: ResourceCase = resourceCases[kind];
      const engine = await FakeEngine.open();
      try {
        const declared = resourceCase.declare(engine);
        if (resourceCase.createInConsole) resourceCase.createInConsole(engine, declared);
        else makeLease(engine.cloud, "object");
        const resource = new ManagedResource(engine, "object", resourceCase.resource);
        engine.cloud.injectFault({ action, ...fault });
        await resource.up(declared);
        assert.equal(resource.state, undefined, `${kind}, ${title}`);
        await resource.up(declared);
        assert.equal(resource.state, undefined, `${kind}, ${title}`);
        const named = resourceCase.adopt(resource.errors.at(-1) ?? "", declared, engine);
        assert.ok(named, `${kind}, ${title}: ${resource.errors.at(-1)}`);
      } finally {
        await engine.close();
      }
    };
    while (cells.length > 0) await Promise.all(cells.splice(0, AT_ONCE).map(runOne));
  });

  it("never assigns one object to two resources in the same run, after any fault in the second creation", async () => {
    const creations: readonly (readonly [ResourceCaseName, string])[] = [
      ["lease", "ApplyRoamingJoinPermission"],
      ["local", "CreateLocalJoinPermission"],
      ["group", "CreateNodeGroup"],
    ];
    const cells = creations.flatMap(([kind, action]) =>
      faults.map(([title, fault]) => ({ kind, action, title, fault })),
    );
    const runOne = async ({ kind, action, title, fault }: (typeof cells)[number]): Promise<void> => {
      const resourceCase: ResourceCase = resourceCases[kind];
      const engine = await FakeEngine.open();
      try {
        const lifecycle = new Lifecycle(resourceCase.resource, engine.provider);
        const declared = { ...resourceCase.declare(engine), resourceName: "object" };
        const { inputs } = lifecycle.check({}, declared);
        const { id } = await lifecycle.create(inputs);
        engine.cloud.injectFault({ action, ...fault });
        await assert.rejects(lifecycle.create(inputs), `${kind}, ${title}: both resources hold ${id}`);
        assert.deepEqual(resourceCase.held(engine), [id]);
      } finally {
        await engine.close();
      }
    };
    while (cells.length > 0) await Promise.all(cells.splice(0, AT_ONCE).map(runOne));
  });

  it("keeps a resource in the state if its deletion reports a missing object, but a read shows that the object exists", async () => {
    const deletions: readonly (readonly [ResourceCaseName, string, string, PropertyValues?])[] = [
      ["lease", "ReturnJoinPermission", "NonExistent"],
      ["lease", "UnbindJoinPermissionFromNodeGroup", "NodeGroupDoesNotExist", { unbindOnReturn: true }],
      ["local", "DeleteLocalJoinPermission", "NonExistent"],
      ["order", "GetJoinPermissionAuthOrder", "NonExistent"],
      ["group", "DeleteNodeGroup", "NodeGroupDoesNotExist"],
      ["binding", "UnbindJoinPermissionFromNodeGroup", "NonExistent"],
      ["gateway", "DeleteGateway", "NonExistent"],
      ["node", "RemoveNodeFromGroup", "NodeDoesNotExist"],
    ];
    for (const [kind, action, code, more] of deletions) {
      const engine = await FakeEngine.open();
      try {
        const resourceCase: ResourceCase = resourceCases[kind];
        const resource = new ManagedResource(engine, "object", resourceCase.resource);
        assert.ok(await resource.up({ ...resourceCase.declare(engine), ...more }), resource.errors.at(-1));
        if (more) makeGroup(engine.cloud, "pumps", resource.state?.id);
        const held = resourceCase.held(engine);
        engine.cloud.injectFault({ action, code });
        assert.equal(await resource.destroy(), false, `${kind}: ${code} of ${action}`);
        assert.deepEqual([resourceCase.held(engine), resource.state?.id], [held, held[0]]);
        assert.match(
          resource.errors.at(-1) ?? "",
          more
            ? /^Return.* JoinPermissionAlreadyBoundNodeGroup: the lease is bound to node group "pumps"/
            : /: the service reports that the [a-z ]+ does not exist, but a read still finds it\./,
        );
      } finally {
        await engine.close();
      }
    }
  });

  it("reports that it is unknown whether a lease was created if the read of the leases also fails, and names the lease at the next up", async () => {
    const engine = await FakeEngine.open();
    try {
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
    } finally {
      await engine.close();
    }
  });

  after(() => {
    const rows = writes.map(({ action, title: row = action }) => [
      row,
      Object.fromEntries(
        faults.map(([title, fault]) => [
          title.replace("before the effect", "…").replace("after the effect", "✓"),
          timesOf(fault)
            .map((times) => (endings.get(`${title} ${row} ${times}`) ?? "FAILED").charAt(0))
            .join(""),
        ]),
      ),
    ]);
    process.stdout.write(
      "\n    once, repeatedly, permanently: o = succeeded, a = succeeded when run again, n = the error described how to adopt the object; … before, ✓ after the effect\n",
    );
    console.table(Object.fromEntries(rows));
  });
});
