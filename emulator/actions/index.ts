import type { ActionSpec, ActionSpecs } from "./action";
import { dataDispatchActions } from "./dataDispatch";
import { frequencyBandActions } from "./frequencyBands";
import { gatewayActions } from "./gateways";
import { nodeGroupActions } from "./nodeGroups";
import { nodeActions } from "./nodes";
import { notificationActions } from "./notifications";
import { orderActions } from "./orders";
import { ownedActions } from "./owned";
import { rentedActions } from "./rented";
import { serviceStateActions } from "./serviceState";
import { stsActions } from "./sts";

/** All actions of the emulator. */
export const actions: ActionSpecs = {
  ...rentedActions,
  ...ownedActions,
  ...orderActions,
  ...nodeGroupActions,
  ...frequencyBandActions,
  ...dataDispatchActions,
  ...gatewayActions,
  ...nodeActions,
  ...notificationActions,
  ...serviceStateActions,
  ...stsActions,
};

/**
 * Returns an action by name. The name comes from the caller, so it can be the name of an inherited property such as
 * `toString`.
 */
export const actionOf = (name: string): ActionSpec | undefined =>
  Object.hasOwn(actions, name) ? actions[name] : undefined;
