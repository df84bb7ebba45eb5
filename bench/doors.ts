import * as dynamic from "pulumi-linkwan";
import * as plugin from "pulumi-linkwan/plugin";
import type { Declare } from "./stacks";

/** An interface through which Pulumi's engine manages leases. */
export interface Door {
  /** Name of the door in the tables. */
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
