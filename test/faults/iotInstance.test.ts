import assert from "node:assert/strict";
import { resources } from "../../provider/resources";
import { fullLifecycles } from "../docs/fullLifecycles";
import { FakeEngine } from "../support/fakeEngine";

const accounts = ["renter", "owner"].map((name) => ({ name, iotInstanceId: `iot-${name}` }));

describe("a resource in an account whose IoT instance has an id", () => {
  for (const { name, actions } of resources)
    it(`sends the id of the instance with exactly the actions that accept an id: ${name}`, async () => {
      const engine = await FakeEngine.open(Math.random, { accounts });
      try {
        await fullLifecycles[name]?.(engine);
        const { calls } = engine.cloud;
        assert.ok(calls.length > 0);
        for (const { account, action, parameters, code } of calls) {
          assert.notEqual(code, "GatewayInstanceInvalid", action);
          const takes = actions.some((each) => each.name === action && each.takesIotInstanceId);
          assert.equal(parameters.IotInstanceId, takes ? `iot-${account}` : undefined, action);
        }
      } finally {
        await engine.close();
      }
    });
});
