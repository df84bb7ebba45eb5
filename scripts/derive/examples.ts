import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { resources } from "../../provider/resources";
import { root } from "./region";
import { resourceFolder } from "./sources";

/** Languages of an example, in their order. The YAML is written by hand, the others are converted from it. */
const LANGUAGES = ["yaml", "typescript", "python", "go"] as const;

export type ExampleLanguage = (typeof LANGUAGES)[number];

const COMPONENT = "RoamingNetwork";
const overview = join(root, "provider", "plugin", "overview.md");

const exampleOf = (resource: string): string =>
  resource === COMPONENT
    ? join(root, "provider", "resources", "roamingNetwork.example.md")
    : join(resourceFolder(resource), "example.md");

/** Files of the examples, by what each shows. */
export const examples: ReadonlyMap<string, string> = new Map([
  ...[...resources.map(({ name }) => name), COMPONENT].map((name) => [name, exampleOf(name)] as const),
  ["the overview", overview],
]);

/** A block of code, with the empty line before it. */
const BLOCK = /\n```(\w+)\n([\s\S]*?)```\n/g;

/** Returns the program of an example in a language; undefined: the example has none. */
export const programIn = (markdown: string, language: ExampleLanguage): string | undefined =>
  [...markdown.matchAll(BLOCK)].find(([, name]) => name === language)?.[2];

/** Returns the example with the YAML followed by the other languages, in place of the ones that it has. */
export const withPrograms = (markdown: string, programs: Readonly<Record<string, string>>): string =>
  onlyIn("yaml", markdown).replace(BLOCK, (block, name: string) =>
    name === "yaml" ? [block, ...LANGUAGES.slice(1).map((each) => blockOf(each, programs))].join("") : block,
  );

const blockOf = (language: ExampleLanguage, programs: Readonly<Record<string, string>>): string =>
  `\n\`\`\`${language}\n${programs[language] ?? ""}\`\`\`\n`;

/** Returns the example without the programs in the languages other than the given one. */
const onlyIn = (language: ExampleLanguage, markdown: string): string =>
  markdown.replace(BLOCK, (block, name: string) =>
    name !== language && LANGUAGES.some((each) => each === name) ? "" : block,
  );

/** Returns the part of a resource's description with its example, in the form from which an SDK takes its language. */
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

/** Returns the languages that examples lack. */
export const missingPrograms = (): string[] =>
  [...examples.values()].flatMap((file) => {
    const text = readFileSync(file, "utf8");
    return LANGUAGES.filter((language) => programIn(text, language) === undefined).map(
      (language) => `${relative(root, file)} has no ${language}; run npm run derive:examples`,
    );
  });
