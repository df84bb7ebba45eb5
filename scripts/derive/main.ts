/**
 * Derives regions of the documents, and the package schema, from the code. `npm run derive` writes the regions and the
 * schema. `npm run check:derived` (`--check`) fails if a region or the schema differs from the code, and prints its
 * name.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { actionRegions } from "./actions";
import { configurationRegions } from "./configuration";
import { errorRegions } from "./errors";
import { missingPrograms } from "./examples";
import { featureRegions } from "./features";
import { functionRegions } from "./functions";
import { policyRegions } from "./policies";
import { propertyRegions } from "./properties";
import { type ByLanguage, type Language, type Regions, regionNames, replaceRegions, root } from "./region";
import { registryRegions } from "./registry";
import { packageSchema, schemaFile } from "./schema";

/** Functions that derive the regions, one function per kind of region. */
const kinds: readonly ((language: Language) => Regions)[] = [
  propertyRegions,
  functionRegions,
  errorRegions,
  policyRegions,
  actionRegions,
  featureRegions,
  configurationRegions,
  registryRegions,
];

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `${folder}/${file}`);

const documents: ByLanguage<readonly string[]> = {
  en: ["README.md", ...markdownIn("docs")],
  "zh-CN": ["README.zh-CN.md", ...markdownIn("docs/zh-CN")],
};

const checking = process.argv.includes("--check");

/** Derives the regions of the documents in one language. Returns the problems found. */
const derive = (language: Language): string[] => {
  const regions: Regions = Object.assign({}, ...kinds.map((kind) => kind(language)));
  const found = new Set<string>();
  const problems = documents[language].flatMap((path) => {
    const text = readFileSync(join(root, path), "utf8");
    for (const name of regionNames(text)) found.add(name);
    return deriveDocument(path, text, regions);
  });
  const absent = Object.keys(regions).filter((name) => !found.has(name));
  return [
    ...problems,
    ...absent.map((name) => `region "${name}" is missing from the documents in ${language}`),
  ];
};

const deriveDocument = (path: string, text: string, regions: Regions): string[] => {
  const problems: string[] = [];
  const derived = replaceRegions(text, (name, present) => {
    try {
      const content = regions[name]?.();
      if (content === undefined) throw new Error("unknown region");
      if (checking && content !== present) throw new Error("differs from the code; run npm run derive");
      return content;
    } catch (error) {
      problems.push(`${path}, region "${name}": ${error instanceof Error ? error.message : error}`);
      return present;
    }
  });
  if (!checking && derived !== text) writeFileSync(join(root, path), derived);
  return problems;
};

/** Derives the schema of the provider plugin. Returns the problems found. */
const deriveSchema = (): string[] => {
  const schema = packageSchema();
  if (!checking) writeFileSync(schemaFile, schema);
  const isCurrent = readFileSync(schemaFile, "utf8") === schema;
  return [
    ...(isCurrent ? [] : ["provider/plugin/schema.json differs from the code; run npm run derive"]),
    ...missingPrograms(),
  ];
};

const problems = [...derive("en"), ...derive("zh-CN"), ...deriveSchema()];
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.exitCode = problems.length === 0 ? 0 : 1;
