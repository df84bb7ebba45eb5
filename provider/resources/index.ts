import type { AnyResource } from "../engine/resource";
import * as declarations from "./declarations";

/** The registry of all resources. */
export const resources: readonly AnyResource[] = Object.values(declarations);

/**
 * Returns the resource with this class name. Throws if this version has no such resource.
 *
 * @param upgrade Advice on how to upgrade, as an imperative.
 */
export const resourceNamed = (name: string, upgrade: string): AnyResource => {
  const found = resources.find((each) => each.name === name);
  if (found) return found;
  throw new Error(`this version of pulumi-linkwan has no resource ${name}: ${upgrade}`);
};
