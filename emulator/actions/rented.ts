import { choices } from "../choices";
import type { JoinPermission } from "../entities";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import { PLATFORM, type State } from "../state";
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
import { checkPermissionName, makePermission } from "./permissions";

const rented = ({ state, account, text }: Call, otherwise: "NonExistent"): JoinPermission => {
  const permission = state.permissions.get(text("JoinPermissionId"));
  return permission?.renter === account.name ? permission : fail(otherwise);
};

/** A ROAMING permission that the caller rents, for B.3 and B.4. */
const rentedRoaming = (call: Call, ifLocal: ServiceCode): JoinPermission => {
  const permission = rented(call, choices.updateNotRented);
  return permission.type === "ROAMING" ? permission : fail(ifLocal);
};

const counters = { RxDailySum: 0, RxMonthSum: 0, TxDailySum: 0, TxMonthSum: 0 };

/** API file B.0.2, column GetRented: numbers are numbers. */
const getRented = (state: State, each: JoinPermission) => ({
  ...common(state, each),
  FreqBandPlanGroupId: each.freqBandPlanGroupId,
  RxDelay: each.rxDelay,
  DataRate: each.dataRate,
  CreateMillis: each.createMillis,
  NodesCnt: state.nodesIn(state.groupOfPermission(each.id)?.id).length,
  ...counters,
});

/** Column ListRented: the same three fields are text, there are no counters, but the owner. */
const listRented = (state: State, each: JoinPermission) => ({
  ...common(state, each),
  OwnerAliyunId: each.owner,
  BoundNodeGroup: state.groupOfPermission(each.id) !== undefined,
  DataDispatchConfig: state.groupOfPermission(each.id)?.dataDispatchConfig,
  FreqBandPlanGroupId: String(each.freqBandPlanGroupId),
  RxDelay: each.rxDelay === undefined ? undefined : String(each.rxDelay),
  DataRate: each.dataRate === undefined ? undefined : String(each.dataRate),
});

const common = (state: State, each: JoinPermission) => {
  const group = state.groupOfPermission(each.id);
  return {
    JoinPermissionId: each.id,
    JoinPermissionName: each.name,
    Type: each.type,
    ClassMode: each.classMode,
    JoinEui: each.joinEui,
    Enabled: each.enabled,
    BoundNodeGroupId: group?.id,
    BoundNodeGroupName: group?.name,
  };
};

const filters = {
  Type: spec.optionalText({ values: ["LOCAL", "ROAMING"] }),
  Enabled: spec.optionalBool(),
  BoundNodeGroup: spec.optionalBool(),
  FuzzyOwnerAliyunId: spec.optionalText(),
  FuzzyJoinEui: spec.optionalText(),
  FuzzyJoinPermissionName: spec.optionalText(),
};

const filtered = ({ state, account, value }: Call): JoinPermission[] =>
  state
    .rentedBy(account)
    .filter((each) => equal(each.type, value("Type")) && equal(each.enabled, value("Enabled")))
    .filter((each) => equal(state.groupOfPermission(each.id) !== undefined, value("BoundNodeGroup")))
    .filter(
      (each) => fuzzy(each.owner, value("FuzzyOwnerAliyunId")) && fuzzy(each.joinEui, value("FuzzyJoinEui")),
    )
    .filter((each) => fuzzy(each.name, value("FuzzyJoinPermissionName")));

const roamingFeature = "ROAMING_JOIN_PERMISSION";

export const rentedActions: ActionSpecs = {
  // B.1
  ReturnJoinPermission: {
    parameters: { JoinPermissionId: spec.text(), JoinPermissionType: spec.text() },
    run: (call) => {
      const permission = rented(call, choices.returnNotRented);
      if (call.account.missingFeatures.includes(choices.featureOfReturn[permission.type]))
        fail("FeatureNotActivated");
      if (permission.type !== call.text("JoinPermissionType")) fail(choices.returnWithWrongType);
      if (call.state.groupOfPermission(permission.id)) fail("JoinPermissionAlreadyBoundNodeGroup");
      permission.renter = undefined;
      if (permission.type === "ROAMING") call.state.permissions.delete(permission.id);
    },
  },
  // B.2
  ApplyRoamingJoinPermission: {
    parameters: {
      FreqBandPlanGroupId: spec.int64(),
      ClassMode: spec.text({ values: ["A", "B", "C", "D2D"] }),
      JoinPermissionName: spec.text(),
      ...radioParameters,
    },
    feature: roamingFeature,
    run: (call) => {
      const { state, account, text, number } = call;
      checkFreqBandPlan(number("FreqBandPlanGroupId"));
      if (state.rentedBy(account).some((each) => each.type === "ROAMING"))
        fail("ExceedRoamingJoinPermissionLimit");
      checkPermissionName(call, text("JoinPermissionName"));
      return makePermission(call, {
        type: "ROAMING",
        owner: PLATFORM,
        renter: account.name,
        joinEui: DEFAULT_JOIN_EUI,
        enabled: choices.roamingEnabled,
      });
    },
  },
  // B.3; on the wire RxDelay and DataRate are declared as text here, which on the wire everything is
  UpdateRoamingJoinPermission: {
    parameters: {
      JoinPermissionId: spec.text(),
      JoinPermissionName: spec.optionalText(),
      ...radioParameters,
    },
    feature: roamingFeature,
    run: (call) => {
      const permission = rentedRoaming(call, choices.updateRentedLocal);
      if (call.state.groupOfPermission(permission.id)) fail(choices.updateRoamingWhileBound);
      if (call.value("JoinPermissionName") !== undefined) {
        checkPermissionName(call, call.text("JoinPermissionName"), permission);
        permission.name = call.text("JoinPermissionName");
      }
      permission.rxDelay = given(call.value("RxDelay"), permission.rxDelay);
      permission.dataRate = given(call.value("DataRate"), permission.dataRate);
    },
  },
  // B.4
  UpdateRoamingJoinPermissionEnablingState: {
    parameters: { JoinPermissionId: spec.text(), Enabled: spec.bool() },
    feature: roamingFeature,
    run: (call) => {
      rentedRoaming(call, choices.enableRentedLocal).enabled = call.flag("Enabled");
    },
  },
  // B.5
  GetRentedJoinPermission: {
    parameters: { JoinPermissionId: spec.text() },
    run: (call) => getRented(call.state, rented(call, choices.getRentedOfOthers)),
  },
  // B.6
  ListRentedJoinPermissions: {
    parameters: {
      ...pageParameters,
      ...filters,
      IotInstanceId: spec.optionalText(),
    },
    itemTag: "JoinPermission",
    run: (call) => page(filtered(call), call, (each) => listRented(call.state, each)),
  },
  // B.7
  CountRentedJoinPermissions: {
    parameters: { ...filters, Type: spec.optionalText() },
    run: (call) => filtered(call).length,
  },
};
