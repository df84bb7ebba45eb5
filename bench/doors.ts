import * as dynamic from "pulumi-linkwan";
import * as plugin from "pulumi-linkwan/plugin";
import type { Declare } from "./stacks";

/** How Pulumi's engine reaches the leases. */
export interface Door {
  /** Name in the tables. */
  readonly title: string;
  readonly declare: Declare;
}

export const pluginDoor: Door = {
  title: "plugin",
  declare: (name, { authOrderId }, opts) =>
    new plugin.LeasedJoinPermission(name, { type: "LOCAL", authOrderId }, opts),
};

export const dynamicDoor: Door = {
  title: "dynamic resources",
  declare: (name, { authOrderId }, opts) =>
    new dynamic.LeasedJoinPermission(name, { type: "LOCAL", authOrderId }, opts),
};

export const doors: readonly Door[] = [pluginDoor, dynamicDoor];
