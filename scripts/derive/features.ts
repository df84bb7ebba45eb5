import type { Feature } from "../../provider/engine/resource";
import { resources } from "../../provider/resources";
import { code, table } from "./markdown";
import type { ByLanguage, Language, Regions } from "./region";

const TEXTS: ByLanguage<{ head: readonly string[]; none: string }> = {
  en: { head: ["feature", "needed for", "limit in `getUserLicense`"], none: "none" },
  "zh-CN": { head: ["功能", "用于", "`getUserLicense` 中的限额"], none: "无" },
};

/**
 * Returns the resource classes that use a feature, in Markdown: `LeasedJoinPermission of type LOCAL` becomes the class,
 * followed by the type in parentheses.
 */
const users = ({ use }: Feature): string[] =>
  use.split(", ").map((user) => {
    const [name = "", type] = user.split(" of type ");
    return type === undefined ? code(name) : `${code(name)} (${code(type)})`;
  });

const limits = ({ limit }: Feature): string[] =>
  limit ? [code(`${limit.field.charAt(0).toLowerCase()}${limit.field.slice(1)}Limit`)] : [];

/** Table of the features that an account can need; several resources can need the same feature. */
export const featureRegions = (language: Language): Regions => ({
  features: () => {
    const { head, none } = TEXTS[language];
    const features = resources.flatMap((resource) => resource.features);
    const rows = [...new Set(features.map(({ name }) => name))].map((name) => {
      const same = features.filter((feature) => feature.name === name);
      return [code(name), same.flatMap(users).join(", "), same.flatMap(limits)[0] ?? none];
    });
    return table(head, rows);
  },
});
