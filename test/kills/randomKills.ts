import assert from "node:assert/strict";
import fc from "fast-check";
import type { PropertyValues } from "../../provider/engine/property";
import { seed } from "../faults/faultArbitraries";
import { writesIn } from "../support/calls";
import { declareResource, engineStage, type Kind } from "../support/engineStage";
import { endProviders, interruptions, killedCommand } from "../support/killable";
import { resourceCases } from "../support/resourceCases";
import { works } from "../support/stack";

/** Name of the resource, and therefore of its object. */
const NAME = "meters";

type Operation = "create" | "update" | "delete";

/** The write of each operation, and the inputs that an update changes. */
const writes: Readonly<
  Record<Kind, { readonly create: string; readonly delete: string; readonly update?: string }>
> = {
  lease: {
    create: "ApplyRoamingJoinPermission",
    update: "UpdateRoamingJoinPermission",
    delete: "ReturnJoinPermission",
  },
  local: {
    create: "CreateLocalJoinPermission",
    update: "UpdateOwnedLocalJoinPermission",
    delete: "DeleteLocalJoinPermission",
  },
  order: { create: "SubmitJoinPermissionAuthOrder", delete: "CancelJoinPermissionAuthOrder" },
  group: { create: "CreateNodeGroup", update: "UpdateDataDispatchConfig", delete: "DeleteNodeGroup" },
  binding: { create: "BindJoinPermissionToNodeGroup", delete: "UnbindJoinPermissionFromNodeGroup" },
  gateway: { create: "CreateGateway", update: "UpdateGateway", delete: "DeleteGateway" },
  node: { create: "AddNodeToGroup", delete: "RemoveNodeFromGroup" },
};

const changes: Readonly<Partial<Record<Kind, PropertyValues>>> = {
  lease: { rxDelay: 3 },
  local: { rxDelay: 3 },
  group: {
    dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: "changed" },
  },
  gateway: { description: "changed" },
};

const steps = (Object.keys(writes) as Kind[]).flatMap((kind) =>
  (Object.keys(writes[kind]) as Operation[]).map((operation) => ({ kind, operation })),
);
const kills = fc.record({
  step: fc.constantFrom(...steps),
  interruption: fc.constantFrom(...Object.keys(interruptions)),
  /** Whether the write takes effect before the interruption. Its response comes later. */
  takesEffect: fc.boolean(),
});

/** Defines the tests of this many random kills; `LINKWAN_MODEL_SEED` reproduces a run. */
export const randomKills = (numRuns: number): Mocha.Suite =>
  describe(`random kills on Pulumi's real engine (seed ${seed})`, function () {
    const stage = engineStage(this);
    afterEach(endProviders);

    fc.sample(kills, { numRuns, seed }).forEach(({ step, interruption, takesEffect }, n) => {
      const { kind, operation } = step;
      const moment = `${takesEffect ? "after" : "before"} the write takes effect`;
      it(`${n + 1}. loses and duplicates nothing: ${operation} of ${kind}, ${interruption} ${moment}`, async () => {
        const { engine } = stage;
        const each = resourceCases[kind];
        const before = each.declare(engine);
        const held = (): number => each.held(engine).length - others;
        const others = each.held(engine).length;
        const program = (inputs: PropertyValues) => () => declareResource(kind, NAME, inputs);
        const stack = await stage.open(program(before));
        if (operation !== "create") await works(stack.up());

        const inputs = operation === "update" ? { ...before, ...changes[kind] } : before;
        const action = writes[kind][operation] ?? assert.fail(operation);
        engine.cloud.injectFault({ action, answer: "late", delayMs: 1_500, effect: takesEffect });
        const from = engine.cloud.calls.length;
        await killedCommand(
          stack.name,
          operation === "delete" ? "destroy" : "up",
          { name: NAME, className: each.resource.name, inputs },
          () => engine.cloud.calls.slice(from).some((call) => call.action === action),
          interruptions[interruption],
        );
        engine.cloud.clearFaults();

        await stack.cancel();
        if (operation === "delete") await works(stack.destroy());
        else {
          const declared = await recover(kind, inputs, program);
          assert.equal(held(), 1);
          const unchanged = await works(stack.up(program(declared)));
          assert.deepEqual(writesIn(unchanged.calls), []);
          await works(stack.destroy());
        }
        assert.deepEqual([held(), await stack.count()], [0, 0]);
      });
    });

    /** Runs `pulumi up`, and does what its error describes. Returns the inputs of the program. */
    const recover = async (
      kind: Kind,
      inputs: PropertyValues,
      program: (inputs: PropertyValues) => () => void,
    ): Promise<PropertyValues> => {
      const { engine, stack } = stage;
      const { failed, output } = await stack.up(program(inputs));
      if (!failed) return inputs;
      if (output.includes("for one run set linkwan:adoptExisting to true")) {
        await stack.setConfig("linkwan:adoptExisting", "true");
        await works(stack.up());
        await stack.removeConfig("linkwan:adoptExisting");
        return inputs;
      }
      const adopted = resourceCases[kind].adopt(output, inputs, engine) ?? assert.fail(output);
      await works(stack.up(program(adopted)));
      return adopted;
    };
  });
