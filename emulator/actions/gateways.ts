import { choices } from "../choices";
import type { Gateway } from "../entities";
import type { ServiceCode } from "../errors";
import { allOptional, spec } from "../parameters";
import { type ActionSpecs, type Call, equal, fail, fuzzy, page, pageParametersOf } from "./action";
import { checkFreqBandPlan } from "./frequencyBands";
import { checkGatewayName, gatewayAttributes, givenAttributes } from "./gatewayAttributes";
import { checkGuess } from "./guesses";

const feature = choices.featureOfGateways;

const identity = { GwEui: spec.text({ pattern: choices.eui }), IotInstanceId: spec.optionalText() };

const gwEui = ({ text }: Call): string => text("GwEui").toLowerCase();

const gatewayOf = (call: Call, others: ServiceCode): Gateway => {
  const gateway = call.state.gateways.get(gwEui(call)) ?? fail("NonExistent");
  return gateway.account === call.account.name ? gateway : fail(others);
};

const checks: Record<(typeof choices.createGatewayChecks)[number], (call: Call) => void> = {
  name: ({ text }) => checkGatewayName(text("Name")),
  frequencyBand: ({ number }) => checkFreqBandPlan(number("FreqBandPlanGroupId")),
  pinCode: (call) => {
    const pinCode = call.state.gatewayPins.get(gwEui(call));
    const wrong = pinCode === undefined ? choices.unknownGateway : undefined;
    checkGuess(call, "pinCode", pinCode === call.text("PinCode"), wrong);
  },
  account: (call) => {
    const gateway = call.state.gateways.get(gwEui(call));
    if (!gateway) return;
    fail(gateway.account === call.account.name ? "GwEuiDuplicated" : "GatewayAlreadyBoundToOthers");
  },
  limit: ({ state, account }) => {
    if (state.gatewaysOf(account).length >= choices.gatewayLimit) fail("ExceedGatewayLimit");
  },
};

/** API file C.4. */
const shown = (each: Gateway) => ({
  GwEui: each.id,
  ...each.attributes,
  Enabled: each.enabled,
  OnlineStateChangedMillis: each.createMillis,
  ...choices.gatewayState,
});

const filters = {
  OnlineState: spec.optionalText({ values: ["ONLINE", "OFFLINE"] }),
  FuzzyGwEui: spec.optionalText(),
  FuzzyCity: spec.optionalText(),
  FuzzyName: spec.optionalText(),
  FreqBandPlanGroupId: spec.optionalInt64(),
  IsEnabled: spec.optionalBool(),
};

const filtered = ({ state, account, value }: Call): Gateway[] =>
  state
    .gatewaysOf(account)
    .filter(() => equal(choices.gatewayState.OnlineState, value("OnlineState")))
    .filter((each) => fuzzy(each.id, value("FuzzyGwEui")))
    .filter((each) => fuzzy(each.attributes.City, value("FuzzyCity")))
    .filter((each) => fuzzy(each.attributes.Name, value("FuzzyName")))
    .filter((each) => equal(each.attributes.FreqBandPlanGroupId, value("FreqBandPlanGroupId")))
    .filter((each) => equal(each.enabled, value("IsEnabled")));

export const gatewayActions: ActionSpecs = {
  CreateGateway: {
    parameters: { ...identity, PinCode: spec.text({ secret: true }), ...gatewayAttributes },
    feature,
    run: (call) => {
      for (const check of choices.createGatewayChecks) checks[check](call);
      call.state.gateways.set(gwEui(call), {
        id: gwEui(call),
        account: call.account.name,
        attributes: givenAttributes(call),
        enabled: choices.gatewayEnabled,
        createMillis: call.state.now(),
      });
    },
  },
  DeleteGateway: {
    parameters: identity,
    feature,
    run: (call) => {
      call.state.gateways.delete(gatewayOf(call, choices.gatewayOfOthers).id);
    },
  },
  UpdateGateway: {
    parameters: { ...identity, ...allOptional(gatewayAttributes) },
    feature,
    run: (call) => {
      const gateway = gatewayOf(call, choices.gatewayOfOthers);
      const changed = { ...gateway.attributes, ...givenAttributes(call) };
      checkGatewayName(String(changed.Name));
      checkFreqBandPlan(Number(changed.FreqBandPlanGroupId), choices.updateGatewayBand);
      gateway.attributes = changed;
    },
  },
  UpdateGatewayEnablingState: {
    parameters: { ...identity, Enabled: spec.bool() },
    feature,
    run: (call) => {
      gatewayOf(call, choices.gatewayOfOthers).enabled = call.flag("Enabled");
    },
  },
  GetGateway: { parameters: identity, feature, run: (call) => shown(gatewayOf(call, "NotResourceOwner")) },
  // Where every other list takes a limit of 0, this one is documented from 1 on.
  ListGateways: {
    parameters: {
      ...pageParametersOf("ONLINE_STATE_CHANGED_MILLIS"),
      Limit: spec.int64({ least: 1, most: 200 }),
      ...filters,
      IotInstanceId: spec.optionalText(),
    },
    feature,
    itemTag: "Gateway",
    run: (call) => page(filtered(call), call, shown),
  },
};
