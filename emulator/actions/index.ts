import type { ActionSpec, ActionSpecs } from "./action";
import { dataDispatchActions } from "./dataDispatch";
import { frequencyBandActions } from "./frequencyBands";
import { gatewayReportActions } from "./gatewayReports";
import { gatewayActions } from "./gateways";
import { KPM_VERSION, kpmActions } from "./kpm";
import { localConfigActions } from "./localConfigs";
import { networkProfileActions } from "./networkProfile";
import { nodeGroupActions } from "./nodeGroups";
import { nodeReportActions } from "./nodeReports";
import { nodeActions } from "./nodes";
import { notificationActions } from "./notifications";
import { orderActions } from "./orders";
import { ownedActions } from "./owned";
import { rentedActions } from "./rented";
import { serviceStateActions } from "./serviceState";
import { stsActions } from "./sts";
import { tupleOrderActions } from "./tupleOrders";

/** The actions of the current versions of Link WAN and STS. */
export const actions: ActionSpecs = {
  ...rentedActions,
  ...ownedActions,
  ...orderActions,
  ...nodeGroupActions,
  ...frequencyBandActions,
  ...dataDispatchActions,
  ...gatewayActions,
  ...gatewayReportActions,
  ...nodeActions,
  ...nodeReportActions,
  ...localConfigActions,
  ...notificationActions,
  ...tupleOrderActions,
  ...serviceStateActions,
  ...networkProfileActions,
  ...stsActions,
};

/** Actions of older API versions, by version. */
const olderActions: Readonly<Record<string, ActionSpecs>> = { [KPM_VERSION]: kpmActions };

/** Names of the actions in all API versions. */
export const actionNames: readonly string[] = [
  ...new Set([actions, ...Object.values(olderActions)].flatMap((each) => Object.keys(each))),
];

/**
 * Returns an action of any version by name. The name comes from the caller, so it can be the name of an inherited
 * property such as `toString`.
 */
export const actionOf = (name: string, version = ""): ActionSpec | undefined => {
  const ofVersion = Object.hasOwn(olderActions, version) ? olderActions[version] : undefined;
  return [ofVersion ?? actions, ...(version === "" ? Object.values(olderActions) : [])].find((each) =>
    Object.hasOwn(each, name),
  )?.[name];
};
