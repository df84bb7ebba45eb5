import { assumptions } from "../assumptions";
import type { Gateway } from "../entities";
import type { ServiceCode } from "../errors";
import { allOptional, spec } from "../parameters";
import { onlineStateOf } from "../traffic/online";
import { type ActionSpecs, type Call, fail, matches, matchesFuzzy, page, pageParametersOf } from "./action";
import { checkAttempt } from "./attemptLimit";
import { checkFreqBandPlan } from "./frequencyBands";
import { attributesOf, checkGatewayName, gatewayAttributes } from "./gatewayAttributes";

const feature = assumptions.featureOfGateways;

/** Parameters that identify a gateway. */
export const gatewayIdentity = {
  GwEui: spec.string({ pattern: assumptions.eui }),
  IotInstanceId: spec.optionalString(),
};

const gwEui = ({ string }: Call): string => string("GwEui").toLowerCase();

/** Returns the gateway that a call names; throws if the gateway does not exist or belongs to another account. */
export const ownGateway = (call: Call, notOwnerCode: ServiceCode): Gateway => {
  const gateway = call.state.gateways.get(gwEui(call)) ?? fail("NonExistent");
  return gateway.account === call.account.name ? gateway : fail(notOwnerCode);
};

const checks: Record<(typeof assumptions.createGatewayChecks)[number], (call: Call) => void> = {
  name: ({ string }) => checkGatewayName(string("Name")),
  frequencyBand: ({ number }) => checkFreqBandPlan(number("FreqBandPlanGroupId")),
  pinCode: (call) => {
    const pinCode = call.state.gatewayPins.get(gwEui(call));
    const code = pinCode === undefined ? assumptions.unknownGateway : undefined;
    checkAttempt(call, "pinCode", pinCode === call.string("PinCode"), code);
  },
  account: (call) => {
    const gateway = call.state.gateways.get(gwEui(call));
    if (!gateway) return;
    fail(gateway.account === call.account.name ? "GwEuiDuplicated" : "GatewayAlreadyBoundToOthers");
  },
  limit: ({ state, account }) => {
    if (state.gatewaysOf(account).length >= assumptions.gatewayLimit) fail("ExceedGatewayLimit");
  },
};

const onlineStateChangedMillis = ({ onlineRecords, createMillis }: Gateway): number =>
  onlineRecords.at(-1)?.millis ?? createMillis;

/** Returns the fields of a gateway in replies (API file C.4). */
export const gatewayFields = (each: Gateway) => ({
  GwEui: each.id,
  ...each.attributes,
  Enabled: each.enabled,
  OnlineState: onlineStateOf(each),
  OnlineStateChangedMillis: onlineStateChangedMillis(each),
  ...assumptions.gatewayState,
});

/** Returns the position of a gateway, as entered by the account. */
const gisFields = (each: Gateway) => ({
  GwEui: each.id,
  Name: each.attributes.Name,
  Longitude: each.attributes.Longitude,
  Latitude: each.attributes.Latitude,
  GisCoordinateSystem: each.attributes.GisCoordinateSystem,
  GisSourceType: "USER_INPUT",
  FreqBandPlanGroupId: each.attributes.FreqBandPlanGroupId,
  OnlineState: onlineStateOf(each),
  Enabled: each.enabled,
  ChargeStatus: assumptions.gatewayState.ChargeStatus,
  AuthTypes: assumptions.gatewayState.AuthTypes,
});

const filterParameters = {
  OnlineState: spec.optionalString({ values: ["ONLINE", "OFFLINE"] }),
  FuzzyGwEui: spec.optionalString(),
  FuzzyCity: spec.optionalString(),
  FuzzyName: spec.optionalString(),
  FreqBandPlanGroupId: spec.optionalInt64(),
  IsEnabled: spec.optionalBool(),
};

const filterGateways = ({ state, account, value }: Call): Gateway[] =>
  state
    .gatewaysOf(account)
    .filter((each) => matches(onlineStateOf(each), value("OnlineState")))
    .filter((each) => matchesFuzzy(each.id, value("FuzzyGwEui")))
    .filter((each) => matchesFuzzy(each.attributes.City, value("FuzzyCity")))
    .filter((each) => matchesFuzzy(each.attributes.Name, value("FuzzyName")))
    .filter((each) => matches(each.attributes.FreqBandPlanGroupId, value("FreqBandPlanGroupId")))
    .filter((each) => matches(each.enabled, value("IsEnabled")));

/** Actions on gateways. */
export const gatewayActions: ActionSpecs = {
  CreateGateway: {
    parameters: { ...gatewayIdentity, PinCode: spec.string({ secret: true }), ...gatewayAttributes },
    feature,
    run: (call) => {
      for (const check of assumptions.createGatewayChecks) checks[check](call);
      call.state.gateways.set(gwEui(call), {
        id: gwEui(call),
        account: call.account.name,
        attributes: attributesOf(call),
        enabled: assumptions.gatewayEnabled,
        sshEnabled: false,
        createMillis: call.state.now(),
        onlineRecords: [],
        dataflow: { window: 0, count: 0 },
      });
    },
  },
  DeleteGateway: {
    parameters: gatewayIdentity,
    feature,
    run: (call) => {
      call.state.gateways.delete(ownGateway(call, assumptions.gatewayOfOthers).id);
    },
  },
  UpdateGateway: {
    parameters: { ...gatewayIdentity, ...allOptional(gatewayAttributes) },
    feature,
    run: (call) => {
      const gateway = ownGateway(call, assumptions.gatewayOfOthers);
      const attributes = { ...gateway.attributes, ...attributesOf(call) };
      checkGatewayName(String(attributes.Name));
      checkFreqBandPlan(Number(attributes.FreqBandPlanGroupId), assumptions.updateGatewayBand);
      gateway.attributes = attributes;
    },
  },
  UpdateGatewayEnablingState: {
    parameters: { ...gatewayIdentity, Enabled: spec.bool() },
    feature,
    run: (call) => {
      ownGateway(call, assumptions.gatewayOfOthers).enabled = call.bool("Enabled");
    },
  },
  GetGateway: {
    parameters: gatewayIdentity,
    feature,
    run: (call) => gatewayFields(ownGateway(call, "NotResourceOwner")),
  },
  // The documented minimum Limit of ListGateways is 1; all other lists accept 0.
  ListGateways: {
    parameters: {
      ...pageParametersOf("ONLINE_STATE_CHANGED_MILLIS"),
      Limit: spec.int64({ min: 1, max: 200 }),
      ...filterParameters,
      IotInstanceId: spec.optionalString(),
    },
    feature,
    itemTags: { List: "Gateway" },
    run: (call) =>
      page(filterGateways(call), call, gatewayFields, {
        ONLINE_STATE_CHANGED_MILLIS: onlineStateChangedMillis,
      }),
  },
  // Only the Go SDK declares RealTenantId and RealTripartiteKey.
  CountGateways: {
    parameters: {
      ...filterParameters,
      IotInstanceId: spec.optionalString(),
      RealTenantId: spec.optionalString(),
      RealTripartiteKey: spec.optionalString(),
    },
    feature,
    run: (call) => filterGateways(call).length,
  },
  ListGatewaysGisInfo: {
    parameters: { IotInstanceId: spec.optionalString() },
    feature,
    itemTags: { Data: "GatewayGisInfo" },
    run: ({ state, account }) => state.gatewaysOf(account).map(gisFields),
  },
  // C.2; no action returns the SSH state.
  UpdateGatewaySshCtrl: {
    parameters: { ...gatewayIdentity, Enabled: spec.bool() },
    feature,
    run: (call) => {
      ownGateway(call, assumptions.gatewayOfOthers).sshEnabled = call.bool("Enabled");
    },
  },
};
