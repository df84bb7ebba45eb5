import assert from "node:assert/strict";
import fc from "fast-check";
import type { Fault } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import { FakeEngine, type Kill, ManagedResource } from "../support/fakeEngine";
import { faultOf, kills } from "./faultArbitraries";

/** One step of a program: a command of the user, a hand at the vendor's console, or trouble that is to come. */
export type Step =
  | { readonly does: "up" | "refresh" | "destroy" | "destroyRefreshed"; readonly lease: "roaming" | "local" }
  | { readonly does: "change"; readonly to: PropertyValues }
  | {
      readonly does: "console";
      readonly what: "return" | "bind" | "unbind" | "rename" | "disable" | "apply" | "withdraw";
    }
  | { readonly does: "trouble"; readonly fault: Fault }
  | { readonly does: "calm" }
  | { readonly does: "kill"; readonly kill: Kill };

const actions = [
  "ApplyRoamingJoinPermission",
  "UpdateRoamingJoinPermission",
  "UpdateRoamingJoinPermissionEnablingState",
  "AcceptJoinPermissionAuthOrder",
  "UnbindJoinPermissionFromNodeGroup",
  "ReturnJoinPermission",
  "GetRentedJoinPermission",
  "ListRentedJoinPermissions",
  "GetJoinPermissionAuthOrder",
];
const change = fc.record(
  {
    classMode: fc.constantFrom("A", "C"),
    rxDelay: fc.integer({ min: 1, max: 15 }),
    enabled: fc.boolean(),
    unbindOnReturn: fc.boolean(),
    joinPermissionName: fc.constantFrom("meters", "pumps_1", "水表_1"),
  },
  { requiredKeys: [] },
);

const lease = fc.constantFrom("roaming" as const, "local" as const);

export const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ does: fc.constant("up" as const), lease }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constantFrom("refresh" as const, "destroy" as const, "destroyRefreshed" as const),
        lease,
      }),
    },
    { weight: 3, arbitrary: fc.record({ does: fc.constant("change" as const), to: change }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("console" as const),
        what: fc.constantFrom("return", "bind", "unbind", "rename", "disable", "apply", "withdraw"),
      }),
    },
    { weight: 3, arbitrary: fc.record({ does: fc.constant("trouble" as const), fault: faultOf(actions) }) },
    { weight: 1, arbitrary: fc.constant({ does: "calm" as const }) },
    {
      weight: 2,
      arbitrary: fc.record({
        does: fc.constant("kill" as const),
        kill: kills,
      }),
    },
  ) as fc.Arbitrary<Step>,
  { minLength: 1, maxLength: 14 },
);

/** Plays a program with a ROAMING and a LOCAL lease, and checks after each step, and at the end, what must always hold. */
export const play = async (program: readonly Step[], chance: () => number): Promise<void> => {
  const engine = await FakeEngine.open(chance);
  try {
    const scenario = new Scenario(engine);
    for (const step of program) await scenario.step(step);
    await scenario.end();
  } finally {
    await engine.close();
  }
};

/** An error after which it is open whether a lease was granted: only of the two calls that grant one. */
const UNKNOWN_END =
  /^(ApplyRoaming|Accept)\w+ of .* failed with (ConnectionLost|MalformedResponse|ServiceUnavailable|InternalError): /;

class Scenario {
  private readonly leases: Record<"roaming" | "local", ManagedResource>;
  private declared: PropertyValues = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };
  private authOrderId: string;
  private readonly madeByHand = new Set<string>();
  /** Whether the ROAMING lease was changed at the console or by a killed process, and may differ from the state. */
  private touched = false;
  /** Leases whose granting nobody heard of: a process was killed, or even looking failed. */
  private readonly unheard = new Set<string>();

  constructor(private readonly engine: FakeEngine) {
    this.leases = {
      roaming: new ManagedResource(engine, "roaming"),
      local: new ManagedResource(engine, "local"),
    };
    this.authOrderId = engine.offer();
  }

  async step(step: Step): Promise<void> {
    if (step.does === "change") this.declared = { ...this.declared, ...step.to };
    else if (step.does === "console") this.byHand(step.what);
    else if (step.does === "trouble") this.engine.cloud.injectFault(step.fault);
    else if (step.does === "calm") this.engine.cloud.clearFaults();
    else if (step.does === "kill") this.engine.killAt(step.kill);
    else await this.command(step.does, step.lease);
  }

  private async command(
    does: "up" | "refresh" | "destroy" | "destroyRefreshed",
    name: "roaming" | "local",
  ): Promise<void> {
    const resource = this.leases[name];
    if (name === "local" && !resource.state && does === "up") this.renewOrder();
    const before = resource.state;
    const seen = this.engine.cloud.calls.length;
    const told = resource.errors.length;
    // A killed update leaves a state that lags behind; only a refresh tells.
    const worked = does === "up" ? await resource.up(this.declarationOf(name)) : await resource[does]();
    if (does === "up" && worked && name === "roaming" && !this.touched) this.compare();

    this.touched ||= resource.wasKilled;

    const done = this.engine.cloud.calls.slice(seen);
    const returned = done.filter(({ action }) => action === "ReturnJoinPermission");
    const replaced =
      before !== undefined && before.outs.classMode !== this.declared.classMode && name === "roaming";
    if (does === "refresh" || (does === "up" && !replaced))
      assert.deepEqual(returned, [], `${does} returned a lease`);
    for (const { parameters } of returned)
      assert.equal(parameters.JoinPermissionId, before?.id, "another lease was returned");
    for (const error of resource.errors.slice(told)) assert.doesNotMatch(error, /\n|undefined/);
    this.account(resource.wasKilled || resource.errors.slice(told).some((error) => UNKNOWN_END.test(error)));
  }

  /** What was declared is what the cloud has. */
  private compare(): void {
    const id = this.leases.roaming.state?.id;
    if (!this.engine.held().some(({ JoinPermissionId }) => JoinPermissionId === id)) return;
    const lease = this.engine.cloud.callAs("renter", "GetRentedJoinPermission", {
      JoinPermissionId: id,
    }) as PropertyValues;
    const names = {
      classMode: "ClassMode",
      rxDelay: "RxDelay",
      enabled: "Enabled",
      joinPermissionName: "JoinPermissionName",
    };
    for (const [name, field] of Object.entries(names)) {
      if (this.declared[name] !== undefined)
        assert.equal(lease[field], this.declared[name], `${name} is not as declared`);
    }
  }

  /** Every lease on the account is in the state, was named in an error, was made by hand, or nobody heard of it yet. */
  private account(mayBeUnheard: boolean): void {
    const states = Object.values(this.leases).map(({ state }) => state?.id);
    for (const id of states)
      assert.ok(!this.madeByHand.has(String(id)), `lease ${id} was made by hand and taken silently`);
    assert.ok(states[0] === undefined || states[0] !== states[1], "two resources hold one lease");
    const errors = Object.values(this.leases)
      .flatMap((resource) => resource.errors)
      .join("\n");
    for (const { JoinPermissionId } of this.engine.held()) {
      const id = String(JoinPermissionId);
      if (
        states.includes(id) ||
        this.madeByHand.has(id) ||
        this.unheard.has(id) ||
        errors.includes(`set joinPermissionId: "${id}"`)
      )
        continue;
      assert.ok(mayBeUnheard, `lease ${id} is lost`);
      this.unheard.add(id);
    }
  }

  /** The user repeats the commands until nothing is left to do; no fault is left. */
  async end(): Promise<void> {
    this.engine.cloud.clearFaults();
    this.engine.restart();
    this.byHand("unbind");
    for (const name of ["roaming", "local"] as const) {
      const resource = this.leases[name];
      if (this.open(name)) await this.settle(name);
      assert.ok(await resource.destroy(), `destroy does not converge: ${resource.errors.at(-1)}`);
      assert.equal(resource.state, undefined);
    }
    const left = this.engine.held().map(({ JoinPermissionId }) => String(JoinPermissionId));
    assert.deepEqual(
      left.filter((id) => !this.madeByHand.has(id)),
      [],
      "leases are left on the account",
    );
  }

  /** Whether the account may hold something that the state does not know of. */
  private open(name: "roaming" | "local"): boolean {
    if (this.leases[name].state) return false;
    return this.engine
      .held()
      .some(
        ({ Type, JoinPermissionId }) =>
          Type === name.toUpperCase() && !this.madeByHand.has(String(JoinPermissionId)),
      );
  }

  /** What a user does after a run that failed: the same again; and if the error names a lease, take it over. */
  private async settle(name: "roaming" | "local"): Promise<void> {
    const resource = this.leases[name];
    if (await resource.up(this.declarationOf(name))) return;
    const id = /set joinPermissionId: "(\d+)"/.exec(resource.errors.at(-1) ?? "")?.[1];
    assert.ok(id, `the error does not say how to go on: ${resource.errors.at(-1)}`);
    const { classMode: _, ...rest } = this.declarationOf(name);
    assert.ok(await resource.up({ ...rest, joinPermissionId: id }), resource.errors.at(-1));
  }

  private declarationOf(name: "roaming" | "local"): PropertyValues {
    if (name === "roaming") return this.declared;
    return { type: "LOCAL", authOrderId: this.authOrderId, unbindOnReturn: this.declared.unbindOnReturn };
  }

  /** A user asks for a new order only when the old one cannot be used any more. */
  private renewOrder(): void {
    const order = this.engine.cloud.callAs("renter", "GetJoinPermissionAuthOrder", {
      OrderId: this.authOrderId,
    }) as PropertyValues;
    const isHeld = this.engine
      .held()
      .some(({ JoinPermissionId }) => JoinPermissionId === order.JoinPermissionId);
    if (order.OrderState !== "APPLYING" && !isHeld) this.authOrderId = this.engine.offer();
  }

  private byHand(what: string): void {
    const callAs = (action: string, parameters: PropertyValues) => {
      try {
        return this.engine.cloud.callAs("renter", action, parameters);
      } catch {
        // The cloud refuses it; so it did not happen.
        return undefined;
      }
    };
    if (what === "rename" || what === "disable" || what === "return") this.touched = true;
    const [first] = this.engine.held();
    const JoinPermissionId = first?.JoinPermissionId;
    if (what === "return")
      callAs("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: first?.Type });
    else if (what === "bind") callAs("CreateNodeGroup", { NodeGroupName: "pumps", JoinPermissionId });
    else if (what === "rename")
      callAs("UpdateRoamingJoinPermission", { JoinPermissionId, JoinPermissionName: "by_hand" });
    else if (what === "disable")
      callAs("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
    else if (what === "withdraw") callAs("RejectJoinPermissionAuthOrder", { OrderId: this.authOrderId });
    else if (what === "apply") {
      const made = callAs("ApplyRoamingJoinPermission", {
        JoinPermissionName: String(this.declared.joinPermissionName ?? "roaming"),
        ClassMode: "B",
        FreqBandPlanGroupId: 102,
      });
      if (made !== undefined) this.madeByHand.add(String(made));
    } else if (what === "unbind") {
      for (const each of this.engine.held()) {
        const NodeGroupId = each.BoundNodeGroupId;
        if (NodeGroupId === undefined) continue;
        callAs("UnbindJoinPermissionFromNodeGroup", { NodeGroupId, JoinPermissionId: each.JoinPermissionId });
        callAs("DeleteNodeGroup", { NodeGroupId });
      }
    }
  }
}
