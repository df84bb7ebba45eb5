import { assumptions } from "../assumptions";
import type { JoinPermission } from "../entities";
import { missing } from "../errors";
import { type ParameterValue, spec } from "../parameters";
import type { State } from "../state";
import {
  type ActionSpecs,
  type Call,
  DEFAULT_JOIN_EUI,
  fail,
  matches,
  matchesFuzzy,
  page,
  pageParameters,
  radioParameters,
  valueOr,
} from "./action";
import { trafficCounters } from "./counters";
import { checkFreqBandPlan } from "./frequencyBands";
import { enter } from "./orders";
import { checkPermissionName, createPermission } from "./permissions";

const owned = ({ state, account, string }: Call): JoinPermission => {
  const permission = state.permissions.get(string("JoinPermissionId"));
  const isOwned = permission?.type === "LOCAL" && permission.owner === account.name;
  return isOwned ? permission : fail(assumptions.ownedByOthers);
};

const notGranted = (permission: JoinPermission): JoinPermission =>
  permission.renter === undefined ? permission : fail("JoinPermissionAlreadyAuthorized");

/** Returns the AuthState of an owned permission. */
export const authState = (state: State, { id, renter }: JoinPermission): string => {
  if (renter !== undefined) return "ACCEPTED";
  return state.openOrderOf(id) ? "APPLYING" : "NEW";
};

/** Returns the fields of an owned permission in replies (API file B.0.2, column ListOwned). */
const listFields = (state: State, each: JoinPermission) => ({
  JoinPermissionId: each.id,
  JoinPermissionName: each.name,
  RenterAliyunId: each.renter,
  AuthState: authState(state, each),
  ClassMode: each.classMode,
  FreqBandPlanGroupId: each.freqBandPlanGroupId,
  JoinEui: each.joinEui,
  Enabled: each.enabled,
  RxDelay: each.rxDelay,
  DataRate: each.dataRate,
});

/** Returns the fields of an owned permission in replies (API file B.0.2, column GetOwned). */
const getFields = (state: State, each: JoinPermission) => {
  const group = state.groupOfPermission(each.id);
  return {
    ...listFields(state, each),
    CreateMillis: each.createMillis,
    NodesCnt: state.nodesIn(group?.id).length,
    ...trafficCounters(state, each.id),
    DataDispatchDestination: group?.dataDispatchConfig?.Destination,
    BoundProductName: group?.dataDispatchConfig?.IotProduct.ProductName,
    MulticastEnabled: false,
    MulticastNodeCapacity: 0,
  };
};

const feature = "LOCAL_JOIN_PERMISSION";
const classModes = { values: ["A", "B", "C"] };

const filterParameters = {
  Enabled: spec.optionalBool(),
  FuzzyRenterAliyunId: spec.optionalString(),
  FuzzyJoinEui: spec.optionalString(),
  FuzzyJoinPermissionName: spec.optionalString(),
};

const filterPermissions = ({ state, account, value }: Call): JoinPermission[] =>
  state
    .ownedBy(account)
    .filter((each) => matches(each.enabled, value("Enabled")))
    .filter((each) => matchesFuzzy(each.renter, value("FuzzyRenterAliyunId")))
    .filter((each) => matchesFuzzy(each.joinEui, value("FuzzyJoinEui")))
    .filter((each) => matchesFuzzy(each.name, value("FuzzyJoinPermissionName")));

const requiredJoinEui = (value: ParameterValue): string => {
  if (value === undefined) throw missing("JoinEui");
  return String(value).toLowerCase();
};

const createLocal = (call: Call, joinEui: string): string => {
  const { state, account, string, number } = call;
  checkFreqBandPlan(number("FreqBandPlanGroupId"));
  if (state.ownedBy(account).length >= assumptions.localJoinPermissionLimit)
    fail("ExceedLocalJoinPermissionLimit");
  checkPermissionName(call, string("JoinPermissionName"));
  return createPermission(call, {
    type: "LOCAL",
    owner: account.name,
    renter: undefined,
    joinEui,
    enabled: assumptions.localEnabled,
  });
};

/** Actions on owned LOCAL permissions. */
export const ownedActions: ActionSpecs = {
  // B.8
  CreateLocalJoinPermission: {
    parameters: {
      FreqBandPlanGroupId: spec.int64(),
      ClassMode: spec.string(classModes),
      UseDefaultJoinEui: spec.bool(),
      JoinPermissionName: spec.string(),
      ...radioParameters,
      JoinEui: spec.optionalString({ pattern: assumptions.eui }),
      IotInstanceId: spec.optionalString(),
    },
    feature,
    run: (call) =>
      createLocal(
        call,
        call.bool("UseDefaultJoinEui") ? DEFAULT_JOIN_EUI : requiredJoinEui(call.value("JoinEui")),
      ),
  },
  // C.2
  CreateCustomLocalJoinPermission: {
    parameters: {
      FreqBandPlanGroupId: spec.int64(),
      ClassMode: spec.string(classModes),
      JoinEui: spec.string({ pattern: assumptions.eui }),
      JoinPermissionName: spec.string(),
    },
    feature,
    run: (call) => createLocal(call, requiredJoinEui(call.value("JoinEui"))),
  },
  // B.9
  UpdateOwnedLocalJoinPermission: {
    parameters: {
      JoinPermissionId: spec.string(),
      FreqBandPlanGroupId: spec.optionalInt64(),
      ClassMode: spec.optionalString(classModes),
      JoinPermissionName: spec.optionalString(),
      ...radioParameters,
      JoinEui: spec.optionalString({ pattern: assumptions.eui }),
      IotInstanceId: spec.optionalString(),
    },
    feature,
    run: (call) => {
      const permission = notGranted(owned(call));
      const { value } = call;
      const band = valueOr(value("FreqBandPlanGroupId"), permission.freqBandPlanGroupId);
      checkFreqBandPlan(band);
      const name = valueOr(value("JoinPermissionName"), permission.name);
      checkPermissionName(call, name, permission);
      permission.name = name;
      permission.freqBandPlanGroupId = band;
      permission.classMode = valueOr(value("ClassMode"), permission.classMode);
      permission.rxDelay = valueOr(value("RxDelay"), permission.rxDelay);
      permission.dataRate = valueOr(value("DataRate"), permission.dataRate);
      permission.joinEui = (value("JoinEui") as string | undefined)?.toLowerCase() ?? permission.joinEui;
    },
  },
  // B.10
  UpdateOwnedLocalJoinPermissionEnablingState: {
    parameters: {
      JoinPermissionId: spec.string(),
      Enabled: spec.bool(),
      IotInstanceId: spec.optionalString(),
    },
    feature,
    run: (call) => {
      owned(call).enabled = call.bool("Enabled");
    },
  },
  // B.11
  DeleteLocalJoinPermission: {
    parameters: { JoinPermissionId: spec.string(), IotInstanceId: spec.optionalString() },
    feature,
    run: (call) => {
      const { id } = notGranted(owned(call));
      const order = call.state.openOrderOf(id);
      if (order && assumptions.deleteWhileApplying === "cancelsOrder") enter(call.state, order, "CANCELED");
      call.state.permissions.delete(id);
    },
  },
  // B.12
  GetOwnedJoinPermission: {
    parameters: { JoinPermissionId: spec.string(), IotInstanceId: spec.optionalString() },
    run: (call) => getFields(call.state, owned(call)),
  },
  // B.13
  ListOwnedJoinPermissions: {
    parameters: {
      ...pageParameters,
      ...filterParameters,
      IotInstanceId: spec.optionalString(),
    },
    feature,
    itemTags: { List: "JoinPermission" },
    run: (call) => page(filterPermissions(call), call, (each) => listFields(call.state, each)),
  },
  // B.14
  CountOwnedJoinPermissions: { parameters: filterParameters, run: (call) => filterPermissions(call).length },
};
