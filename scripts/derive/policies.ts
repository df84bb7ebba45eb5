import type { AnyAction } from "../../provider/client/action";
import { resources } from "../../provider/resources";
import { leasedJoinPermission, nodeGroup, nodeGroupBinding } from "../../provider/resources/declarations";
import { byName, functionActions } from "./actions";
import type { Regions } from "./region";

/** Returns a RAM policy that allows the given actions. */
const policy = (actions: readonly AnyAction[]): string => {
  const document = {
    Version: "1",
    Statement: [{ Effect: "Allow", Action: rights(actions), Resource: ["acs:linkwan:*:*:*"] }],
  };
  return `\`\`\`json\n${JSON.stringify(document, null, 2)}\n\`\`\``;
};

const rights = (actions: readonly AnyAction[]): string[] =>
  byName(actions).map(({ name }) => `linkwan:${name}`);

/** Actions of the component, except actions on authorization orders, because a ROAMING lease has no order. */
const roamingNetwork = [
  ...leasedJoinPermission.actions.filter(({ name }) => !name.includes("AuthOrder")),
  ...nodeGroup.actions,
  ...nodeGroupBinding.actions,
];

/** RAM policies for each resource, the component and the functions. */
export const policyRegions = (): Regions => ({
  ...Object.fromEntries(resources.map(({ name, actions }) => [`policy ${name}`, () => policy(actions)])),
  "policy RoamingNetwork": () => policy(roamingNetwork),
  "policy Functions": () => policy(functionActions()),
});
