import { choices } from "./choices";
import { invalid, missing } from "./errors";

/** What the gateway knows of a business parameter: its type, whether it is required, its range or values. */
export interface ParameterSpec {
  readonly type: "string" | "int64" | "bool";
  readonly required: boolean;
  readonly least?: number;
  readonly most?: number;
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
}

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** A business parameter after validation. */
export type ParameterValue = string | number | boolean | undefined;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

type Limits = Pick<ParameterSpec, "least" | "most" | "values" | "pattern">;
const required =
  (type: ParameterSpec["type"]) =>
  (limits: Limits = {}): ParameterSpec => ({ type, required: true, ...limits });
const optional =
  (type: ParameterSpec["type"]) =>
  (limits: Limits = {}): ParameterSpec => ({ type, required: false, ...limits });

export const spec = {
  text: required("string"),
  int64: required("int64"),
  bool: required("bool"),
  optionalText: optional("string"),
  optionalInt64: optional("int64"),
  optionalBool: optional("bool"),
};

/** Required parameters first, then values, as the gateway does. */
export const validate = (specs: ParameterSpecs, given: ReadonlyMap<string, string>): ParameterValues => {
  for (const [name, { required: isRequired }] of Object.entries(specs)) {
    if (isRequired && !given.get(name)) throw missing(name);
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, each]) => {
      const text = given.get(name);
      return [name, text ? parse(name, each, text) : undefined];
    }),
  );
};

const parse = (name: string, each: ParameterSpec, text: string): ParameterValue => {
  if (each.values && !each.values.includes(text)) throw invalid(name);
  if (each.pattern && !each.pattern.test(text)) throw invalid(name);
  if (each.type === "string") return text;
  if (each.type === "bool") {
    const flag = choices.booleansIgnoreCase ? text.toLowerCase() : text;
    if (flag !== "true" && flag !== "false") throw invalid(name);
    return flag === "true";
  }
  const number = /^-?\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  const { least = Number.MIN_SAFE_INTEGER, most = Number.MAX_SAFE_INTEGER } = each;
  if (!(number >= least && number <= most)) throw invalid(name);
  return number;
};
