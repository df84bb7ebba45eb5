import { everyPage } from "../client/pages";
import { accountFunction, camelCase, type InvokeArgs, outputForm } from "../invoke/accountFunction";
import { forUsers } from "../invoke/arguments";
import { ListGatewayTupleOrders, ListNodeTupleOrders } from "./api";

const actions = { GATEWAY: ListGatewayTupleOrders, NODE: ListNodeTupleOrders };

/** An order for device identities, which are printed on device labels. */
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
  /** Time when Alibaba Cloud accepted the order, in Unix milliseconds; absent until then. API: `AcceptedMillis`. */
  acceptedMillis?: number;
  /** LoRaWAN version of the nodes: `1.0.2` or `1.1`. API: `LoraVersion`. */
  loraVersion?: string;
  /** Whether the key management of Alibaba Cloud encrypts the keys of the nodes. API: `IsKpm`. */
  isKpm?: boolean;
  /** Number of node identities that were created. API: `SuccessCount`. */
  successCount?: number;
  /** Number of node identities that could not be created. API: `FailedCount`. */
  failedCount?: number;
}

/** Arguments of {@link getTupleOrders}. */
export interface GetTupleOrdersArgs extends InvokeArgs {
  /** Type of the devices whose orders are listed. API: ListGatewayTupleOrders or ListNodeTupleOrders. */
  deviceType: "GATEWAY" | "NODE";
}

/**
 * Lists the orders for device identities, oldest first (ListGatewayTupleOrders or ListNodeTupleOrders, 200 per call).
 */
export const getTupleOrders = accountFunction(
  "getTupleOrders",
  Object.values(actions),
  async (operation, { deviceType }: GetTupleOrdersArgs): Promise<GetTupleOrderResult[]> => {
    const action = actions[deviceType];
    // A program in another language can pass any string.
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
