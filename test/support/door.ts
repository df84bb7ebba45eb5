/** How the resources of a test reach Pulumi's engine: `LINKWAN_DOOR=plugin` selects the provider plugin. */
export type Door = "dynamic" | "plugin";

/** Door that this test run uses. */
export const doorName: Door = process.env.LINKWAN_DOOR === "plugin" ? "plugin" : "dynamic";

/** Built package, as programs load it, keyed by door. */
export const builtPackages = {
  dynamic: require("pulumi-linkwan") as typeof import("../../provider"),
  plugin: require("pulumi-linkwan/plugin") as typeof import("../../provider/pluginResources"),
};

/** Built package of this run's door. */
export const linkwan: typeof import("../../provider") = builtPackages[doorName];

/** Prefix of resource types in the state, for this run's door. */
export const MODULE = doorName === "plugin" ? "linkwan:index:" : "pulumi-nodejs:dynamic/linkwan:";
