import { join } from "node:path";
import { errorCodes } from "../../provider/client/errorCodes";
import { code, table } from "./markdown";
import { type ByLanguage, type Language, type Regions, root } from "./region";
import { translations } from "./translations";

interface ErrorText {
  readonly meaning: string;
  readonly remedy: string;
}

const HEAD: ByLanguage<readonly string[]> = {
  en: ["code", "meaning", "what to do"],
  "zh-CN": ["错误码", "含义", "处理办法"],
};

const texts: ByLanguage<() => Readonly<Record<string, ErrorText>>> = {
  en: () => errorCodes,
  "zh-CN": () =>
    translations<ErrorText>({
      path: join(root, "provider", "client", "errorCodes.zh-CN.json"),
      names: Object.keys(errorCodes),
      parts: ["meaning", "remedy"],
    }),
};

/** Table of the error codes. */
export const errorRegions = (language: Language): Regions => ({
  errors: () =>
    table(
      HEAD[language],
      Object.entries(texts[language]()).map(([name, { meaning, remedy }]) => [
        code(name),
        meaning,
        // GitHub would interpret the placeholder as an HTML tag.
        remedy.replace("<action>", "ACTION"),
      ]),
    ),
});
