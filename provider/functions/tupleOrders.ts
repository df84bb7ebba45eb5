import { action as declare, pageParameters } from "../client/action";
import { boolean, id, integer, optional, page, record, string } from "../client/decode";
import { everyPage } from "../client/pages";
import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../program/invoke";
import { forUsers } from "../program/invokeArguments";

/** API file C.1 and C.4; some fields are returned for nodes only. */
const order = record({
  OrderId: id,
  OrderState: string,
  TupleType: optional(string),
  RequiredCount: optional(integer),
  CreatedMillis: optional(integer),
  AcceptedMillis: optional(integer),
  LoraVersion: optional(string),
  IsKpm: optional(boolean),
  SuccessCount: optional(integer),
  FailedCount: optional(integer),
});

const listAction = (name: string, tag: string, ramResource: string) =>
  declare({
    name,
    effect: "read",
    parameters: pageParameters<"CREATED_MILLIS">(),
    decoder: page(order, tag),
    ramResources: [ramResource],
    takesIotInstanceId: false,
  });

/** API file C.1. */
const actions = {
  GATEWAY: listAction("ListGatewayTupleOrders", "GatewayTupleOrder", "gateway-tuple-order/*"),
  NODE: listAction("ListNodeTupleOrders", "Order", "node-tuple-order/*"),
};

/** An order of device identities, which the vendor prints on the labels of devices. */
export interface GetTupleOrderResult {
  /** Id. API: `OrderId`. */
  orderId: string;
  /** State, for example `APPLYING`, `ACCEPTED` or `REJECTED`. API: `OrderState`. */
  orderState: string;
  /** Type of the identities, for example `standard`. API: `TupleType`. */
  tupleType?: string;
  /** Number of ordered identities. API: `RequiredCount`. */
  requiredCount?: number;
  /** Time of the order, in Unix milliseconds. API: `CreatedMillis`. */
  createdMillis?: number;
  /** Time when the vendor accepted the order, in Unix milliseconds; absent before. API: `AcceptedMillis`. */
  acceptedMillis?: number;
  /** LoRaWAN version of the nodes: `1.0.2` or `1.1`. API: `LoraVersion`. */
  loraVersion?: string;
  /** Whether the vendor's key management encrypts the keys of the nodes. API: `IsKpm`. */
  isKpm?: boolean;
  /** Number of identities of nodes that were made. API: `SuccessCount`. */
  successCount?: number;
  /** Number of identities of nodes that could not be made. API: `FailedCount`. */
  failedCount?: number;
}

/** Arguments of {@link getTupleOrders}. */
export interface GetTupleOrdersArgs extends InvokeArgs {
  /** Devices whose orders to list. API: ListGatewayTupleOrders or ListNodeTupleOrders. */
  deviceType: "GATEWAY" | "NODE";
}

/** Lists the orders of device identities, oldest first (ListGatewayTupleOrders or ListNodeTupleOrders, 200 per call). */
export const getTupleOrders = accountFunction(
  "getTupleOrders",
  Object.values(actions),
  async (operation, { deviceType }: GetTupleOrdersArgs): Promise<GetTupleOrderResult[]> => {
    const action = actions[deviceType];
    // A program in another language can pass any text.
    if (!action) throw forUsers(new Error("getTupleOrders: deviceType must be GATEWAY or NODE"));
    const orders = await everyPage(
      (request) => operation.call(action, { ...request, SortingField: "CREATED_MILLIS" }),
      (each) => each.OrderId,
    );
    return camelCase([...orders.values()]);
  },
);

/** Like {@link getTupleOrders}, but accepts outputs as arguments. */
export const getTupleOrdersOutput = outputForm(getTupleOrders);
