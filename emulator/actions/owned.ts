import { choices } from "../choices";
import type { JoinPermission } from "../entities";
import { missing } from "../errors";
import { type ParameterValue, spec } from "../parameters";
import type { State } from "../state";
import {
  type ActionSpecs,
  type Call,
  DEFAULT_JOIN_EUI,
  equal,
  fail,
  fuzzy,
  given,
  page,
  pageParameters,
  radioParameters,
} from "./action";
import { checkFreqBandPlan } from "./frequencyBands";
import { enter } from "./orders";
import { checkPermissionName, makePermission } from "./permissions";

const owned = ({ state, account, text }: Call): JoinPermission => {
  const permission = state.permissions.get(text("JoinPermissionId"));
  const isOwned = permission?.type === "LOCAL" && permission.owner === account.name;
  return isOwned ? permission : fail(choices.ownedByOthers);
};

const notGranted = (permission: JoinPermission): JoinPermission =>
  permission.renter === undefined ? permission : fail("JoinPermissionAlreadyAuthorized");

export const authState = (state: State, { id, renter }: JoinPermission): string => {
  if (renter !== undefined) return "ACCEPTED";
  return state.openOrderOf(id) ? "APPLYING" : "NEW";
};

/** API file B.0.2, column ListOwned; GetOwned has more. */
const listOwned = (state: State, each: JoinPermission) => ({
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

const getOwned = (state: State, each: JoinPermission) => {
  const group = state.groupOfPermission(each.id);
  return {
    ...listOwned(state, each),
    CreateMillis: each.createMillis,
    NodesCnt: state.nodesIn(group?.id).length,
    RxDailySum: 0,
    RxMonthSum: 0,
    TxDailySum: 0,
    TxMonthSum: 0,
    DataDispatchDestination: group?.dataDispatchConfig?.Destination,
    BoundProductName: group?.dataDispatchConfig?.IotProduct.ProductName,
    MulticastEnabled: false,
    MulticastNodeCapacity: 0,
  };
};

const feature = "LOCAL_JOIN_PERMISSION";
const classModes = { values: ["A", "B", "C"] };

const filters = {
  Enabled: spec.optionalBool(),
  FuzzyRenterAliyunId: spec.optionalText(),
  FuzzyJoinEui: spec.optionalText(),
  FuzzyJoinPermissionName: spec.optionalText(),
};

const filtered = ({ state, account, value }: Call): JoinPermission[] =>
  state
    .ownedBy(account)
    .filter((each) => equal(each.enabled, value("Enabled")))
    .filter((each) => fuzzy(each.renter, value("FuzzyRenterAliyunId")))
    .filter((each) => fuzzy(each.joinEui, value("FuzzyJoinEui")))
    .filter((each) => fuzzy(each.name, value("FuzzyJoinPermissionName")));

const ownJoinEui = (given: ParameterValue): string => {
  if (given === undefined) throw missing("JoinEui");
  return String(given).toLowerCase();
};

export const ownedActions: ActionSpecs = {
  // B.8
  CreateLocalJoinPermission: {
    parameters: {
      FreqBandPlanGroupId: spec.int64(),
      ClassMode: spec.text(classModes),
      UseDefaultJoinEui: spec.bool(),
      JoinPermissionName: spec.text(),
      ...radioParameters,
      JoinEui: spec.optionalText({ pattern: choices.eui }),
      IotInstanceId: spec.optionalText(),
    },
    feature,
    run: (call) => {
      const { state, account, text, number, flag, value } = call;
      checkFreqBandPlan(number("FreqBandPlanGroupId"));
      if (state.ownedBy(account).length >= choices.localJoinPermissionLimit)
        fail("ExceedLocalJoinPermissionLimit");
      checkPermissionName(call, text("JoinPermissionName"));
      return makePermission(call, {
        type: "LOCAL",
        owner: account.name,
        renter: undefined,
        joinEui: flag("UseDefaultJoinEui") ? DEFAULT_JOIN_EUI : ownJoinEui(value("JoinEui")),
        enabled: choices.localEnabled,
      });
    },
  },
  // B.9
  UpdateOwnedLocalJoinPermission: {
    parameters: {
      JoinPermissionId: spec.text(),
      FreqBandPlanGroupId: spec.optionalInt64(),
      ClassMode: spec.optionalText(classModes),
      JoinPermissionName: spec.optionalText(),
      ...radioParameters,
      JoinEui: spec.optionalText({ pattern: choices.eui }),
      IotInstanceId: spec.optionalText(),
    },
    feature,
    run: (call) => {
      const permission = notGranted(owned(call));
      const { value } = call;
      const band = given(value("FreqBandPlanGroupId"), permission.freqBandPlanGroupId);
      checkFreqBandPlan(band);
      const name = given(value("JoinPermissionName"), permission.name);
      checkPermissionName(call, name, permission);
      permission.name = name;
      permission.freqBandPlanGroupId = band;
      permission.classMode = given(value("ClassMode"), permission.classMode);
      permission.rxDelay = given(value("RxDelay"), permission.rxDelay);
      permission.dataRate = given(value("DataRate"), permission.dataRate);
      permission.joinEui = (value("JoinEui") as string | undefined)?.toLowerCase() ?? permission.joinEui;
    },
  },
  // B.10
  UpdateOwnedLocalJoinPermissionEnablingState: {
    parameters: { JoinPermissionId: spec.text(), Enabled: spec.bool(), IotInstanceId: spec.optionalText() },
    feature,
    run: (call) => {
      owned(call).enabled = call.flag("Enabled");
    },
  },
  // B.11
  DeleteLocalJoinPermission: {
    parameters: { JoinPermissionId: spec.text(), IotInstanceId: spec.optionalText() },
    feature,
    run: (call) => {
      const { id } = notGranted(owned(call));
      const order = call.state.openOrderOf(id);
      if (order && choices.deleteWhileApplying === "cancelsOrder") enter(call.state, order, "CANCELED");
      call.state.permissions.delete(id);
    },
  },
  // B.12
  GetOwnedJoinPermission: {
    parameters: { JoinPermissionId: spec.text(), IotInstanceId: spec.optionalText() },
    run: (call) => getOwned(call.state, owned(call)),
  },
  // B.13
  ListOwnedJoinPermissions: {
    parameters: {
      ...pageParameters,
      ...filters,
      IotInstanceId: spec.optionalText(),
    },
    feature,
    itemTag: "JoinPermission",
    run: (call) => page(filtered(call), call, (each) => listOwned(call.state, each)),
  },
  // B.14
  CountOwnedJoinPermissions: { parameters: filters, run: (call) => filtered(call).length },
};
