import type { RentedJoinPermission } from "../../api/actions";
import { INPUT_NAMES, inputNames, isSet, ownInputs } from "../properties";
import type { Values } from "../resource";
import { properties } from "./properties";

/** What the cloud says of a lease, in the resource's names. The counters and the binding are not state: they change by themselves. */
export const ofCloud = (lease: RentedJoinPermission): Record<string, unknown> => ({
  joinPermissionId: lease.JoinPermissionId,
  joinPermissionName: lease.JoinPermissionName,
  type: lease.Type,
  classMode: lease.ClassMode,
  freqBandPlanGroupId: lease.FreqBandPlanGroupId,
  joinEui: lease.JoinEui,
  enabled: lease.Enabled,
  rxDelay: lease.RxDelay,
  dataRate: lease.DataRate,
});

/** Where a resource keeps its key, which no other resource has, not even one that holds the same lease. */
const KEY = "__key";

/** What the cloud does not know of a lease, and every read leaves as it is. */
const OWN = ["authOrderId", "unbindOnReturn", "profile", INPUT_NAMES, KEY];

/** What only the program knows, from its inputs. */
export const ownOf = (inputs: Values, key: string): Values => ({
  ...inputs,
  [INPUT_NAMES]: inputNames(properties, inputs),
  [KEY]: key,
});

/** The state of a lease: what the cloud says, and what only the program knows, from its inputs or an older state. */
export const stateOf = (cloud: Values, own: Values): Record<string, unknown> =>
  withoutUnset({ ...cloud, ...Object.fromEntries(OWN.map((name) => [name, own[name]])) });

/** The state to record where the cloud holds the lease but could not be read: what is known without it. */
export const unreadState = (id: string, inputs: Values, key: string): Record<string, unknown> =>
  stateOf({ ...ownInputs(inputs), joinPermissionId: id }, ownOf(inputs, key));

const withoutUnset = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isSet(value)));

export const profileOf = (values: Values): string | undefined =>
  typeof values.profile === "string" ? values.profile : undefined;

export const keyOf = (state: Values): string => String(state[KEY]);
