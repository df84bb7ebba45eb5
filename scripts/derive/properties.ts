import { join, relative } from "node:path";
import { commonProperties, type Properties } from "../../provider/engine/property";
import { resources } from "../../provider/resources";
import { code, table } from "./markdown";
import { type ByLanguage, type Language, type Regions, root } from "./region";
import { declarationFile, resourceFolder } from "./sources";
import { translations } from "./translations";
import { componentArgs, propertyComments } from "./tsdoc";

/** Description of an input: its meaning, and the effect of changing its value. */
interface InputText {
  readonly meaning: string;
  readonly change: string;
}

/** Returns the descriptions of the named inputs, by name. */
type Describe = (names: readonly string[]) => Readonly<Record<string, InputText>>;

/** Names of the columns. */
const HEAD: ByLanguage<readonly string[]> = {
  en: ["input", "meaning", "change"],
  "zh-CN": ["输入", "含义", "改变时"],
};

const SEE: ByLanguage<(resource: string) => string> = {
  en: (resource) => `see ${resource}`,
  "zh-CN": (resource) => `见 ${resource}`,
};

/** Tables of the inputs of each resource and of the component. */
export const propertyRegions = (language: Language): Regions => {
  const engine = join(root, "provider", "engine");
  const common = describe[language](engine, join(engine, "property.ts"), "commonProperties");
  const tables = resources.map(({ name, properties }) => {
    const folder = resourceFolder(name);
    const own = describe[language](folder, declarationFile(folder), "properties");
    // The last row describes `profile`, which all resources have.
    const rows = () => [...inputRows(properties, own), ...inputRows(commonProperties, common)];
    return [`properties ${name}`, () => table(HEAD[language], rows())] as const;
  });
  return {
    ...Object.fromEntries(tables),
    "properties RoamingNetwork": () => table(HEAD[language], roamingNetworkRows(language)),
  };
};

/**
 * Returns the table rows for the component's own inputs, then for the inputs that the component passes to resources.
 */
const roamingNetworkRows = (language: Language): string[][] => {
  const file = join(root, "provider", "resources", "roamingNetwork.ts");
  const { own, picked } = componentArgs(file, "RoamingNetworkArgs");
  const names = [...own.keys()];
  const texts =
    language === "en"
      ? inputTexts(file, own, names)
      : translations<InputText>({
          path: file.replace(/\.ts$/, ".zh-CN.json"),
          names,
          parts: ["meaning", "change"],
        });
  // These rows refer to the resource, because the resource's descriptions can mention LOCAL leases, which the component
  // does not support.
  const passed = picked.map(([from, inputs]) => {
    const reference = SEE[language](code(from.replace(/Args$/, "")));
    return [inputs.map(code).join(", "), reference, reference];
  });
  return [...textRows(names, texts), ...passed];
};

const inputRows = (properties: Properties, describeInputs: Describe): string[][] => {
  const inputs = Object.keys(properties).filter((name) => properties[name]?.presence !== "computed");
  return textRows(inputs, describeInputs(inputs));
};

const textRows = (names: readonly string[], texts: Readonly<Record<string, InputText>>): string[][] =>
  names.map((name) => {
    const { meaning = "", change = "" } = texts[name] ?? {};
    return [code(name), cell(meaning), cell(change)];
  });

/** Removes the final period, because table cells end without a period. */
const cell = (text: string): string => text.replace(/[.。]$/, "");

/** Functions that describe inputs: in English from the code, and in Chinese from a JSON file in the folder. */
const describe: ByLanguage<(folder: string, source: string, variable: string) => Describe> = {
  en: (_, source, variable) => (names) => inputTexts(source, propertyComments(source, variable), names),
  "zh-CN": (folder) => (names) =>
    translations<InputText>({
      path: join(folder, "zh-CN.json"),
      section: "properties",
      names,
      parts: ["meaning", "change"],
    }),
};

const inputTexts = (
  source: string,
  comments: ReadonlyMap<string, string>,
  names: readonly string[],
): Readonly<Record<string, InputText>> =>
  Object.fromEntries(
    names.map((name) => [name, inputText(`${relative(root, source)}, ${name}`, comments.get(name) ?? "")]),
  );

/** Splits the TSDoc comment of an input. The API name and the errors are omitted from the table. */
const inputText = (place: string, comment: string): InputText => {
  const [described = ""] = comment.split(/ (?:API|Errors): /);
  const change = described.search(/(?<=\. )(?:Changed|Changing|Another value)\b/);
  if (change < 0) throw new Error(`${place}: no sentence describes the effect of a change`);
  return { meaning: described.slice(0, change).trim(), change: described.slice(change) };
};
