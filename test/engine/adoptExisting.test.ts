import assert from "node:assert/strict";
import type { PropertyValues } from "../../provider/engine/property";
import { makeGateway, makeGroup, makeLease, makeLocal } from "../support/byHand";
import { writesIn } from "../support/calls";
import { FakeEngine } from "../support/fakeEngine";
import { resourceCases } from "../support/resourceCases";
import { profilesOf, TestStack, withEngine } from "../support/stack";

type ResourceClass = new (name: string, args: object) => object;
const classes: Readonly<Record<string, ResourceClass>> = require("pulumi-linkwan");

/** Name of the resources, and therefore of their objects. */
const NAME = "meters";

/**
 * Creates the object of each kind in the console. A binding is always adopted; only the renter can list the order that
 * prevents another one, so the error describes how to find its id.
 */
const existing: Readonly<
  Partial<Record<keyof typeof resourceCases, (engine: FakeEngine, declared: PropertyValues) => void>>
> = {
  lease: ({ cloud }) => makeLease(cloud, NAME),
  local: ({ cloud }) => makeLocal(cloud, NAME),
  group: ({ cloud }) => makeGroup(cloud, NAME),
  gateway: ({ cloud }) => makeGateway(cloud),
  node: ({ cloud }, { nodeGroupId }) => {
    const parameters = { DevEui: "dddd000000000001", PinCode: "100001", NodeGroupId: nodeGroupId };
    cloud.callAs("renter", "AddNodeToGroup", parameters);
  },
};

describe("linkwan:adoptExisting on Pulumi's real engine", function () {
  withEngine(this);

  let engine: FakeEngine;
  let stack: TestStack;
  beforeEach(async () => {
    engine = await FakeEngine.open();
  });
  afterEach(async () => {
    stack.remove();
    await engine.close();
  });

  for (const [kind, { resource, declare, held }] of Object.entries(resourceCases)) {
    const create = existing[kind as keyof typeof resourceCases];
    if (create === undefined) continue;
    it(`adopts an existing object in one run, and is off by default: ${resource.name}`, async () => {
      const declared = declare(engine);
      create(engine, declared);
      const before = held(engine);
      stack = await TestStack.open(
        engine.cloud,
        () => {
          const Class = classes[resource.name] ?? assert.fail(resource.name);
          new Class(NAME, declared);
        },
        profilesOf(engine.cloud),
      );

      const refused = await stack.up();
      assert.ok(refused.failed);
      assert.match(refused.output, /for one run set linkwan:adoptExisting to true/);
      assert.deepEqual(writesIn(refused.calls), []);

      await stack.setConfig("linkwan:adoptExisting", "true");
      const adopted = await stack.up();
      assert.ok(!adopted.failed, adopted.output);
      assert.match(adopted.output, /linkwan: adopted .*: when this resource is destroyed, it is /);
      assert.deepEqual(held(engine), before);

      await stack.removeConfig("linkwan:adoptExisting");
      const unchanged = await stack.up();
      assert.ok(!unchanged.failed, unchanged.output);
      assert.deepEqual(writesIn(unchanged.calls), []);
      assert.deepEqual(held(engine), before);
    });
  }
});
