import assert from "node:assert/strict";
import fc from "fast-check";
import type { PropertyValues } from "../../provider/engine/property";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import type { FakeEngine } from "../support/fakeEngine";
import { resourceCases } from "../support/resourceCases";
import { type FinishedCommand, runOn, Scenario } from "./scenario";
import { type Command, isUp, type Step, stepsOf } from "./steps";

const names = ["roaming", "local"] as const;
type Name = (typeof names)[number];

const consoleActions = ["return", "bind", "unbind", "rename", "disable", "apply", "reject"] as const;
type ConsoleAction = (typeof consoleActions)[number];

export type LeaseStep = Step<Name, ConsoleAction>;

export const leaseSteps: fc.Arbitrary<LeaseStep[]> = stepsOf({
  resources: names,
  consoleActions,
  actions: [
    "ApplyRoamingJoinPermission",
    "UpdateRoamingJoinPermission",
    "UpdateRoamingJoinPermissionEnablingState",
    "AcceptJoinPermissionAuthOrder",
    "UnbindJoinPermissionFromNodeGroup",
    "ReturnJoinPermission",
    "GetRentedJoinPermission",
    "ListRentedJoinPermissions",
    "GetJoinPermissionAuthOrder",
  ],
  change: fc.record(
    {
      classMode: fc.constantFrom("A", "C"),
      rxDelay: fc.integer({ min: 1, max: 15 }),
      enabled: fc.boolean(),
      unbindOnReturn: fc.boolean(),
      joinPermissionName: fc.constantFrom("meters", "pumps_1", "水表_1"),
    },
    { requiredKeys: [] },
  ),
});

/** Runs a sequence with a ROAMING and a LOCAL lease. */
export const runLeases = (steps: readonly LeaseStep[], chance: () => number): Promise<void> =>
  runOn(chance, (engine) => new Leases(engine).run(steps));

class Leases extends Scenario<Name, ConsoleAction> {
  protected declared: PropertyValues = resourceCases.lease.declare();
  private authOrderId: string;
  /** Whether the ROAMING lease can differ from the state, because of a console action or a killed process. */
  private canDiffer = false;

  constructor(engine: FakeEngine) {
    super(engine, names, leasedJoinPermission);
    this.authOrderId = engine.offer();
  }

  protected held(name?: Name): string[] {
    return this.engine
      .held()
      .filter(({ Type }) => name === undefined || Type === name.toUpperCase())
      .map(({ JoinPermissionId }) => String(JoinPermissionId));
  }

  protected declarationOf(name: Name): PropertyValues {
    if (name === "roaming") return this.declared;
    return { type: "LOCAL", authOrderId: this.authOrderId, unbindOnReturn: this.declared.unbindOnReturn };
  }

  protected adoption(error: string, name: Name): PropertyValues | undefined {
    const { classMode: _, ...declared } = this.declarationOf(name);
    return resourceCases.lease.adopt(error, declared, this.engine);
  }

  protected isNamed(id: string): boolean {
    return this.errors().some((error) => error.includes(`set joinPermissionId: "${id}"`));
  }

  protected override beforeCommand(command: Command, name: Name): void {
    if (name === "local" && isUp(command) && !this.resource(name).state) this.renewOrder();
  }

  protected override replaces({ name, before }: FinishedCommand<Name>): boolean {
    return name === "roaming" && before !== undefined && before.outs.classMode !== this.declared.classMode;
  }

  protected override afterCommand({
    command,
    name,
    entries,
    succeeded,
    deletions,
  }: FinishedCommand<Name>): void {
    if (isUp(command) && succeeded && name === "roaming" && !this.canDiffer) this.compare();
    // A killed update leaves an outdated state, which only a refresh corrects.
    this.canDiffer ||= this.resource(name).wasKilled;
    for (const { action, parameters } of deletions) {
      const lease = entries.filter(({ id }) => id === parameters.JoinPermissionId);
      assert.ok(lease.length > 0, "a lease of another resource was returned or unbound");
      if (action.startsWith("Unbind"))
        assert.ok(
          lease.some(({ outs }) => outs.unbindOnReturn === true),
          "the lease was unbound without unbindOnReturn",
        );
    }
  }

  protected override beforeEnd(): void {
    this.actInConsole("unbind");
  }

  /** Verifies that the lease in the cloud has the declared values. */
  private compare(): void {
    const id = this.resource("roaming").state?.id;
    if (id === undefined || !this.held().includes(id)) return;
    const lease = this.engine.cloud.callAs("renter", "GetRentedJoinPermission", {
      JoinPermissionId: id,
    }) as PropertyValues;
    const fields = {
      classMode: "ClassMode",
      rxDelay: "RxDelay",
      enabled: "Enabled",
      joinPermissionName: "JoinPermissionName",
    };
    for (const [name, field] of Object.entries(fields)) {
      if (this.declared[name] !== undefined)
        assert.equal(lease[field], this.declared[name], `${name} is not as declared`);
    }
  }

  /** Submits a new order if the old order can no longer be used. */
  private renewOrder(): void {
    const order = this.engine.cloud.callAs("renter", "GetJoinPermissionAuthOrder", {
      OrderId: this.authOrderId,
    }) as PropertyValues;
    if (order.OrderState !== "APPLYING" && !this.held().includes(String(order.JoinPermissionId)))
      this.authOrderId = this.engine.offer();
  }

  protected actInConsole(action: ConsoleAction): void {
    const callAs = (name: string, parameters: PropertyValues) =>
      this.engine.cloud.callAs("renter", name, parameters);
    if (action === "rename" || action === "disable" || action === "return") this.canDiffer = true;
    const [first] = this.engine.held();
    const JoinPermissionId = first?.JoinPermissionId;
    if (action === "return")
      callAs("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: first?.Type });
    else if (action === "bind") callAs("CreateNodeGroup", { NodeGroupName: "pumps", JoinPermissionId });
    else if (action === "rename")
      callAs("UpdateRoamingJoinPermission", { JoinPermissionId, JoinPermissionName: "console_1" });
    else if (action === "disable")
      callAs("UpdateRoamingJoinPermissionEnablingState", { JoinPermissionId, Enabled: false });
    else if (action === "reject") callAs("RejectJoinPermissionAuthOrder", { OrderId: this.authOrderId });
    else if (action === "apply")
      callAs("ApplyRoamingJoinPermission", {
        JoinPermissionName: String(this.declared.joinPermissionName ?? "roaming"),
        ClassMode: "B",
        FreqBandPlanGroupId: 102,
      });
    else {
      for (const lease of this.engine.held()) {
        const NodeGroupId = lease.BoundNodeGroupId;
        if (NodeGroupId === undefined) continue;
        callAs("UnbindJoinPermissionFromNodeGroup", {
          NodeGroupId,
          JoinPermissionId: lease.JoinPermissionId,
        });
        callAs("DeleteNodeGroup", { NodeGroupId });
      }
    }
  }
}
