import assert from "node:assert/strict";
import type { PropertyValues } from "../../provider/engine/property";
import { linkwan } from "./door";

/** A resource of a program, as data from which another process can also declare the resource. */
export interface Declared {
  readonly name: string;
  readonly className: string;
  /** The input `@name.output` stands for an output of a resource that is declared earlier. */
  readonly inputs: PropertyValues;
}

type Outputs = Readonly<Record<string, unknown>>;
type ResourceClass = new (name: string, inputs: object) => Outputs;

const REFERENCE = /^@(\w+)\.(\w+)$/;

/** Declares resources in a program, in this order. */
export const declareAll = (resources: readonly Declared[]): void => {
  const declared: Record<string, Outputs> = {};
  const resolve = (input: unknown): unknown => {
    const [, name = "", output = ""] = REFERENCE.exec(String(input)) ?? [];
    return name === "" ? input : (declared[name] ?? assert.fail(`${input} is declared later`))[output];
  };
  for (const { name, className, inputs } of resources) {
    const classes: Readonly<Record<string, unknown>> = linkwan;
    const Class = classes[className] as ResourceClass;
    const values = Object.entries(inputs).map(([input, value]) => [input, resolve(value)]);
    declared[name] = new Class(name, Object.fromEntries(values));
  }
};
