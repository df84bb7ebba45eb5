import assert from "node:assert/strict";
import fc from "fast-check";
import type { PropertyValues } from "../../provider/engine/property";
import { seed } from "../faults/faultArbitraries";
import { writesIn } from "../support/calls";
import { FakeEngine } from "../support/fakeEngine";
import { interruptions, killedCommand } from "../support/killable";
import { resourceCases } from "../support/resourceCases";
import { profilesOf, type Run, TestStack, withEngine } from "../support/stack";

const classes: Readonly<Record<string, new (name: string, inputs: object) => object>> =
  require("pulumi-linkwan");

type Kind = keyof typeof resourceCases;
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
  /** Whether the write has reached the cloud; otherwise, the command is interrupted at any other moment. */
  isSent: fc.boolean(),
  /** Moment in milliseconds after the first call of the command, if the write has not been sent. */
  afterMs: fc.integer({ min: 0, max: 1_000 }),
});

/** Defines the tests of this many random kills; `LINKWAN_MODEL_SEED` reproduces a run. */
export const randomKills = (numRuns: number): Mocha.Suite =>
  describe(`random kills on Pulumi's real engine (seed ${seed})`, function () {
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

    fc.sample(kills, { numRuns, seed }).forEach(({ step, interruption, isSent, afterMs }, n) => {
      const { kind, operation } = step;
      const moment = isSent ? "behind the write" : `after ${afterMs} ms`;
      it(`${n + 1}. loses and duplicates nothing: ${operation} of ${kind}, ${interruption} ${moment}`, async () => {
        const each = resourceCases[kind];
        const className = each.resource.name;
        const before = each.declare(engine);
        const held = (): number => each.held(engine).length - others;
        const others = each.held(engine).length;
        const program = (inputs: PropertyValues) => () => {
          const Class = classes[className] ?? assert.fail(className);
          new Class("meters", inputs);
        };
        stack = await TestStack.open(engine.cloud, program(before), profilesOf(engine.cloud));
        if (operation !== "create") works(await stack.up());

        const inputs = operation === "update" ? { ...before, ...changes[kind] } : before;
        const action = writes[kind][operation] ?? assert.fail(operation);
        if (isSent) engine.cloud.injectFault({ action, answer: "late", delayMs: 1_500, effect: true });
        const from = engine.cloud.calls.length;
        let first: number | undefined;
        await killedCommand(
          stack.name,
          operation === "delete" ? "destroy" : "up",
          { name: "meters", className, inputs },
          () => {
            const calls = engine.cloud.calls.slice(from);
            if (isSent) return calls.some((call) => call.action === action);
            if (calls.length > 0) first ??= Date.now();
            return first !== undefined && Date.now() - first >= afterMs;
          },
          interruptions[interruption],
        );
        engine.cloud.clearFaults();

        await stack.cancel();
        if (operation === "delete") works(await stack.destroy());
        else {
          const declared = await recover(kind, inputs, program);
          assert.equal(held(), 1);
          const unchanged = await stack.up(program(declared));
          works(unchanged);
          assert.deepEqual(writesIn(unchanged.calls), []);
          works(await stack.destroy());
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
      const { failed, output } = await stack.up(program(inputs));
      if (!failed) return inputs;
      if (output.includes("for one run set linkwan:adoptExisting to true")) {
        await stack.setConfig("linkwan:adoptExisting", "true");
        works(await stack.up());
        await stack.removeConfig("linkwan:adoptExisting");
        return inputs;
      }
      const adopted = resourceCases[kind].adopt(output, inputs, engine) ?? assert.fail(output);
      works(await stack.up(program(adopted)));
      return adopted;
    };

    const works = ({ failed, output }: Run): void => assert.ok(!failed, output);
  });
