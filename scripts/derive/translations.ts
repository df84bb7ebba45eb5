import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { isObject } from "../../provider/client/plain";
import { root } from "./region";

interface Source<T> {
  /** Path of the JSON file. */
  readonly path: string;
  /** Key of the translations in the file. Default: none; the file contains only these translations. */
  readonly section?: string;
  /** Every name that must have a translation. */
  readonly names: readonly string[];
  /** Required parts of a translation. Default: none; each translation is a string. */
  readonly parts?: readonly (keyof T & string)[];
}

/** Returns the Chinese translations in a file, by name. Throws if a translation is missing or has an unknown name. */
export const translations = <T>({ path, section, names, parts }: Source<T>): Readonly<Record<string, T>> => {
  const content = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : {};
  const texts = (section === undefined ? content : content[section]) ?? {};
  const missing = names.filter((name) => !isComplete(texts[name], parts));
  const superfluous = Object.keys(texts).filter((name) => !names.includes(name));
  if (missing.length + superfluous.length === 0) return texts;
  const place = [relative(root, path), section].filter(Boolean).join(", ");
  const problems = [
    ...(missing.length > 0 ? [`missing translations: ${missing.join(", ")}`] : []),
    ...(superfluous.length > 0
      ? [`translations for names that do not exist in the code: ${superfluous.join(", ")}`]
      : []),
  ];
  throw new Error(`${place}: ${problems.join("; ")}`);
};

const isComplete = (text: unknown, parts?: readonly string[]): boolean =>
  parts === undefined ? isText(text) : isObject(text) && parts.every((part) => isText(text[part]));

const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
