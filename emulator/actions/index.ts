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

/** Every action that the emulator knows. */
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
};

/** The action of a name, which may come from whoever calls. */
export const actionOf = (name: string): ActionSpec | undefined =>
  Object.hasOwn(actions, name) ? actions[name] : undefined;
