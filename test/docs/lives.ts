import assert from "node:assert/strict";
import { definitions } from "../../provider/lifecycle/definitions";
import { lifecycleOf } from "../../provider/lifecycle/managed";
import type { Values } from "../../provider/lifecycle/resource";
import { makeGroup, makeLocal, makeLocalLease } from "../support/byHand";
import { site } from "../support/gateways";
import { things } from "../support/things";
import { Resource, type World } from "../support/world";

type Step = (resource: Resource, index: number) => Promise<boolean>;

/** Several resources of one kind: that is what a refresh reads as a list. */
class Several {
  private readonly resources: Resource[];

  constructor(world: World, resource: string, count: number) {
    const definition = definitions.find((each) => each.resource === resource);
    assert.ok(definition);
    this.resources = Array.from(
      { length: count },
      (_, index) => new Resource(world, `thing_${index}`, lifecycleOf(definition)),
    );
  }

  /** Does something with all at once, as the engine does; it has to work. */
  async each(step: Step): Promise<void> {
    const worked = await Promise.all(this.resources.map(step));
    const errors = this.resources.flatMap((resource) => resource.errors);
    assert.ok(worked.every(Boolean), errors.join("\n"));
  }

  up(declared: (index: number) => Values): Promise<void> {
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

const makeGroups = (world: World, count: number): string[] =>
  Array.from({ length: count }, (_, index) => makeGroup(world.cloud, `group_${index}`));

const orders = (world: World, count: number): string[] => Array.from({ length: count }, () => world.offer());

/** Every resource from its creation to its end, such that all that it can call is called. */
export const lives: Readonly<Record<string, (world: World) => Promise<void>>> = {
  LeasedJoinPermission: async (world) => {
    const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101", unbindOnReturn: true };
    const one = new Several(world, "LeasedJoinPermission", 1);
    await one.up(() => roaming);
    await one.up(() => ({ ...roaming, rxDelay: 7, enabled: false }));
    await one.up(() => ({ ...roaming, freqBandPlanGroupId: "102" }));
    const [lease] = world.held();
    makeGroup(world.cloud, "pumps", String(lease?.JoinPermissionId));
    await one.destroy();
    const offered = orders(world, 3);
    const three = new Several(world, "LeasedJoinPermission", 3);
    await three.up((index) => ({ type: "LOCAL", authOrderId: offered[index] }));
    await three.refresh();
    await three.destroy();
    assert.deepEqual(world.held(), []);
  },
  LocalJoinPermission: async (world) => {
    const declared = { classMode: "A", freqBandPlanGroupId: "101", profile: "owner" };
    const three = new Several(world, "LocalJoinPermission", 3);
    await three.up(() => declared);
    await three.up(() => ({ ...declared, classMode: "C", enabled: false }));
    await three.refresh();
    await three.destroy();
  },
  JoinPermissionAuthOrder: async (world) => {
    const declared = things.order.declare(world);
    const one = new Several(world, "JoinPermissionAuthOrder", 1);
    await one.up(() => declared);
    await one.refresh();
    await one.up(() => ({ ...declared, renterAliyunId: "owner" }));
    await one.destroy();
  },
  NodeGroup: async (world) => {
    const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "readings" };
    const three = new Several(world, "NodeGroup", 3);
    await three.up(() => ({}));
    await three.up((index) => ({ nodeGroupName: `other_${index}`, dataDispatch: queue }));
    await three.refresh();
    // What others have put into a group keeps it from being deleted.
    const { List } = world.cloud.callAs("renter", "ListNodeGroups", { Offset: 0, Limit: 9 }) as {
      List: { NodeGroupId: string }[];
    };
    const node = { DevEui: nodeEui(0), NodeGroupId: List[0]?.NodeGroupId };
    world.cloud.callAs("renter", "AddNodeToGroup", { ...node, PinCode: pinCode(0) });
    let kept = 0;
    await three.each(async (resource) => {
      if (!(await resource.destroy())) kept++;
      return true;
    });
    assert.equal(kept, 1);
    world.cloud.callAs("renter", "RemoveNodeFromGroup", node);
    await three.destroy();
  },
  NodeGroupBinding: async (world) => {
    const groups = makeGroups(world, 4);
    const [before, after] = [0, 1].map((n) =>
      groups.map((id) => makeLocalLease(world.cloud, makeLocal(world.cloud, `lease_${id}_${n}`))),
    );
    const pair = (leases: string[] | undefined) => (index: number) => ({
      nodeGroupId: groups[index],
      joinPermissionId: leases?.[index],
    });
    const three = new Several(world, "NodeGroupBinding", 3);
    await three.up(pair(before));
    await three.refresh();
    await three.up(pair(after));
    // What is bound elsewhere is named.
    const another = new Several(world, "NodeGroupBinding", 1);
    const taken = { nodeGroupId: groups[3], joinPermissionId: after?.[0] };
    await another.each(async (resource) => !(await resource.up(taken)));
    await three.destroy();
  },
  Gateway: async (world) => {
    const declared = (index: number) => ({ ...site, gwEui: gatewayEui(index), pinCode: pinCode(index) });
    const three = new Several(world, "Gateway", 3);
    await three.up(declared);
    await three.up((index) => ({ ...declared(index), name: "other", enabled: false }));
    await three.refresh();
    await three.destroy();
  },
  Node: async (world) => {
    const [one, ...others] = makeGroups(world, 4);
    const declared = (index: number) => ({ devEui: nodeEui(index), pinCode: pinCode(index) });
    const three = new Several(world, "Node", 3);
    await three.up((index) => ({ ...declared(index), nodeGroupId: one }));
    await three.refresh();
    await three.up((index) => ({ ...declared(index), nodeGroupId: others[index] }));
    // One that is gone: whether its group can be read is looked at.
    world.cloud.callAs("renter", "RemoveNodeFromGroup", { DevEui: nodeEui(0), NodeGroupId: others[0] });
    await three.refresh();
    await three.each(async (resource) => resource.state === undefined || (await resource.destroy()));
  },
};
