import { legalName } from "../names";
import { checkProperties, isKnown, isSet, ownInputs } from "../properties";
import type { CheckFailure, CheckResult, Context, Values } from "../resource";
import type { Run } from "../run";
import { type InputName, properties, RESOURCE_NAME, roamingInputs } from "./properties";

/** Completes and validates the inputs. `olds` are the inputs of the last run, empty for a new resource. */
export const check = (olds: Values, news: Values, { run }: Context): CheckResult => {
  const { [RESOURCE_NAME]: resourceName, ...declared } = ownInputs(news);
  const inputs = withDefaults(keepSticky(ownInputs(olds), declared), String(resourceName ?? ""));
  const failures = checkProperties("LeasedJoinPermission", properties, inputs);
  const doubled = claimedTwice(inputs, String(resourceName ?? ""), run);
  return { inputs, failures: [...failures, ...contradictions(inputs), ...doubled] };
};

const has = (inputs: Values, name: InputName): boolean => isSet(inputs[name]);

/**
 * Leaving out an input changes nothing, so a sticky one keeps its last value. Not across a change of type, which
 * makes another lease, and not where the program now says in another way which lease it means.
 */
const keepSticky = (olds: Values, declared: Values): Values => {
  if (olds.type !== declared.type) return declared;
  const claimed = CLAIMS.some((name) => has(declared, name));
  const kept = Object.entries(properties).flatMap(([name, rule]) => {
    const keeps = "sticky" in rule && has(olds, name as InputName) && !has(declared, name as InputName);
    return keeps && !(claimed && CLAIMS.includes(name as InputName)) ? [[name, olds[name]]] : [];
  });
  return { ...declared, ...Object.fromEntries(kept) };
};

const withDefaults = (inputs: Values, resourceName: string): Record<string, unknown> => {
  const appliesFor = inputs.type === "ROAMING" && !has(inputs, "joinPermissionId");
  return {
    ...(appliesFor ? { joinPermissionName: legalName(resourceName), enabled: true } : {}),
    unbindOnReturn: false,
    ...inputs,
  };
};

/** Ways to say which lease a resource means. */
const CLAIMS: readonly InputName[] = ["authOrderId", "joinPermissionId"];

/** The resource that is destroyed first would return the lease of the other. */
const claimedTwice = (inputs: Values, resourceName: string, run: Run): CheckFailure[] =>
  CLAIMS.filter((name) => has(inputs, name) && isKnown(inputs[name])).flatMap((property) => {
    const other = run.claim(JSON.stringify([inputs.profile, property, inputs[property]]), resourceName);
    const reason = `is declared by the resource "${other}" too; a lease belongs to one resource`;
    return other === undefined ? [] : [{ property, reason }];
  });

const missing = (property: InputName, reason: string): CheckFailure => ({
  property,
  reason: `is missing: ${reason}`,
});

/** Inputs that are each legal but do not go together. */
const contradictions = (inputs: Values): CheckFailure[] => {
  if (!isSet(inputs.type)) return [missing("type", 'give "ROAMING" or "LOCAL"')];
  if (!isKnown(inputs.type)) return [];
  if (inputs.type === "LOCAL") return localContradictions(inputs);
  if (inputs.type === "ROAMING") return roamingContradictions(inputs);
  return [];
};

const localContradictions = (inputs: Values): CheckFailure[] => {
  const owners = roamingInputs
    .filter((name) => has(inputs, name))
    .map((property) => ({
      property,
      reason: "is decided by the owner of a LOCAL join permission; leave it out",
    }));
  if (has(inputs, "authOrderId") && has(inputs, "joinPermissionId")) {
    const reason =
      "cannot be combined with authOrderId: give the order to accept it, or the id of a lease that is held already";
    return [...owners, { property: "joinPermissionId", reason }];
  }
  if (has(inputs, "authOrderId") || has(inputs, "joinPermissionId")) return owners;
  const reason =
    "give the order with which the owner offers the join permission, or joinPermissionId to take over a lease";
  return [...owners, missing("authOrderId", reason)];
};

const roamingContradictions = (inputs: Values): CheckFailure[] => {
  const orders = has(inputs, "authOrderId")
    ? [
        {
          property: "authOrderId",
          reason: "belongs to a LOCAL lease; a ROAMING one is applied for without an order",
        },
      ]
    : [];
  if (has(inputs, "joinPermissionId")) return orders;
  const required: readonly InputName[] = ["classMode", "freqBandPlanGroupId"];
  const absent = required
    .filter((name) => !has(inputs, name))
    .map((name) =>
      missing(name, "a ROAMING lease is applied for with it (or give joinPermissionId to take one over)"),
    );
  return [...orders, ...absent];
};
