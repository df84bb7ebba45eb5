type Fields = Readonly<Record<string, unknown>>;

/** A placeholder for values that differ between runs, written as `<name>` in the scenario. */
interface Pattern {
  readonly type: "string" | "number";
  readonly pattern: RegExp;
}

const patterns: Readonly<Record<string, Pattern>> = {
  "<id>": { type: "string", pattern: /^\d+$/ },
  "<number>": { type: "number", pattern: /^-?\d+(\.\d+)?$/ },
  "<millis>": { type: "number", pattern: /^\d{13}$/ },
  "<millis as text>": { type: "string", pattern: /^\d{13}$/ },
  "<hex>": { type: "string", pattern: /^[0-9a-f]+$/ },
  "<key>": { type: "string", pattern: /^[0-9a-f]{32}$/ },
  "<text>": { type: "string", pattern: /./ },
  "<url>": { type: "string", pattern: /^http:\/\/127\.0\.0\.1:\d+\/\S+$/ },
};

const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/**
 * Returns the items of a list. In XML, a list is either a repeated element or an element that contains a repeated
 * element. A list with one item looks like a single value.
 */
const itemsOf = (value: unknown, isXml: boolean): readonly unknown[] | undefined => {
  if (Array.isArray(value)) return value;
  if (!isXml) return undefined;
  if (value === undefined || value === null || value === "") return [];
  if (!isFields(value)) return [value];
  const [only, ...others] = Object.values(value);
  if (others.length > 0) return [value];
  return Array.isArray(only) ? only : [only];
};

/** Returns the value at a path such as `Data.List.0.OrderId`. */
export const valueAt = (body: unknown, path: string, isXml: boolean): unknown =>
  path.split(".").reduce((value: unknown, name) => {
    const at: unknown = /^\d+$/.test(name) ? itemsOf(value, isXml) : value;
    return at === undefined || at === null ? undefined : (at as Fields)[name];
  }, body);

const differenceOfScalar = (expected: unknown, actual: unknown, isXml: boolean): string[] => {
  const pattern = patterns[String(expected)];
  const found = JSON.stringify(actual) ?? "nothing";
  const isRight = pattern
    ? (isXml || typeof actual === pattern.type) && pattern.pattern.test(String(actual ?? ""))
    : isXml
      ? String(actual ?? "") === String(expected)
      : actual === expected;
  return isRight ? [] : [`${found} instead of ${JSON.stringify(expected)}`];
};

/**
 * Returns the differences between a response and the expected response, in the form `path: actual instead of expected`.
 * An object can have additional fields, but a list must contain exactly the expected items.
 */
export const differences = (expected: unknown, actual: unknown, isXml: boolean): string[] => {
  const below = (name: string | number, found: readonly string[]): string[] =>
    found.map((each) => `${name}${/^[\w.]+: /.test(each) ? "." : ": "}${each}`);
  if (Array.isArray(expected)) {
    const items = itemsOf(actual, isXml);
    if (items?.length !== expected.length)
      return [`${JSON.stringify(actual) ?? "nothing"} instead of ${expected.length} items`];
    return expected.flatMap((each, index) => below(index, differences(each, items[index], isXml)));
  }
  if (!isFields(expected)) return differenceOfScalar(expected, actual, isXml);
  return Object.entries(expected).flatMap(([name, each]) =>
    below(name, differences(each, isFields(actual) ? actual[name] : undefined, isXml)),
  );
};
