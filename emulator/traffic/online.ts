import type { Gateway } from "../entities";
import type { State } from "../state";

/** Records that a gateway goes online or offline. Notifies the account if the gateway goes offline. */
export const setOnline = (state: State, gateway: Gateway, online: boolean, millis = state.now()): void => {
  const onlineState = online ? "ONLINE" : "OFFLINE";
  if (onlineStateOf(gateway) === onlineState) return;
  gateway.onlineRecords.push({ onlineState, millis });
  if (!online) state.notify(gateway.account, { category: "GATEWAY_OFFLINE", gwEui: gateway.id }, millis);
};

/** Returns the state of a gateway; a gateway is offline until it first sends data. */
export const onlineStateOf = ({ onlineRecords }: Gateway): "ONLINE" | "OFFLINE" =>
  onlineRecords.at(-1)?.onlineState ?? "OFFLINE";
