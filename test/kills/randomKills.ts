import assert from "node:assert/strict";
import fc from "fast-check";
import { seed } from "../faults/faultArbitraries";
import { declareAll } from "../support/declared";
import { MODULE } from "../support/door";
import { engineStage } from "../support/engineStage";
import { endProviders, type Interruption, interruptions, killedCommand } from "../support/killable";
import { works } from "../support/stack";
import {
  created,
  type Inputs,
  type Kind,
  type Operation,
  programOf,
  typeAndName,
  type Write,
  writes,
} from "./estate";
import { objectsInCloud, objectsInState } from "./inventory";
import { type Adoptions, clearPending, recover } from "./recovery";
import { Tally } from "./tally";

/** Time for which the cloud delays the response to the interrupted write. */
const HOLD_MS = 2_000;

/** The lifecycle of a stack; each operation is interrupted once. */
const operations = ["create", "update", "replace", "delete"] as const satisfies readonly Operation[];

/** An interruption of an operation. */
export interface Kill {
  readonly operation: Operation;
  readonly kind: Kind;
  readonly write: Write;
  /** Position of the call to interrupt among the command's calls to the action, starting at 1. */
  readonly nth: number;
  /** Whether the write takes effect before the interruption. The response arrives later, if at all. */
  readonly takesEffect: boolean;
  readonly interruption: keyof typeof interruptions;
  /** Whether to adopt an object with `linkwan:adoptExisting` rather than with an input of the resource. */
  readonly byConfiguration: boolean;
}

const killOf = (operation: Operation): fc.Arbitrary<Kill> =>
  fc.constantFrom(...(Object.keys(writes[operation]) as Kind[])).chain((kind) =>
    fc.constantFrom(...(writes[operation][kind] ?? [])).chain((write) =>
      fc.record({
        operation: fc.constant(operation),
        kind: fc.constant(kind),
        write: fc.constant(write),
        nth: fc.integer({ min: 1, max: write.times ?? 1 }),
        takesEffect: fc.boolean(),
        interruption: fc.constantFrom(...Object.keys(interruptions)),
        byConfiguration: fc.boolean(),
      }),
    ),
  );

const lives = fc.tuple(...operations.map(killOf));

const describeKill = ({ operation, kind, write, takesEffect, interruption }: Kill): string =>
  `${operation} of ${kind}, ${interruption} ${takesEffect ? "after" : "before"} ${write.action} takes effect`;

const changed = (inputs: Inputs, changes: Adoptions): Inputs => ({
  ...inputs,
  ...Object.fromEntries(
    Object.entries(changes).map(([name, values]) => [name, { ...inputs[name as keyof Inputs], ...values }]),
  ),
});

/**
 * Defines tests that make `numRuns` random kills; `numRuns` must be a multiple of the number of operations.
 * `LINKWAN_MODEL_SEED` repeats the kills of an earlier run.
 */
export const randomKills = (numRuns: number): Mocha.Suite =>
  describe(`random kills on Pulumi's real engine (LINKWAN_MODEL_SEED=${seed})`, function () {
    const stage = engineStage(this);
    const tally = new Tally();
    afterEach(endProviders);
    after(() => tally.print());

    fc.sample(lives, { numRuns: numRuns / operations.length, seed }).forEach((life, n) => {
      it(`neither loses nor duplicates an object in the lifecycle of stack ${n + 1}`, async () => {
        const { cloud } = stage.engine;
        await stage.open(() => declareAll(programOf(created)));
        assert.deepEqual(objectsInCloud(cloud), []);
        let inputs = created;
        for (const kill of life) {
          const { name, inputs: values } = kill.write;
          if (name && values) inputs = changed(inputs, { [name]: values });
          try {
            await interrupt(kill, inputs);
            tally.add(kill, await recoverFrom(kill, inputs));
          } catch (error) {
            tally.add(kill, ["FAILED"]);
            throw new Error(`${describeKill(kill)}: ${(error as Error).message}`, { cause: error });
          }
        }
        assert.deepEqual(objectsInCloud(cloud), []);
      });
    });

    const replacedBy = ({ operation, write: { name, inputs } }: Kill): string[] =>
      operation === "replace" && name && !inputs
        ? [`urn:pulumi:dev::${stage.stack.name}::${MODULE}${typeAndName(name)}`]
        : [];

    /** Runs the command of an operation, and interrupts it while the cloud delays the response to the write. */
    const interrupt = async (kill: Kill, inputs: Inputs): Promise<void> => {
      const { cloud } = stage.engine;
      const { write, nth, takesEffect, interruption } = kill;
      const { action } = write;
      const from = cloud.calls.length;
      const calls = () => cloud.calls.slice(from).filter((call) => call.action === action);
      cloud.injectFault({ action, nth, answer: "late", delayMs: HOLD_MS, effect: takesEffect });
      const whileHeld: Interruption = async (child) => {
        const signaled = await (interruptions[interruption] ?? assert.fail(interruption))(child);
        const arrived = calls()[nth - 1]?.at ?? assert.fail(action);
        assert.ok(Date.now() < arrived + HOLD_MS, "the write completed before the interruption");
        return signaled;
      };
      await killedCommand(
        {
          stack: stage.stack.name,
          command: kill.operation === "delete" ? "destroy" : "up",
          program: programOf(inputs),
          replace: replacedBy(kill),
        },
        () => calls().length >= nth,
        whileHeld,
      );
      cloud.clearFaults();
    };

    /** Recovers as documented, and compares the cloud with the state. Returns the steps of the recovery. */
    const recoverFrom = async (kill: Kill, inputs: Inputs): Promise<readonly string[]> => {
      const { engine, stack } = stage;
      const { cloud } = engine;
      const { byConfiguration, operation } = kill;
      const forced = replacedBy(kill).length > 0;
      const command = operation === "delete" ? "destroy" : forced ? "up --refresh" : "up";
      const again = (adoptions: Adoptions) => {
        if (command === "destroy") return stack.destroy();
        const program = () => declareAll(programOf(changed(inputs, adoptions)));
        return command === "up" ? stack.up(program) : stack.upRefreshed(program);
      };
      const steps = await recover({ stack, cloud, command, again, byConfiguration });
      assert.deepEqual(objectsInCloud(cloud), objectsInState(await stack.resources()));
      if (operation === "delete") return steps;
      const cleared = await clearPending(stack);
      const { output } = await works(stack.previewNoChanges());
      assert.doesNotMatch(output, /pending operations/);
      return [...steps, ...cleared];
    };
  });
