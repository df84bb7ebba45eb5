import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { EmulatorOptions } from "../../emulator";
import type { Column, Keys } from "./client";

/** A call, or something that happens in the cloud without one. */
export interface Step {
  /** What the step shows; default: account and action. */
  readonly title?: string;
  /** AccessKey ID of the account that calls. */
  readonly as: string;
  /** Replaces keys of the account; an empty text omits a key. */
  readonly keys?: Partial<Keys>;
  readonly call: string;
  /** Parameters; `${name}` is a value that an earlier step has kept, `${n}` the number of a repeated call. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Number of calls at once; default 1. */
  readonly times?: number;
  /** Expected fields of the answer, beside `Success: true`. Default: none. */
  readonly gives?: Readonly<Record<string, unknown>>;
  /** Expected error code. Default: the call succeeds. */
  readonly fails?: string;
  /** Expected error codes of clients that replace the code of the service, by name and format, such as `Go SDK JSON`. */
  readonly unless?: Readonly<Record<string, string>>;
  /** Why clients cannot read the answer, by name and format, such as `Go SDK XML`; their calls must fail. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** Expected HTTP status of an error; default 400. */
  readonly status?: number;
  /** Expected numbers of the outcomes of repeated calls, by error code or `OK`. */
  readonly codes?: Readonly<Record<string, number>>;
  /**
   * Reads all pages at once, each as long as the `Limit`, and one more: `total` is the number of items, which differ
   * in the field `of`.
   */
  readonly pages?: { readonly total: number; readonly of: string };
  /** Keeps values of the answer: their paths by name. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** Something that a user or the vendor does in the cloud before the next step. */
export interface Event {
  /** Method of the emulator. */
  readonly cloud:
    | "transmit"
    | "setGatewayOnline"
    | "setTupleOrderState"
    | "lockNodeGroup"
    | "unlockNodeGroup"
    | "injectFault";
  readonly arguments: readonly unknown[];
}

/** A sequence of steps in a cloud of its own. */
export interface Scenario {
  readonly title: string;
  /** Options of the emulator. */
  readonly emulator: EmulatorOptions;
  /** The columns that take part. Default: all. */
  readonly only?: Partial<Column>;
  readonly steps: readonly (Step | Event)[];
}

/** The scenarios. */
export const scenarios = load(readFileSync(join(__dirname, "scenario.yaml"), "utf8")) as readonly Scenario[];

/** Returns the events between a step and the one before. */
export const eventsBefore = (steps: Scenario["steps"], step: Step): Event[] => {
  const before = steps.slice(0, steps.indexOf(step));
  const last = before.map((each) => "call" in each).lastIndexOf(true);
  return before.slice(last + 1).filter((each) => "cloud" in each);
};

/** Returns a value with the kept values in the places of their names; a text that is only a name gets the value. */
export const fill = (value: unknown, kept: Readonly<Record<string, unknown>>): unknown => {
  if (Array.isArray(value)) return value.map((each) => fill(each, kept));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, kept)]));
  if (typeof value !== "string") return value;
  const lookUp = (name: string): unknown => {
    if (kept[name] === undefined) throw new Error(`no earlier step has kept ${name}`);
    return kept[name];
  };
  const [, whole] = /^\$\{(\w+)\}$/.exec(value) ?? [];
  if (whole !== undefined) return lookUp(whole);
  return value.replaceAll(/\$\{(\w+)\}/g, (_, name) => String(lookUp(name)));
};
