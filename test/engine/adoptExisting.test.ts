import assert from "node:assert/strict";
import type { PropertyValues } from "../../provider/engine/property";
import { makeGateway, makeGroup, makeLease, makeLocal } from "../support/byHand";
import { writesIn } from "../support/calls";
import { declareResource, engineStage, type Kind } from "../support/engineStage";
import type { FakeEngine } from "../support/fakeEngine";
import { resourceCases } from "../support/resourceCases";
import { works } from "../support/stack";

/** Name of each resource, and therefore of its object. */
const NAME = "meters";

/**
 * Functions that create an object of each kind, as if in the console. Two kinds are absent: a binding is always
 * adopted, and only the renter can list an existing order, so the error describes how to find the order's id.
 */
const existing: readonly (readonly [Kind, (engine: FakeEngine, declared: PropertyValues) => void])[] = [
  ["lease", ({ cloud }) => makeLease(cloud, NAME)],
  ["local", ({ cloud }) => makeLocal(cloud, NAME)],
  ["group", ({ cloud }) => makeGroup(cloud, NAME)],
  ["gateway", ({ cloud }) => makeGateway(cloud)],
  [
    "node",
    ({ cloud }, { nodeGroupId }) => {
      const parameters = { DevEui: "dddd000000000001", PinCode: "100001", NodeGroupId: nodeGroupId };
      cloud.callAs("renter", "AddNodeToGroup", parameters);
    },
  ],
];

describe("linkwan:adoptExisting on Pulumi's real engine", function () {
  const stage = engineStage(this);

  for (const [kind, create] of existing) {
    const { resource, declare, held } = resourceCases[kind];
    it(`is off by default, and adopts an existing object if it is set: ${resource.name}`, async () => {
      const { engine } = stage;
      const declared = declare(engine);
      create(engine, declared);
      const before = held(engine);
      const stack = await stage.open(() => declareResource(kind, NAME, declared));

      const refused = await stack.up();
      assert.ok(refused.failed);
      assert.match(refused.output, /set linkwan:adoptExisting to true for one run/);
      assert.deepEqual(writesIn(refused.calls), []);

      await stack.setConfig("linkwan:adoptExisting", "true");
      const adopted = await works(stack.up());
      assert.match(adopted.output, /linkwan: adopted .*: when this resource is destroyed, the .* is /);
      assert.deepEqual(held(engine), before);

      await stack.removeConfig("linkwan:adoptExisting");
      const unchanged = await works(stack.up());
      assert.deepEqual(writesIn(unchanged.calls), []);
      assert.deepEqual(held(engine), before);
    });
  }
});
