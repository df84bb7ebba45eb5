import type { AnyResource } from "../../provider/engine/resource";
import type { UserLicense } from "../../provider/functions/api";
import { resources as registry } from "../../provider/resources";
import { checkFailure, type Read } from "./account";
import { type Finding, ok, skip, warn } from "./finding";

/**
 * Reports features that a resource requires and the account lacks. No program needs every feature, so a missing feature
 * is not a failure.
 */
export const checkFeatures = (
  features: Read<readonly string[]>,
  resources: readonly AnyResource[] = registry,
): Finding => {
  if ("error" in features) return checkFailure(features.error);
  const required = resources.flatMap((resource) => resource.features);
  const missing = new Set(required.map(({ name }) => name).filter((name) => !features.value.includes(name)));
  if (missing.size === 0) return ok("every feature that this package uses is activated");
  const usesOf = (feature: string): string =>
    required
      .filter(({ name }) => name === feature)
      .map(({ use }) => use)
      .join(", ");
  return warn(
    `not activated: ${[...missing].map((name) => `${name} (for ${usesOf(name)})`).join(", ")}`,
    "if your program uses these resources, activate the features in the Link WAN console",
  );
};

/** Compares the account's usage with the account's limits. Limits that the service does not return are omitted. */
export const checkLimits = (
  license: Read<Partial<UserLicense>>,
  resources: readonly AnyResource[] = registry,
): Finding => {
  if ("error" in license) return checkFailure(license.error);
  const { value } = license;
  const limits = resources
    .flatMap(({ features }) => features.flatMap(({ limit }) => limit ?? []))
    .flatMap(({ objects, field }) => {
      const [used, most] = [value[`${field}Count`], value[`${field}Limit`]];
      if (used === undefined || most === undefined) return [];
      return [{ text: `${used} of ${most} ${objects}`, isUsedUp: used >= most }];
    });
  if (limits.length === 0) return skip("the service returns no limits");
  const usedUp = limits.filter(({ isUsedUp }) => isUsedUp);
  const rest = limits.filter(({ isUsedUp }) => !isUsedUp);
  const used = `used: ${rest.map(({ text }) => text).join(", ")}`;
  if (usedUp.length === 0) return ok(used);
  return warn(
    `used up: ${usedUp.map(({ text }) => text).join(", ")}${rest.length === 0 ? "" : `; ${used}`}`,
    "nothing if your stacks manage these objects; otherwise, adopt the objects or ask Alibaba Cloud for a higher limit",
  );
};
