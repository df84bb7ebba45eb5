import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { isObject } from "../../provider/client/plain";
import { root } from "./region";

interface Source<T> {
  /** Path of the JSON file. */
  readonly path: string;
  /** Key of the texts in the file. Default: none; the file contains only the texts. */
  readonly section?: string;
  /** Every name that must have a text. */
  readonly names: readonly string[];
  /** Required parts of a text. Default: none; each text is a string. */
  readonly parts?: readonly (keyof T & string)[];
}

/** Returns the Chinese texts in a file, by name. Throws if a text is missing or has an unknown name. */
export const translations = <T>({ path, section, names, parts }: Source<T>): Readonly<Record<string, T>> => {
  const content = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const texts = (section === undefined ? content : content[section]) ?? {};
  const missing = names.filter((name) => !isComplete(texts[name], parts));
  const superfluous = Object.keys(texts).filter((name) => !names.includes(name));
  if (missing.length + superfluous.length === 0) return texts;
  const place = [relative(root, path), section].filter(Boolean).join(", ");
  const problems = [
    ...(missing.length > 0 ? [`missing texts: ${missing.join(", ")}`] : []),
    ...(superfluous.length > 0
      ? [`texts for names that the code does not contain: ${superfluous.join(", ")}`]
      : []),
  ];
  throw new Error(`${place}: ${problems.join("; ")}`);
};

const isComplete = (text: unknown, parts?: readonly string[]): boolean =>
  parts === undefined ? isText(text) : isObject(text) && parts.every((part) => isText(text[part]));

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
