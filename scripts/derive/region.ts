import { join } from "node:path";

/** Root folder of the repository. */
export const root = join(__dirname, "..", "..");

/** Language of a document. */
export type Language = "en" | "zh-CN";

/** A value for each language. */
export type ByLanguage<T> = Readonly<Record<Language, T>>;

/** Derived regions of the documents in one language, by name. Each function returns the Markdown of the region. */
export type Regions = Readonly<Record<string, () => string>>;

/** Start marker, content and end marker of a region. Regions cannot be nested. */
const REGION = /<!-- derived: (.+?) -->\n((?:(?!<!-- derived:)[\s\S])*?)<!-- end derived -->/g;

/** Returns the names of the regions in a document. */
export const regionNames = (text: string): string[] =>
  [...text.matchAll(REGION)].map(([, name = ""]) => name);

/** Replaces each region of a document with the result of `content` for the region's name and current content. */
export const replaceRegions = (text: string, content: (name: string, present: string) => string): string =>
  text.replace(
    REGION,
    (_, name: string, present: string) =>
      `<!-- derived: ${name} -->\n\n${content(name, present.trim())}\n\n<!-- end derived -->`,
  );
