import { choices } from "./choices";
import { invalid, missing } from "./errors";

/** What the gateway knows of a business parameter: its type, whether it is required, its range or values. */
export interface ParameterSpec {
  /** `texts` is repeated: `Name.1`, `Name.2` and so on. */
  readonly type: "string" | "int64" | "float" | "bool" | "texts";
  readonly required: boolean;
  readonly least?: number;
  readonly most?: number;
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
  /** Its value stands in no record. */
  readonly secret?: boolean;
}

export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** A business parameter after validation. */
export type ParameterValue = string | number | boolean | readonly string[] | undefined;
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

type Limits = Omit<ParameterSpec, "type" | "required">;
const required =
  (type: ParameterSpec["type"]) =>
  (limits: Limits = {}): ParameterSpec => ({ type, required: true, ...limits });
const optional =
  (type: ParameterSpec["type"]) =>
  (limits: Limits = {}): ParameterSpec => ({ type, required: false, ...limits });

export const spec = {
  text: required("string"),
  int64: required("int64"),
  float: required("float"),
  bool: required("bool"),
  optionalText: optional("string"),
  optionalInt64: optional("int64"),
  optionalBool: optional("bool"),
  optionalTexts: optional("texts"),
};

/** The same parameters, none of them required. */
export const allOptional = (specs: ParameterSpecs): ParameterSpecs =>
  Object.fromEntries(Object.entries(specs).map(([name, each]) => [name, { ...each, required: false }]));

const REPEATED = /^(.+)\.[1-9]\d*$/;

/** The parameter that a name on the wire belongs to, `undefined` where the action has none. */
export const specOf = (specs: ParameterSpecs, wireName: string): ParameterSpec | undefined => {
  if (Object.hasOwn(specs, wireName) && specs[wireName]?.type !== "texts") return specs[wireName];
  const [, name = ""] = REPEATED.exec(wireName) ?? [];
  return Object.hasOwn(specs, name) && specs[name]?.type === "texts" ? specs[name] : undefined;
};

/** Required parameters first, then values, as the gateway does. */
export const validate = (specs: ParameterSpecs, given: ReadonlyMap<string, string>): ParameterValues => {
  for (const [name, { required: isRequired }] of Object.entries(specs)) {
    if (isRequired && !given.get(name)) throw missing(name);
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, each]) => {
      if (each.type === "texts") return [name, repeated(name, given)];
      const text = given.get(name);
      return [name, text || (text === "" && !choices.emptyIsAbsent) ? parse(name, each, text) : undefined];
    }),
  );
};

/** The values of `Name.1`, `Name.2` and so on. */
const repeated = (name: string, given: ReadonlyMap<string, string>): string[] =>
  [...given]
    .filter(([wireName, text]) => text !== "" && REPEATED.exec(wireName)?.[1] === name)
    .map(([, text]) => text);

const parse = (name: string, each: ParameterSpec, text: string): ParameterValue => {
  if (each.values && !each.values.includes(text)) throw invalid(name);
  if (each.pattern && !each.pattern.test(text)) throw invalid(name);
  if (each.type === "string") return text;
  if (each.type === "bool") {
    const flag = choices.booleansIgnoreCase ? text.toLowerCase() : text;
    if (flag !== "true" && flag !== "false") throw invalid(name);
    return flag === "true";
  }
  return number(name, each, text);
};

const INT64 = { least: -(2n ** 63n), most: 2n ** 63n - 1n };
const FLOAT = { least: Number.NEGATIVE_INFINITY, most: Number.POSITIVE_INFINITY };

/** A whole number beyond what JavaScript holds exactly is a number all the same: it is nobody's id. */
const number = (name: string, each: ParameterSpec, text: string): number => {
  const isWhole = each.type === "int64";
  const form = isWhole ? /^-?\d{1,19}$/ : choices.floats;
  if (!form.test(text)) throw invalid(name);
  const value = isWhole ? BigInt(text) : Number(text);
  const { least, most } = { ...(isWhole ? INT64 : FLOAT), ...each };
  if (value < least || value > most) throw invalid(name);
  return Number(value);
};
