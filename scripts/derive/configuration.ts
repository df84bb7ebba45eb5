import { join } from "node:path";
import { code, table } from "./markdown";
import { type ByLanguage, type Language, type Regions, root } from "./region";
import { translations } from "./translations";
import { propertyComments } from "./tsdoc";

const TEXTS: ByLanguage<{ head: readonly string[]; none: string }> = {
  en: { head: ["key", "default", "meaning"], none: "none" },
  "zh-CN": { head: ["键", "默认值", "含义"], none: "无" },
};

const client = join(root, "provider", "client");

/** Splits the TSDoc comment of a key into the meaning and the default of the key. */
const split = (comment: string): readonly [meaning: string, standard: string] => {
  const [, meaning, standard] = /^(.+)\. Default: (.+)\.$/.exec(comment) ?? [];
  if (meaning === undefined || standard === undefined) throw new Error(`no default in "${comment}"`);
  return [meaning, standard];
};

/** Table of the stack's configuration keys. A default is either a value formatted as code, or `none`. */
export const configurationRegions = (language: Language): Regions => ({
  configuration: () => {
    const { head, none } = TEXTS[language];
    const keys = [...propertyComments(join(client, "configuration.ts"), "configurationKeys")];
    const chinese =
      language === "en"
        ? undefined
        : translations<string>({
            path: join(client, "configuration.zh-CN.json"),
            names: keys.map(([name]) => name),
          });
    const rows = keys.map(([name, comment]) => {
      const [meaning, standard] = split(comment);
      return [code(`linkwan:${name}`), standard === "none" ? none : standard, chinese?.[name] ?? meaning];
    });
    return table(head, rows);
  },
});
