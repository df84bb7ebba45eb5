/** Contents of a program's files, keyed by file name. */
export type Files = Readonly<Record<string, string>>;

/** Source code that is printed unchanged. */
export class Code {
  constructor(readonly text: string) {}
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;
const WIDEST = 100;

/**
 * Formats a JSON value, which can contain {@link Code}, as TypeScript source.
 *
 * @param taken Number of characters that the first line already contains.
 */
export const sourceOf = (value: unknown, indent = "", taken = indent.length): string => {
  if (value instanceof Code) return value.text;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const deeper = `${indent}  `;
  const fields = Object.entries(value).map(([key, item]) => {
    if (item instanceof Code && item.text === key) return key;
    return `${IDENTIFIER.test(key) ? key : JSON.stringify(key)}: ${sourceOf(item, deeper, deeper.length + key.length + 3)}`;
  });
  const line = `{ ${fields.join(", ")} }`;
  if (taken + line.length <= WIDEST && !line.includes("\n")) return line;
  return `{\n${fields.map((field) => `${deeper}${field},\n`).join("")}${indent}}`;
};
