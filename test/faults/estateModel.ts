import fc from "fast-check";
import type { PropertyValues } from "../../provider/engine/property";
import type { FakeEngine } from "../support/fakeEngine";
import { type ResourceCase, resourceCases } from "../support/resourceCases";
import { runOn, Scenario } from "./scenario";
import { type Step, type StepValues, stepsOf } from "./steps";

/** All resources except the lease, which has its own model. */
export type EstateResource = Exclude<keyof typeof resourceCases, "lease">;

/** Name of the resource in the program. */
type Name = "object";
type ConsoleAction = "create" | "delete" | "spend";

export type EstateStep = Step<Name, ConsoleAction>;

const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai" };

/** For each resource, the API actions that can fail and the inputs that the program changes. */
const variations: Readonly<
  Record<EstateResource, Pick<StepValues<Name, ConsoleAction>, "actions" | "change">>
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

export const estateSteps = (name: EstateResource): fc.Arbitrary<EstateStep[]> =>
  stepsOf({ resources: ["object"], consoleActions: ["create", "delete", "spend"], ...variations[name] });

/** Runs a sequence with one resource. */
export const runEstate = (
  name: EstateResource,
  steps: readonly EstateStep[],
  chance: () => number,
): Promise<void> => runOn(chance, (engine) => new Estate(engine, resourceCases[name]).run(steps));

class Estate extends Scenario<Name, ConsoleAction> {
  protected declared: PropertyValues;
  /** Ids of objects that existed before the sequence, to which the resource can refer. */
  private readonly existing: ReadonlySet<string>;

  constructor(
    engine: FakeEngine,
    private readonly kind: ResourceCase,
  ) {
    super(engine, ["object"], kind.resource);
    this.declared = kind.declare(engine);
    this.existing = new Set(kind.held(engine));
  }

  protected held(): string[] {
    return this.kind.held(this.engine).filter((id) => !this.existing.has(id));
  }

  protected declarationOf(): PropertyValues {
    return this.declared;
  }

  protected adoption(error: string): PropertyValues | undefined {
    return this.kind.adopt(error, this.declared, this.engine);
  }

  /**
   * Accepts an error about an order even if the error does not contain the order's id. No action lists orders, but a
   * permission has at most one open order.
   */
  protected isNamed(id: string): boolean {
    return this.errors().some(
      (error) =>
        this.adoption(error) !== undefined && (error.includes(id) || this.kind === resourceCases.order),
    );
  }

  /**
   * Keeps the name after a kill, because only the name identifies a group that a killed process created. Pulumi warns
   * at every command that the creation is pending, and the next `up` names the group.
   */
  protected override change({ nodeGroupName, ...rest }: PropertyValues): void {
    const renames = nodeGroupName !== undefined && this.unreported.size === 0;
    super.change({ ...rest, ...(renames ? { nodeGroupName } : {}) });
  }

  protected actInConsole(action: ConsoleAction): void {
    if (action === "delete") for (const id of this.held()) this.kind.deleteInConsole(this.engine, id);
    else if (action === "spend") for (const id of this.held()) this.kind.spendInConsole?.(this.engine, id);
    else if (this.resource("object").entries.length === 0)
      this.kind.createInConsole?.(this.engine, this.declared);
  }
}
