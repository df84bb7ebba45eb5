import fc from "fast-check";
import type { Fault } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import type { Kill } from "../support/fakeEngine";
import { faultOf, kills, seed } from "./faultArbitraries";

/**
 * Pulumi CLI command. `upRenamed`: `up` after the resource was renamed in the program. `upTargeted`: like `upRenamed`,
 * with `--target` and the new name. `destroyOld`: `destroy` with `--target` and the old name. `destroyNew`: `destroy`
 * with `--target` and the new name.
 */
export type Command =
  | "up"
  | "upRenamed"
  | "upTargeted"
  | "refresh"
  | "destroy"
  | "destroyRefreshed"
  | "destroyOld"
  | "destroyNew";

const ups = ["up", "upRenamed", "upTargeted"] as const;
type Up = (typeof ups)[number];

/** Returns whether a command applies the program. */
export const isUp = (command: Command): command is Up => ups.some((each) => each === command);

/** One step of a sequence, with resources named `R` and console actions named `C`. */
export type Step<R extends string, C extends string> =
  | { readonly does: "run"; readonly command: Command; readonly resource: R }
  | { readonly does: "change"; readonly to: PropertyValues }
  | { readonly does: "console"; readonly action: C }
  | { readonly does: "injectFault"; readonly fault: Fault }
  | { readonly does: "clearFaults" }
  | { readonly does: "useForeignKeys" }
  | { readonly does: "kill"; readonly kill: Kill };

/** Values from which the steps of a model are drawn. */
export interface StepValues<R extends string, C extends string> {
  /** Names of the resources that commands run on. */
  readonly resources: readonly R[];
  /** API actions that can fail. */
  readonly actions: readonly string[];
  /** Inputs that the program changes. */
  readonly change: fc.Arbitrary<PropertyValues>;
  readonly consoleActions: readonly C[];
}

const is = <T extends string>(value: T) => fc.constant(value);

/** Returns an arbitrary that generates sequences of 1 to 14 steps. */
export const stepsOf = <R extends string, C extends string>(
  values: StepValues<R, C>,
): fc.Arbitrary<Step<R, C>[]> => {
  const run = (...commands: Command[]) =>
    fc.record({
      does: is("run"),
      command: fc.constantFrom(...commands),
      resource: fc.constantFrom(...values.resources),
    });
  const step = fc.oneof(
    { weight: 6, arbitrary: run("up") },
    { weight: 2, arbitrary: run("upRenamed", "upTargeted") },
    { weight: 3, arbitrary: run("refresh", "destroy", "destroyRefreshed") },
    { weight: 1, arbitrary: run("destroyOld", "destroyNew") },
    { weight: 3, arbitrary: fc.record({ does: is("change"), to: values.change }) },
    {
      weight: 2,
      arbitrary: fc.record({ does: is("console"), action: fc.constantFrom(...values.consoleActions) }),
    },
    { weight: 3, arbitrary: fc.record({ does: is("injectFault"), fault: faultOf(values.actions) }) },
    { weight: 1, arbitrary: fc.record({ does: is("clearFaults") }) },
    { weight: 2, arbitrary: fc.record({ does: is("useForeignKeys") }) },
    { weight: 2, arbitrary: fc.record({ does: is("kill"), kill: kills }) },
  );
  // The default size would limit sequences to 12 steps.
  return fc.array(step, { minLength: 1, maxLength: 14, size: "max" });
};

/** Runs `numRuns` sequences, each with its own stream of random numbers. */
export const runSequences = <S>(
  numRuns: number,
  sequences: fc.Arbitrary<S[]>,
  run: (steps: readonly S[], chance: () => number) => Promise<void>,
): Promise<void> => {
  const chances = fc.infiniteStream(fc.double({ min: 0, max: 0.999, noNaN: true }));
  const property = fc.asyncProperty(sequences, chances, (steps, drawn) => {
    const stream = drawn[Symbol.iterator]();
    return run(steps, () => Number(stream.next().value));
  });
  return fc.assert(property, { numRuns, seed });
};
