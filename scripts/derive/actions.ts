import "../../provider";
import type { AnyAction } from "../../provider/client/action";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { code, table } from "./markdown";
import type { ByLanguage, Language, Regions } from "./region";

/** Returns all actions that the functions call. */
export const functionActions = (): AnyAction[] =>
  [...accountFunctions.values()].flatMap(({ actions }) => actions);

/** Returns the actions sorted by name, without duplicates. */
export const byName = (actions: readonly AnyAction[]): AnyAction[] => {
  const named = new Map(actions.map((action) => [action.name, action]));
  return [...named.keys()].sort().flatMap((name) => named.get(name) ?? []);
};

const TEXTS: ByLanguage<{ head: readonly string[]; none: string; yes: string; no: string }> = {
  en: { head: ["action", "RAM resources", "takes `IotInstanceId`"], none: "none", yes: "yes", no: "no" },
  "zh-CN": { head: ["操作", "RAM 资源", "接受 `IotInstanceId`"], none: "无", yes: "是", no: "否" },
};

/** Table of all actions that the resources and functions call. */
export const actionRegions = (language: Language): Regions => ({
  actions: () => {
    const { head, none, yes, no } = TEXTS[language];
    const actions = byName([...resources.flatMap((resource) => resource.actions), ...functionActions()]);
    const rows = actions.map(({ name, ramResources, takesIotInstanceId }) => [
      code(name),
      ramResources?.map(code).join(", ") ?? none,
      takesIotInstanceId ? yes : no,
    ]);
    return table(head, rows);
  },
});
