import { assumptions } from "./assumptions";
import { invalid, missing } from "./errors";

/** Rules by which the API gateway validates an action-specific parameter. */
export interface ParameterSpec {
  /** A `strings` parameter is repeated: `Name.1`, `Name.2` and so on. */
  readonly type: "string" | "int64" | "float" | "bool" | "strings";
  readonly required: boolean;
  /** Minimum of a number, inclusive. */
  readonly min?: number;
  /** Maximum of a number, inclusive. */
  readonly max?: number;
  /** The valid values. */
  readonly values?: readonly string[];
  readonly pattern?: RegExp;
  /** Whether call records mask the value. */
  readonly secret?: boolean;
}

/** The parameters of an action without the common parameters, by name. */
export type ParameterSpecs = Readonly<Record<string, ParameterSpec>>;

/** Value of an action-specific parameter after validation. */
export type ParameterValue = string | number | boolean | readonly string[] | undefined;
/** Values of the action-specific parameters of a call after validation, by name. */
export type ParameterValues = Readonly<Record<string, ParameterValue>>;

type Constraints = Omit<ParameterSpec, "type" | "required">;
const required =
  (type: ParameterSpec["type"]) =>
  (constraints: Constraints = {}): ParameterSpec => ({ type, required: true, ...constraints });
const optional =
  (type: ParameterSpec["type"]) =>
  (constraints: Constraints = {}): ParameterSpec => ({ type, required: false, ...constraints });

/** Constructors of parameter specs. */
export const spec = {
  string: required("string"),
  int64: required("int64"),
  float: required("float"),
  bool: required("bool"),
  strings: required("strings"),
  optionalString: optional("string"),
  optionalInt64: optional("int64"),
  optionalBool: optional("bool"),
  optionalStrings: optional("strings"),
};

/** Returns the same specs, but with every parameter optional. */
export const allOptional = (specs: ParameterSpecs): ParameterSpecs =>
  Object.fromEntries(Object.entries(specs).map(([name, each]) => [name, { ...each, required: false }]));

const REPEATED = /^(.+)\.[1-9]\d*$/;

/** Returns the spec of a parameter by its name on the wire; `undefined` if the action has no such parameter. */
export const specOf = (specs: ParameterSpecs, wireName: string): ParameterSpec | undefined => {
  if (Object.hasOwn(specs, wireName) && specs[wireName]?.type !== "strings") return specs[wireName];
  const [, name = ""] = REPEATED.exec(wireName) ?? [];
  return Object.hasOwn(specs, name) && specs[name]?.type === "strings" ? specs[name] : undefined;
};

/**
 * Validates and parses parameters. Like the API gateway, checks for missing required parameters before it checks
 * values.
 */
export const validate = (specs: ParameterSpecs, rawValues: ReadonlyMap<string, string>): ParameterValues => {
  for (const [name, { required: isRequired, type }] of Object.entries(specs)) {
    const isPresent = type === "strings" ? repeatedValues(name, rawValues).length > 0 : rawValues.get(name);
    if (isRequired && !isPresent) throw missing(name);
  }
  return Object.fromEntries(
    Object.entries(specs).map(([name, each]) => {
      if (each.type === "strings")
        return [name, repeatedValues(name, rawValues).map((raw) => parse(name, each, raw))];
      const raw = rawValues.get(name);
      return [name, raw || (raw === "" && !assumptions.emptyIsAbsent) ? parse(name, each, raw) : undefined];
    }),
  );
};

/** Returns the values of `Name.1`, `Name.2` and so on. */
const repeatedValues = (name: string, rawValues: ReadonlyMap<string, string>): string[] =>
  [...rawValues]
    .filter(([wireName, raw]) => raw !== "" && REPEATED.exec(wireName)?.[1] === name)
    .map(([, raw]) => raw);

const parse = (name: string, each: ParameterSpec, raw: string): string | number | boolean => {
  if (each.values && !each.values.includes(raw)) throw invalid(name);
  if (each.pattern && !each.pattern.test(raw)) throw invalid(name);
  if (each.type === "string" || each.type === "strings") return raw;
  if (each.type === "bool") {
    const bool = assumptions.booleansIgnoreCase ? raw.toLowerCase() : raw;
    if (bool !== "true" && bool !== "false") throw invalid(name);
    return bool === "true";
  }
  return parseNumber(name, each, raw);
};

const INT64 = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const FLOAT = { min: Number.NEGATIVE_INFINITY, max: Number.POSITIVE_INFINITY };

/**
 * Parses a number. Rounds an int64 beyond the safe integer range instead of rejecting it, because no object has such an
 * id.
 */
const parseNumber = (name: string, each: ParameterSpec, raw: string): number => {
  const isInteger = each.type === "int64";
  const pattern = isInteger ? /^-?\d{1,19}$/ : assumptions.floats;
  if (!pattern.test(raw)) throw invalid(name);
  const value = isInteger ? BigInt(raw) : Number(raw);
  const { min, max } = { ...(isInteger ? INT64 : FLOAT), ...each };
  if (value < min || value > max) throw invalid(name);
  return Number(value);
};
