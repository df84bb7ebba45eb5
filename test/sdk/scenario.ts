import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import type { EmulatorOptions } from "../../emulator";
import type { Column, Keys } from "./client";

/** One or more calls to an action, with the expected outcome. */
export interface Step {
  /** Title of the test. Default: the account, the action and the expected error. */
  readonly title?: string;
  /** AccessKey ID of the calling account. */
  readonly as: string;
  /** Values that replace the account's keys; an empty string omits a key. */
  readonly keys?: Partial<Keys>;
  readonly call: string;
  /** Parameters. `${name}` stands for a value that an earlier step kept, `${n}` for the number of a repeated call. */
  readonly with?: Readonly<Record<string, unknown>>;
  /** Number of parallel calls. Default 1. */
  readonly times?: number;
  /** Expected fields of the response, in addition to `Success: true`. Default: none. */
  readonly gives?: Readonly<Record<string, unknown>>;
  /** Expected error code. Default: none; the call must succeed. */
  readonly fails?: string;
  /** Expected codes of clients that replace the service's error code, by client and format, such as `Go SDK JSON`. */
  readonly unless?: Readonly<Record<string, string>>;
  /** Reasons why clients cannot read the response, by client and format. The calls of these clients must fail. */
  readonly cannot?: Readonly<Record<string, string>>;
  /** Expected HTTP status of an error. Default 400. */
  readonly status?: number;
  /** Expected number of outcomes of parallel calls, by error code or `OK`. */
  readonly codes?: Readonly<Record<string, number>>;
  /**
   * Reads all pages, each with `Limit` items, and one empty page in parallel. `total` is the expected number of items.
   * The values of the field `of` must be distinct.
   */
  readonly pages?: { readonly total: number; readonly of: string };
  /** Paths of the response values to keep for later steps, by name. */
  readonly keep?: Readonly<Record<string, string>>;
}

/** An event in the emulated cloud before the next step, for example an action of a user or the vendor. */
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

/** A sequence of steps with a separate emulator for each column. */
export interface Scenario {
  readonly title: string;
  /** Options of the emulator. */
  readonly emulator: EmulatorOptions;
  /** Values that select the columns. Default: all columns. */
  readonly only?: Partial<Column>;
  readonly steps: readonly (Step | Event)[];
}

/** The scenarios. */
export const scenarios = load(readFileSync(join(__dirname, "scenario.yaml"), "utf8")) as readonly Scenario[];

/** Returns the events between the previous step and a step. */
export const eventsBefore = (steps: Scenario["steps"], step: Step): Event[] => {
  const before = steps.slice(0, steps.indexOf(step));
  const last = before.map((each) => "call" in each).lastIndexOf(true);
  return before.slice(last + 1).filter((each) => "cloud" in each);
};

/** Replaces each `${name}` in a value by the kept value. A string that is only `${name}` takes on that value's type. */
export const fill = (value: unknown, kept: Readonly<Record<string, unknown>>): unknown => {
  if (Array.isArray(value)) return value.map((each) => fill(each, kept));
  if (typeof value === "object" && value !== null)
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fill(each, kept)]));
  if (typeof value !== "string") return value;
  const lookUp = (name: string): unknown => {
    if (kept[name] === undefined) throw new Error(`no earlier step kept ${name}`);
    return kept[name];
  };
  const [, whole] = /^\$\{(\w+)\}$/.exec(value) ?? [];
  if (whole !== undefined) return lookUp(whole);
  return value.replaceAll(/\$\{(\w+)\}/g, (_, name) => String(lookUp(name)));
};
