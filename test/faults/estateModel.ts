import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fault } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import { FakeEngine, type Kill, ManagedResource } from "../support/fakeEngine";
import { type ResourceCase, resourceCases } from "../support/resourceCases";
import { faultOf, kills } from "./faultArbitraries";

/** The lease has a model of its own. */
export type EstateThing = Exclude<keyof typeof resourceCases, "lease">;

/** One step of a program: a command of the user, a hand at the vendor's console, or trouble that is to come. */
export type Step =
  | { readonly does: "up" | "refresh" | "destroy" | "destroyRefreshed" }
  | { readonly does: "change"; readonly to: PropertyValues }
  | { readonly does: "console"; readonly what: "make" | "remove" }
  | { readonly does: "trouble"; readonly fault: Fault }
  | { readonly does: "calm" }
  | { readonly does: "kill"; readonly kill: Kill };

const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai" };

/** The calls that a thing makes, and what a program may change about it. */
const plays: Readonly<
  Record<EstateThing, { readonly actions: readonly string[]; readonly change: fc.Arbitrary<PropertyValues> }>
> = {
  local: {
    actions: [
      "CreateLocalJoinPermission",
      "UpdateOwnedLocalJoinPermission",
      "UpdateOwnedLocalJoinPermissionEnablingState",
      "DeleteLocalJoinPermission",
      "GetOwnedJoinPermission",
      "ListOwnedJoinPermissions",
    ],
    change: fc.record(
      {
        classMode: fc.constantFrom("A", "B", "C"),
        rxDelay: fc.integer({ min: 1, max: 15 }),
        enabled: fc.boolean(),
        joinEui: fc.constantFrom("00000000000000AB", "00000000000000ac"),
      },
      { requiredKeys: [] },
    ),
  },
  order: {
    actions: [
      "SubmitJoinPermissionAuthOrder",
      "CancelJoinPermissionAuthOrder",
      "GetJoinPermissionAuthOrder",
      "GetOwnedJoinPermission",
    ],
    change: fc.constant({}),
  },
  group: {
    actions: [
      "CreateNodeGroup",
      "UpdateNodeGroup",
      "DeleteNodeGroup",
      "GetNodeGroup",
      "ListNodeGroups",
      "UpdateDataDispatchConfig",
      "UpdateDataDispatchEnablingState",
    ],
    change: fc.record(
      {
        nodeGroupName: fc.constantFrom("meters", "水表_1"),
        dataDispatch: fc.record({
          uplinkTopic: fc.constantFrom("one", "two"),
          enabled: fc.boolean(),
          destination: fc.constant(queue.destination),
          uplinkRegionName: fc.constant(queue.uplinkRegionName),
        }),
      },
      { requiredKeys: [] },
    ),
  },
  binding: {
    actions: ["BindJoinPermissionToNodeGroup", "UnbindJoinPermissionFromNodeGroup", "GetNodeGroup"],
    change: fc.constant({}),
  },
  gateway: {
    actions: [
      "CreateGateway",
      "UpdateGateway",
      "UpdateGatewayEnablingState",
      "DeleteGateway",
      "GetGateway",
      "ListGateways",
    ],
    change: fc.record(
      {
        name: fc.constantFrom("tower", "水塔_1"),
        latitude: fc.double({ min: -90, max: 90, noNaN: true }),
        enabled: fc.boolean(),
      },
      { requiredKeys: [] },
    ),
  },
  node: {
    actions: ["AddNodeToGroup", "RemoveNodeFromGroup", "ListNodesByNodeGroupId", "GetNodeGroup"],
    change: fc.constant({}),
  },
};

export const stepsOf = (name: EstateThing): fc.Arbitrary<Step[]> => {
  const { actions, change } = plays[name];
  const is = <T extends string>(...values: T[]) => fc.constantFrom(...values);
  return fc.array(
    fc.oneof(
      { weight: 6, arbitrary: fc.record({ does: is("up") }) },
      { weight: 3, arbitrary: fc.record({ does: is("refresh", "destroy", "destroyRefreshed") }) },
      { weight: 2, arbitrary: fc.record({ does: is("change"), to: change }) },
      { weight: 2, arbitrary: fc.record({ does: is("console"), what: is("make", "remove") }) },
      { weight: 3, arbitrary: fc.record({ does: is("trouble"), fault: faultOf(actions) }) },
      { weight: 1, arbitrary: fc.record({ does: is("calm") }) },
      {
        weight: 2,
        arbitrary: fc.record({
          does: is("kill"),
          kill: kills,
        }),
      },
    ) as fc.Arbitrary<Step>,
    { minLength: 1, maxLength: 12 },
  );
};

/** Plays a program with one thing, and checks after each step, and at the end, what must always hold. */
export const playEstate = async (
  name: EstateThing,
  program: readonly Step[],
  chance: () => number,
): Promise<void> => {
  const engine = await FakeEngine.open(chance);
  try {
    const scenario = new Scenario(engine, resourceCases[name]);
    for (const step of program) await scenario.step(step);
    await scenario.end();
  } finally {
    await engine.close();
  }
};

/** Errors after which it is open whether a thing was made. */
const UNKNOWN_END =
  /^(Create|Submit|Bind|Add)\w+ of .* failed with (ConnectionLost|MalformedResponse|ServiceUnavailable|InternalError): /;
const REMOVING = /^(Delete|Remove|Cancel|Unbind)/;

class Scenario {
  private readonly resource: ManagedResource;
  private declared: PropertyValues;
  private readonly madeByHand = new Set<string>();
  /** Things of whose making nobody heard: a process was killed, or even looking failed. */
  private readonly unheard = new Set<string>();

  constructor(
    private readonly engine: FakeEngine,
    private readonly thing: ResourceCase,
  ) {
    this.resource = new ManagedResource(engine, "object", thing.resource);
    this.declared = thing.declare(engine);
    this.alreadyThere = new Set(thing.held(engine));
  }
  /** What the thing needs may be one of its kind. */
  private readonly alreadyThere: ReadonlySet<string>;

  async step(step: Step): Promise<void> {
    if (step.does === "change") this.change(step.to);
    else if (step.does === "console") this.byHand(step.what);
    else if (step.does === "trouble") this.engine.cloud.injectFault(step.fault);
    else if (step.does === "calm") this.engine.cloud.clearFaults();
    else if (step.does === "kill") this.engine.killAt(step.kill);
    else await this.command(step.does);
  }

  /** Of a group that a killed process has made, only its name tells; a user who changes that first has lost it. */
  private change({ nodeGroupName, ...rest }: PropertyValues): void {
    const renames = nodeGroupName !== undefined && this.unheard.size === 0;
    this.declared = { ...this.declared, ...rest, ...(renames ? { nodeGroupName } : {}) };
  }

  private async command(does: "up" | "refresh" | "destroy" | "destroyRefreshed"): Promise<void> {
    const { resource, engine } = this;
    const seen = engine.cloud.calls.length;
    const told = resource.errors.length;
    const worked = does === "up" ? await resource.up(this.declared) : await resource[does]();
    const errors = resource.errors.slice(told);
    for (const error of errors) assert.doesNotMatch(error, /\n|undefined|100001/);
    const removed = engine.cloud.calls.slice(seen).filter(({ action }) => REMOVING.test(action));
    if (does === "up" || does === "refresh") assert.deepEqual(removed, [], `${does} removed it`);
    if (does === "destroy" && worked) assert.equal(resource.state, undefined);
    this.account(resource.wasKilled || errors.some((error) => UNKNOWN_END.test(error)));
  }

  private held(): string[] {
    return this.thing.held(this.engine).filter((id) => !this.alreadyThere.has(id));
  }

  /** Every thing of the account is in the state, was named in an error, was made by hand, or nobody heard of it yet. */
  private account(mayBeUnheard: boolean): void {
    const { state, errors } = this.resource;
    if (state) assert.ok(!this.madeByHand.has(state.id), `${state.id} was made by hand and taken silently`);
    const isNamed = errors.some((error) => this.thing.adopt(error, this.declared, this.engine));
    for (const id of this.held()) {
      if (id === state?.id || this.madeByHand.has(id) || this.unheard.has(id) || isNamed) continue;
      assert.ok(mayBeUnheard, `${id} is lost`);
      this.unheard.add(id);
    }
  }

  private byHand(what: "make" | "remove"): void {
    const before = new Set(this.held());
    try {
      if (what === "make" && !this.resource.state) this.thing.createByHand?.(this.engine, this.declared);
      for (const id of before) if (what === "remove") this.thing.deleteByHand(this.engine, id);
    } catch {
      // The cloud refuses it; so it did not happen.
    }
    const after = this.held();
    for (const id of after) if (!before.has(id)) this.madeByHand.add(id);
    for (const id of before) if (!after.includes(id)) this.madeByHand.delete(id);
  }

  /** The user repeats the commands until nothing is left to do; no fault is left. */
  async end(): Promise<void> {
    const { resource, engine } = this;
    engine.cloud.clearFaults();
    engine.restart();
    if (!resource.state && this.held().some((id) => !this.madeByHand.has(id))) await this.settle();
    assert.ok(await resource.destroy(), `destroy does not converge: ${resource.errors.at(-1)}`);
    assert.equal(resource.state, undefined);
    const left = this.held().filter((id) => !this.madeByHand.has(id));
    assert.deepEqual(left, [], "things are left on the account");
  }

  /** What a user does after a run that failed: the same again; and if the error names a thing, take it over. */
  private async settle(): Promise<void> {
    if (await this.resource.up(this.declared)) return;
    const named = this.thing.adopt(this.resource.errors.at(-1) ?? "", this.declared, this.engine);
    assert.ok(named, `the error does not say how to go on: ${this.resource.errors.at(-1)}`);
    assert.ok(await this.resource.up(named), this.resource.errors.at(-1));
  }
}
