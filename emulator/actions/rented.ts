import { assumptions } from "../assumptions";
import type { JoinPermission } from "../entities";
import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import { PLATFORM, type State } from "../state";
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
import { checkPermissionName, createPermission } from "./permissions";

const rented = ({ state, account, string }: Call, code: "NonExistent"): JoinPermission => {
  const permission = state.permissions.get(string("JoinPermissionId"));
  return permission?.renter === account.name ? permission : fail(code);
};

/** Returns a ROAMING permission that the caller rents, for B.3 and B.4. */
const rentedRoaming = (call: Call, localCode: ServiceCode): JoinPermission => {
  const permission = rented(call, assumptions.updateNotRented);
  return permission.type === "ROAMING" ? permission : fail(localCode);
};

/** Returns the fields of a rented permission in replies (API file B.0.2, column GetRented). */
const getFields = (state: State, each: JoinPermission) => ({
  ...commonFields(state, each),
  FreqBandPlanGroupId: each.freqBandPlanGroupId,
  RxDelay: each.rxDelay,
  DataRate: each.dataRate,
  CreateMillis: each.createMillis,
  NodesCnt: state.nodesIn(state.groupOfPermission(each.id)?.id).length,
  ...trafficCounters(state, each.id),
});

/**
 * Returns the fields of a rented permission in replies (API file B.0.2, column ListRented). In this column,
 * FreqBandPlanGroupId, RxDelay and DataRate are strings.
 */
const listFields = (state: State, each: JoinPermission) => ({
  ...commonFields(state, each),
  OwnerAliyunId: each.owner,
  BoundNodeGroup: state.groupOfPermission(each.id) !== undefined,
  DataDispatchConfig: state.groupOfPermission(each.id)?.dataDispatchConfig,
  FreqBandPlanGroupId: String(each.freqBandPlanGroupId),
  RxDelay: each.rxDelay === undefined ? undefined : String(each.rxDelay),
  DataRate: each.dataRate === undefined ? undefined : String(each.dataRate),
});

const commonFields = (state: State, each: JoinPermission) => {
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

const filterParameters = {
  Type: spec.optionalString({ values: ["LOCAL", "ROAMING"] }),
  Enabled: spec.optionalBool(),
  BoundNodeGroup: spec.optionalBool(),
  FuzzyOwnerAliyunId: spec.optionalString(),
  FuzzyJoinEui: spec.optionalString(),
  FuzzyJoinPermissionName: spec.optionalString(),
};

const filterPermissions = ({ state, account, value }: Call): JoinPermission[] =>
  state
    .rentedBy(account)
    .filter((each) => matches(each.type, value("Type")) && matches(each.enabled, value("Enabled")))
    .filter((each) => matches(state.groupOfPermission(each.id) !== undefined, value("BoundNodeGroup")))
    .filter(
      (each) =>
        matchesFuzzy(each.owner, value("FuzzyOwnerAliyunId")) &&
        matchesFuzzy(each.joinEui, value("FuzzyJoinEui")),
    )
    .filter((each) => matchesFuzzy(each.name, value("FuzzyJoinPermissionName")));

const roamingFeature = "ROAMING_JOIN_PERMISSION";

/** Actions on rented permissions. */
export const rentedActions: ActionSpecs = {
  // B.1
  ReturnJoinPermission: {
    parameters: { JoinPermissionId: spec.string(), JoinPermissionType: spec.string() },
    run: (call) => {
      const permission = rented(call, assumptions.returnNotRented);
      if (call.account.missingFeatures.includes(assumptions.featureOfReturn[permission.type]))
        fail("FeatureNotActivated");
      if (permission.type !== call.string("JoinPermissionType")) fail(assumptions.returnWithWrongType);
      if (call.state.groupOfPermission(permission.id)) fail("JoinPermissionAlreadyBoundNodeGroup");
      permission.renter = undefined;
      if (permission.type === "ROAMING") call.state.permissions.delete(permission.id);
    },
  },
  // B.2
  ApplyRoamingJoinPermission: {
    parameters: {
      FreqBandPlanGroupId: spec.int64(),
      ClassMode: spec.string({ values: ["A", "B", "C", "D2D"] }),
      JoinPermissionName: spec.string(),
      ...radioParameters,
    },
    feature: roamingFeature,
    run: (call) => {
      const { state, account, string, number } = call;
      checkFreqBandPlan(number("FreqBandPlanGroupId"));
      if (state.rentedBy(account).some((each) => each.type === "ROAMING"))
        fail("ExceedRoamingJoinPermissionLimit");
      checkPermissionName(call, string("JoinPermissionName"));
      return createPermission(call, {
        type: "ROAMING",
        owner: PLATFORM,
        renter: account.name,
        joinEui: DEFAULT_JOIN_EUI,
        enabled: assumptions.roamingEnabled,
      });
    },
  },
  // B.3 declares RxDelay and DataRate as strings, but strings and numbers are sent in the same way.
  UpdateRoamingJoinPermission: {
    parameters: {
      JoinPermissionId: spec.string(),
      JoinPermissionName: spec.optionalString(),
      ...radioParameters,
    },
    feature: roamingFeature,
    run: (call) => {
      const permission = rentedRoaming(call, assumptions.updateRentedLocal);
      if (call.state.groupOfPermission(permission.id)) fail(assumptions.updateRoamingWhileBound);
      if (call.value("JoinPermissionName") !== undefined) {
        checkPermissionName(call, call.string("JoinPermissionName"), permission);
        permission.name = call.string("JoinPermissionName");
      }
      permission.rxDelay = valueOr(call.value("RxDelay"), permission.rxDelay);
      permission.dataRate = valueOr(call.value("DataRate"), permission.dataRate);
    },
  },
  // B.4
  UpdateRoamingJoinPermissionEnablingState: {
    parameters: { JoinPermissionId: spec.string(), Enabled: spec.bool() },
    feature: roamingFeature,
    run: (call) => {
      rentedRoaming(call, assumptions.enableRentedLocal).enabled = call.bool("Enabled");
    },
  },
  // B.5
  GetRentedJoinPermission: {
    parameters: { JoinPermissionId: spec.string() },
    run: (call) => getFields(call.state, rented(call, assumptions.getRentedOfOthers)),
  },
  // B.6
  ListRentedJoinPermissions: {
    parameters: {
      ...pageParameters,
      ...filterParameters,
      IotInstanceId: spec.optionalString(),
    },
    itemTags: { List: "JoinPermission" },
    run: (call) => page(filterPermissions(call), call, (each) => listFields(call.state, each)),
  },
  // B.7
  CountRentedJoinPermissions: {
    parameters: { ...filterParameters, Type: spec.optionalString() },
    run: (call) => filterPermissions(call).length,
  },
};
