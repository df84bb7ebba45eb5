import { readdirSync } from "node:fs";
import { join } from "node:path";
import "../../provider";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { byName } from "./actions";
import { code, table } from "./markdown";
import { type ByLanguage, type Language, type Regions, root } from "./region";
import { resourceFolder } from "./sources";
import { translations } from "./translations";
import { variableComments } from "./tsdoc";

const HEAD: ByLanguage<readonly string[]> = {
  en: ["function", "description", "actions"],
  "zh-CN": ["函数", "说明", "操作"],
};

/**
 * Returns the folders that contain functions: the folder of the account's functions and the folder of each resource.
 */
const folders = (): string[] => [
  join(root, "provider", "functions"),
  ...resources.map(({ name }) => resourceFolder(name)),
];

/** Returns the first sentence of the TSDoc of each function in a folder, by name. */
const functionTexts = (folder: string): Readonly<Record<string, string>> => {
  const comments = readdirSync(folder)
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => [...variableComments(join(folder, file))]);
  return Object.fromEntries(
    comments
      .filter(([name]) => accountFunctions.has(name))
      .map(([name, comment]) => [name, comment.split(/\.(?= |$)/)[0] ?? ""]),
  );
};

/** Removes the actions in parentheses, because the table has a separate column for actions. */
const withoutActions = (text: string): string => text.replace(/ ?[(（][A-Z][^)）]*[)）]/, "");

const texts: ByLanguage<(folder: string) => Readonly<Record<string, string>>> = {
  en: functionTexts,
  "zh-CN": (folder) =>
    translations({
      path: join(folder, "zh-CN.json"),
      section: "functions",
      names: Object.keys(functionTexts(folder)),
    }),
};

/** Table of the functions. */
export const functionRegions = (language: Language): Regions => ({
  functions: () => {
    const described = Object.assign({}, ...folders().map(texts[language]));
    const rows = [...accountFunctions.keys()].sort().map((name) => {
      if (described[name] === undefined) throw new Error(`${name} has no description`);
      const actions = byName(accountFunctions.get(name)?.actions ?? []).map((action) => code(action.name));
      return [code(name), withoutActions(described[name]), actions.join(", ")];
    });
    return table(HEAD[language], rows);
  },
});
