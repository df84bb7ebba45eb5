import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { propertiesOf } from "../../provider/client/plain";
import type { PropertyValues } from "../../provider/engine/property";
import { makeGateway, makeGroup, makeLease, makeLocal, makeLocalLease, makeOffer } from "../support/byHand";
import { writesIn } from "../support/calls";
import { MODULE } from "../support/door";
import { declareResource, engineStage, type Kind } from "../support/engineStage";
import type { FakeEngine } from "../support/fakeEngine";
import { resourceCases } from "../support/resourceCases";
import { type Run, type TestStack, works } from "../support/stack";

/** An object that was created in the console and that a resource adopts. */
interface Adopted {
  readonly kind: Kind;
  readonly inputs: PropertyValues;
}

/**
 * Creates one object of every kind that can be adopted, and returns the resources that adopt these objects, keyed by
 * name.
 */
const adoptedObjects = ({ cloud }: FakeEngine): Readonly<Record<string, Adopted>> => {
  const owner = { profile: "owner" };
  const joinPermissionId = makeLease(cloud);
  const offer = { joinPermissionId: makeLocal(cloud, "offered"), renterAliyunId: "renter", ...owner };
  const place = { devEui: "dddd000000000001", nodeGroupId: makeGroup(cloud, "wells") };
  cloud.callAs("renter", "AddNodeToGroup", {
    DevEui: place.devEui,
    NodeGroupId: place.nodeGroupId,
    PinCode: "100001",
  });
  makeGateway(cloud);
  return {
    roaming: { kind: "lease", inputs: { type: "ROAMING", joinPermissionId } },
    granted: {
      kind: "lease",
      inputs: { type: "LOCAL", authOrderId: makeOffer(cloud, makeLocal(cloud, "granted")) },
    },
    held: {
      kind: "lease",
      inputs: { type: "LOCAL", joinPermissionId: makeLocalLease(cloud, makeLocal(cloud, "held")) },
    },
    owned: {
      kind: "local",
      inputs: { joinPermissionId: makeLocal(cloud, "owned"), ...owner },
    },
    order: {
      kind: "order",
      inputs: { orderId: makeOffer(cloud, offer.joinPermissionId), ...offer },
    },
    group: {
      kind: "group",
      inputs: { nodeGroupId: makeGroup(cloud, "pumps", joinPermissionId) },
    },
    gateway: {
      kind: "gateway",
      inputs: { gwEui: "aaaa000000000001" },
    },
    node: { kind: "node", inputs: place },
  };
};

describe("a forced replacement of an adopted object on Pulumi's real engine", function () {
  const stage = engineStage(this);

  const urnOf = (name: string, kind: Kind): string =>
    `urn:pulumi:dev::${stage.stack.name}::${MODULE}${resourceCases[kind].resource.name}::${name}`;

  /** Declares the resources, and a binding and a node that depend on some of them. */
  const program =
    (replaced?: string, options: CustomResourceOptions = {}) =>
    () => {
      const declared = new Map(
        Object.entries(objects).map(([name, { kind, inputs }]) => [
          name,
          declareResource(kind, name, inputs, name === replaced ? options : {}),
        ]),
      );
      const nodeGroupId = propertiesOf(declared.get("group")).nodeGroupId;
      const joinPermissionId = propertiesOf(declared.get("roaming")).joinPermissionId;
      declareResource("binding", "binding", { nodeGroupId, joinPermissionId });
      declareResource("node", "dependent", { devEui: "dddd000000000002", pinCode: "100002", nodeGroupId });
    };
  let objects: Readonly<Record<string, Adopted>>;
  let stack: TestStack;

  beforeEach(async () => {
    objects = adoptedObjects(stage.engine);
    stack = await stage.open(program());
    await works(stack.up());
  });

  /** Functions that force the replacement of a resource. */
  const ways: Readonly<Record<string, (name: string, urn: string) => Promise<Run>>> = {
    "--replace": (_, urn) => stack.up(undefined, { replace: [urn] }),
    "state taint": async (_, urn) => {
      await stack.taint(urn);
      return stack.up();
    },
    replacementTrigger: async (name) => {
      await works(stack.up(program(name, { replacementTrigger: "first" })));
      return stack.up(program(name, { replacementTrigger: "second" }));
    },
  };

  for (const [way, force] of Object.entries(ways)) {
    it(`adopts the object again, and logs that the object is not deleted: ${way}`, async () => {
      const held = () => Object.values(resourceCases).map((each) => each.held(stage.engine));
      const before = held();
      for (const [name, { kind }] of Object.entries(objects)) {
        const { output, calls } = await works(force(name, urnOf(name, kind)));
        assert.deepEqual(writesIn(calls), [], `${name}: ${output}`);
        const { terms } = resourceCases[kind].resource;
        const line = new RegExp(
          `${terms.kind} \\w+ is not ${terms.deleted}, because another resource of this stack holds the ${terms.object}`,
        );
        assert.match(output, line);
        assert.deepEqual(held(), before, name);
      }
      assert.deepEqual(writesIn((await works(stack.up(program()))).calls), []);
      await works(stack.destroy());
      assert.deepEqual(resourceCases.lease.held(stage.engine), []);
    });
  }
});
