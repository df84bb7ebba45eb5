import { randomBytes, randomInt } from "node:crypto";
import type { TupleOrder, TupleOrderState } from "../entities";
import type { State } from "../state";

/** EUI prefixes of ordered tuples. The default gateways and nodes have other prefixes. */
const prefixes = { GATEWAY: "aaab", NODE: "ddde" };

const issue = (state: State, { id, device, requiredCount }: TupleOrder): string[] =>
  Array.from({ length: requiredCount }, (_, index) => {
    const eui = `${prefixes[device]}${Number(id).toString(16).padStart(6, "0")}${index.toString(16).padStart(6, "0")}`;
    const pinCode = String(randomInt(1_000_000)).padStart(6, "0");
    if (device === "GATEWAY") state.gatewayPins.set(eui, pinCode);
    else state.nodeTuples.set(eui, { pinCode, appkey: randomBytes(16).toString("hex") });
    return eui;
  });

/** Changes the state of a tuple order. `ACCEPTED` issues the tuples, but only once. */
export const enterTupleOrderState = (state: State, order: TupleOrder, entered: TupleOrderState): void => {
  order.state = entered;
  if (entered !== "ACCEPTED" || order.acceptedMillis !== undefined) return;
  order.acceptedMillis = state.now();
  order.euis = issue(state, order);
};
