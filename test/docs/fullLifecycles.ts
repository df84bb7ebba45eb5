import assert from "node:assert/strict";
import type { PropertyValues } from "../../provider/engine/property";
import { resources } from "../../provider/resources";
import { makeGroup, makeLocal, makeLocalLease } from "../support/byHand";
import { type FakeEngine, ManagedResource } from "../support/fakeEngine";
import { site } from "../support/gateways";
import { resourceCases } from "../support/resourceCases";

type Step = (resource: ManagedResource, index: number) => Promise<boolean>;

/** Several resources of one kind. A refresh reads three or more of them with one list call. */
class ResourceGroup {
  private readonly resources: ManagedResource[];

  constructor(engine: FakeEngine, resource: string, count: number) {
    const definition = resources.find((each) => each.name === resource);
    assert.ok(definition);
    this.resources = Array.from(
      { length: count },
      (_, index) => new ManagedResource(engine, `resource_${index}`, definition),
    );
  }

  /** Runs a step on all resources concurrently, as Pulumi's engine does, and expects success. */
  async each(step: Step): Promise<void> {
    const succeeded = await Promise.all(this.resources.map(step));
    const errors = this.resources.flatMap((resource) => resource.errors);
    assert.ok(succeeded.every(Boolean), errors.join("\n"));
  }

  ids(): readonly string[] {
    return this.resources.map(({ state }) => state?.id ?? assert.fail("no state"));
  }

  up(declared: (index: number) => PropertyValues): Promise<void> {
    return this.each((resource, index) => resource.up(declared(index)));
  }
  refresh(): Promise<void> {
    return this.each((resource) => resource.refresh());
  }
  destroy(): Promise<void> {
    return this.each((resource) => resource.destroy());
  }
}

const gatewayEui = (index: number): string => `aaaa00000000000${index + 1}`;
const nodeEui = (index: number): string => `dddd00000000000${index + 1}`;
const pinCode = (index: number): string => String(100_001 + index);

const makeGroups = (engine: FakeEngine, count: number): string[] =>
  Array.from({ length: count }, (_, index) => makeGroup(engine.cloud, `group_${index}`));

const orders = (engine: FakeEngine, count: number): string[] =>
  Array.from({ length: count }, () => engine.offer());

/** Lifecycle of each resource from creation to deletion. It calls every action that the resource uses. */
export const fullLifecycles: Readonly<Record<string, (engine: FakeEngine) => Promise<void>>> = {
  LeasedJoinPermission: async (engine) => {
    const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101", unbindOnReturn: true };
    const one = new ResourceGroup(engine, "LeasedJoinPermission", 1);
    await one.up(() => roaming);
    await one.up(() => ({ ...roaming, rxDelay: 7, enabled: false }));
    await one.up(() => ({ ...roaming, freqBandPlanGroupId: "102", joinPermissionName: "meters" }));
    const [lease] = engine.held();
    makeGroup(engine.cloud, "pumps", String(lease?.JoinPermissionId));
    await one.destroy();
    const offered = orders(engine, 3);
    const three = new ResourceGroup(engine, "LeasedJoinPermission", 3);
    await three.up((index) => ({ type: "LOCAL", authOrderId: offered[index] }));
    await three.refresh();
    await three.destroy();
    assert.deepEqual(engine.held(), []);
  },
  OwnedJoinPermission: async (engine) => {
    const declared = { classMode: "A", freqBandPlanGroupId: "101", profile: "owner" };
    const three = new ResourceGroup(engine, "OwnedJoinPermission", 3);
    await three.up(() => declared);
    await three.up(() => ({ ...declared, classMode: "C", enabled: false }));
    await three.refresh();
    await three.destroy();
  },
  JoinPermissionAuthOrder: async (engine) => {
    const declared = resourceCases.order.declare(engine);
    const one = new ResourceGroup(engine, "JoinPermissionAuthOrder", 1);
    await one.up(() => declared);
    await one.refresh();
    await one.up(() => ({ ...declared, renterAliyunId: "owner" }));
    await one.destroy();
    // A refresh reads the permissions of accepted orders. If the state does not contain an accepted order, the provider
    // finds the order in the notifications.
    const permissions = Array.from({ length: 3 }, (_, index) => makeLocal(engine.cloud, `offered_${index}`));
    const offers = (index: number) => ({ ...declared, joinPermissionId: permissions[index] });
    const three = new ResourceGroup(engine, "JoinPermissionAuthOrder", 3);
    await three.up(offers);
    for (const OrderId of three.ids())
      engine.cloud.callAs("renter", "AcceptJoinPermissionAuthOrder", { OrderId });
    await three.refresh();
    const again = new ResourceGroup(engine, "JoinPermissionAuthOrder", 3);
    await again.up(offers);
    await again.destroy();
  },
  NodeGroup: async (engine) => {
    const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" };
    const three = new ResourceGroup(engine, "NodeGroup", 3);
    await three.up(() => ({}));
    await three.up((index) => ({ nodeGroupName: `other_${index}`, dataDispatch: queue }));
    await three.refresh();
    // A node added outside the stack prevents the deletion of its group.
    const { List } = engine.cloud.callAs("renter", "ListNodeGroups", { Offset: 0, Limit: 9 }) as {
      List: { NodeGroupId: string }[];
    };
    const node = { DevEui: nodeEui(0), NodeGroupId: List[0]?.NodeGroupId };
    engine.cloud.callAs("renter", "AddNodeToGroup", { ...node, PinCode: pinCode(0) });
    let kept = 0;
    await three.each(async (resource) => {
      if (!(await resource.destroy())) kept++;
      return true;
    });
    assert.equal(kept, 1);
    engine.cloud.callAs("renter", "RemoveNodeFromGroup", node);
    await three.destroy();
  },
  NodeGroupBinding: async (engine) => {
    const groups = makeGroups(engine, 4);
    const [before, after] = [0, 1].map((n) =>
      groups.map((id) => makeLocalLease(engine.cloud, makeLocal(engine.cloud, `lease_${id}_${n}`))),
    );
    const pair = (leases: string[] | undefined) => (index: number) => ({
      nodeGroupId: groups[index],
      joinPermissionId: leases?.[index],
    });
    const three = new ResourceGroup(engine, "NodeGroupBinding", 3);
    await three.up(pair(before));
    await three.refresh();
    await three.up(pair(after));
    // The creation fails with an error that names the existing binding.
    const another = new ResourceGroup(engine, "NodeGroupBinding", 1);
    const taken = { nodeGroupId: groups[3], joinPermissionId: after?.[0] };
    await another.each(async (resource) => !(await resource.up(taken)));
    await three.destroy();
  },
  Gateway: async (engine) => {
    const declared = (index: number) => ({ ...site, gwEui: gatewayEui(index), pinCode: pinCode(index) });
    const three = new ResourceGroup(engine, "Gateway", 3);
    await three.up(declared);
    await three.up((index) => ({ ...declared(index), name: "other", enabled: false }));
    await three.refresh();
    await three.destroy();
  },
  Node: async (engine) => {
    const [one, ...others] = makeGroups(engine, 4);
    const declared = (index: number) => ({ devEui: nodeEui(index), pinCode: pinCode(index) });
    const three = new ResourceGroup(engine, "Node", 3);
    await three.up((index) => ({ ...declared(index), nodeGroupId: one }));
    await three.refresh();
    await three.up((index) => ({ ...declared(index), nodeGroupId: others[index] }));
    // If a node is missing, the provider also reads its group.
    engine.cloud.callAs("renter", "RemoveNodeFromGroup", { DevEui: nodeEui(0), NodeGroupId: others[0] });
    await three.refresh();
    await three.each(async (resource) => resource.state === undefined || (await resource.destroy()));
  },
};
