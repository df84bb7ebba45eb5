import { join } from "node:path";

export const root = join(__dirname, "..", "..");

export type Language = "en" | "zh-CN";

/** Texts of both languages. */
export type ByLanguage<T> = Readonly<Record<Language, T>>;

/** Derived regions of the documents of one language, by name. Each function returns the Markdown of its region. */
export type Regions = Readonly<Record<string, () => string>>;

/** The opening marker of a region, its content and its end marker. A region contains no other. */
const REGION = /<!-- derived: (.+?) -->\n((?:(?!<!-- derived:)[\s\S])*?)<!-- end derived -->/g;

/** Returns the names of the regions in a document. */
export const regionNames = (text: string): string[] =>
  [...text.matchAll(REGION)].map(([, name = ""]) => name);

/** Returns the document with each region replaced by what `content` returns for its name and its present content. */
export const replaceRegions = (text: string, content: (name: string, present: string) => string): string =>
  text.replace(
    REGION,
    (_, name: string, present: string) =>
      `<!-- derived: ${name} -->\n\n${content(name, present.trim())}\n\n<!-- end derived -->`,
  );
