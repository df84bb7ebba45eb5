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

/** The state of a lease: what the cloud says, and what only the program knows. */
export const stateOf = (cloud: Values, inputs: Values): Record<string, unknown> =>
  withoutUnset({
    ...cloud,
    authOrderId: inputs.authOrderId,
    unbindOnReturn: inputs.unbindOnReturn,
    profile: inputs.profile,
    [INPUT_NAMES]: inputNames(properties, inputs),
  });

/** The state to record where the cloud holds the lease but could not be read: what is known without it. */
export const unreadState = (id: string, inputs: Values): Record<string, unknown> =>
  stateOf({ ...ownInputs(inputs), joinPermissionId: id }, inputs);

/** The state after a refresh: new values of the cloud, the program's own kept. */
export const refreshed = (lease: RentedJoinPermission, state: Values): Record<string, unknown> =>
  withoutUnset({
    ...ofCloud(lease),
    authOrderId: state.authOrderId,
    unbindOnReturn: state.unbindOnReturn,
    profile: state.profile,
    [INPUT_NAMES]: state[INPUT_NAMES],
  });

const withoutUnset = (values: Values): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => isSet(value)));

export const profileOf = (values: Values): string | undefined =>
  typeof values.profile === "string" ? values.profile : undefined;
