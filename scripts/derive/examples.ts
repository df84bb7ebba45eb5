import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { resources } from "../../provider/resources";
import { root } from "./region";
import { resourceFolder } from "./sources";

/** Languages of an example, in order. The YAML program is written by hand; the others are converted from it. */
const LANGUAGES = ["yaml", "typescript", "python", "go"] as const;

export type ExampleLanguage = (typeof LANGUAGES)[number];

const COMPONENT = "RoamingNetwork";
/** Path of the overview of the package. */
export const overview = join(root, "provider", "plugin", "overview.md");

const exampleOf = (resource: string): string =>
  resource === COMPONENT
    ? join(root, "provider", "resources", "roamingNetwork.example.md")
    : join(resourceFolder(resource), "example.md");

/** Example files, by subject. */
export const examples: ReadonlyMap<string, string> = new Map([
  ...[...resources.map(({ name }) => name), COMPONENT].map((name) => [name, exampleOf(name)] as const),
  ["the overview", overview],
]);

/** A code block with the blank line before it. */
const BLOCK = /\n```(\w+)\n([\s\S]*?)```\n/g;

/** Returns an example's program in a language; `undefined` if there is none. */
export const programIn = (markdown: string, language: ExampleLanguage): string | undefined =>
  [...markdown.matchAll(BLOCK)].find(([, name]) => name === language)?.[2];

/**
 * Returns the example with its YAML program, followed by these programs in other languages. The new programs replace
 * existing programs.
 */
export const withPrograms = (markdown: string, programs: Readonly<Record<string, string>>): string =>
  onlyIn("yaml", markdown).replace(BLOCK, (block, name: string) =>
    name === "yaml" ? [block, ...LANGUAGES.slice(1).map((each) => blockOf(each, programs))].join("") : block,
  );

const blockOf = (language: ExampleLanguage, programs: Readonly<Record<string, string>>): string =>
  `\n\`\`\`${language}\n${programs[language] ?? ""}\`\`\`\n`;

/** Returns the example with only the program in the given language. */
const onlyIn = (language: ExampleLanguage, markdown: string): string =>
  markdown.replace(BLOCK, (block, name: string) =>
    name !== language && LANGUAGES.some((each) => each === name) ? "" : block,
  );

/**
 * Returns the example section of a resource's description, in the format from which Pulumi's SDK generators select
 * their language.
 */
export const exampleUsage = (resource: string): string => {
  const example = readFileSync(exampleOf(resource), "utf8").trim();
  return `{{% examples %}}\n## Example Usage\n{{% example %}}\n${example}\n{{% /example %}}\n{{% /examples %}}`;
};

/**
 * Returns the overview of the package.
 *
 * @param language Language of the example. Default: all languages.
 */
export const packageOverview = (language?: ExampleLanguage): string => {
  const text = readFileSync(overview, "utf8");
  return (language === undefined ? text : onlyIn(language, text)).trim();
};

/** Returns a problem for each language that an example lacks. */
export const missingPrograms = (): string[] =>
  [...examples.values()].flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return LANGUAGES.filter((language) => programIn(text, language) === undefined).map(
      (language) => `${relative(root, file)} has no ${language}; run npm run derive:examples`,
    );
  });
