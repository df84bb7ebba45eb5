import { differs, type PropertyValues } from "./property";
import type { AnyResource } from "./resource";
import { allProperties, inputNames, keptFromState } from "./state";

export interface DiffResult {
  readonly changes: boolean;
  /** Names of the changed inputs that cause a replacement. */
  readonly replaces: readonly string[];
  readonly deleteBeforeReplace: boolean;
}

/** Returns the names of the changed inputs. */
export const changedInputs = (
  resource: AnyResource,
  state: PropertyValues,
  news: PropertyValues,
): readonly string[] => {
  const properties = allProperties(resource);
  return Object.keys(properties).filter((name) => differs(properties, name, news, state));
};

/** Determines the effect of changed inputs. */
export const diff = (resource: AnyResource, state: PropertyValues, news: PropertyValues): DiffResult => {
  const properties = allProperties(resource);
  const changed = changedInputs(resource, state, news);
  const replaces = changed.filter(
    (name) =>
      (properties[name]?.onChange ?? "update") !== "update" &&
      (resource.replaces?.(name, state, news) ?? true),
  );
  const declared = keptFromState(state).inputNames;
  return {
    // Removing an input, or setting it for the first time to the actual value, changes only the state.
    changes: changed.length > 0 || (declared !== undefined && declared !== inputNames(resource, news)),
    replaces,
    deleteBeforeReplace: replaces.some((name) => properties[name]?.onChange === "deleteBeforeReplace"),
  };
};
