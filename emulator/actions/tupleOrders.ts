import { assumptions } from "../assumptions";
import type { TupleOrder } from "../entities";
import { type ParameterSpecs, spec } from "../parameters";
import {
  type ActionSpec,
  type ActionSpecs,
  type Call,
  fail,
  matches,
  page,
  pageParametersOf,
} from "./action";
import { downloadUrl } from "./reports";

type Device = TupleOrder["device"];

const states = [
  "APPLYING",
  "REJECTED",
  "ACCEPTING",
  "ACCEPTED",
  "ACCEPTING_FAILED",
  "REVOKING",
  "REVOKED",
  "REVOKING_FAILED",
];

const ordersOf = ({ state, account }: Call, device: Device): TupleOrder[] =>
  [...state.tupleOrders.values()].filter((each) => each.device === device && each.account === account.name);

/** Returns the order that a call names; throws if the order does not exist or belongs to another account. */
export const tupleOrderOf = (call: Call, device: Device): TupleOrder => {
  const order = call.state.tupleOrders.get(call.string("OrderId"));
  if (order?.device !== device) return fail("NonExistent");
  return order.account === call.account.name ? order : fail("NotResourceOwner");
};

/** Creates an order that waits for the vendor's approval. Returns the id of the order. */
export const submitTupleOrder = (
  { state, account, string, number, value }: Call,
  device: Device,
  isKpm = false,
): string => {
  const id = state.nextId("tupleOrder");
  state.tupleOrders.set(id, {
    id,
    device,
    account: account.name,
    tupleType: String(value("TupleType") ?? assumptions.kpmTupleType),
    requiredCount: number("RequiredCount"),
    loraVersion: device === "NODE" ? string("LoraVersion") : undefined,
    isKpm,
    state: "APPLYING",
    createMillis: state.now(),
    acceptedMillis: undefined,
    euis: [],
  });
  return id;
};

/** Returns the number of tuples that an account has ordered, excluding orders that the vendor rejected or revoked. */
const orderedTuples = (call: Call, device: Device): number =>
  ordersOf(call, device)
    .filter(({ state }) => state !== "REJECTED" && state !== "REVOKED" && state !== "ACCEPTING_FAILED")
    .reduce((sum, { requiredCount }) => sum + requiredCount, 0);

const getFields = (each: TupleOrder) => ({
  OrderId: each.id,
  OrderState: each.state,
  IsKpm: each.device === "NODE" ? each.isKpm : undefined,
  RequiredCount: each.requiredCount,
  CreatedMillis: each.createMillis,
  AcceptedMillis: each.acceptedMillis,
});

const listFields = (each: TupleOrder) => ({
  ...getFields(each),
  TupleType: each.tupleType,
  ...(each.device === "GATEWAY" ? {} : nodeFields(each)),
});

const nodeFields = ({ loraVersion, euis, requiredCount, state }: TupleOrder) => ({
  LoraVersion: loraVersion,
  SuccessCount: euis.length,
  FailedCount: state === "ACCEPTING_FAILED" ? requiredCount : 0,
});

const filterOrders = (call: Call, device: Device, stateParameter: string): TupleOrder[] =>
  ordersOf(call, device)
    .filter(({ state }) => {
      const wanted = call.strings(stateParameter);
      return wanted.length === 0 || wanted.includes(state);
    })
    .filter(({ isKpm }) => device === "GATEWAY" || matches(isKpm, call.value("IsKpm")));

const sortValues = { ACCEPTED_MILLIS: ({ acceptedMillis }: TupleOrder) => acceptedMillis ?? 0 };
const stateFilter = spec.optionalStrings({ values: states });

const kpmFilter = (device: Device): ParameterSpecs =>
  device === "GATEWAY" ? {} : { IsKpm: spec.optionalBool() };

const get = (device: Device): ActionSpec => ({
  parameters: { OrderId: spec.string() },
  run: (call) => getFields(tupleOrderOf(call, device)),
});

// The state filter is named State in list actions, and States in count actions.
const list = (device: Device, tag: string): ActionSpec => ({
  parameters: {
    ...pageParametersOf("CREATED_MILLIS", "ACCEPTED_MILLIS"),
    Limit: spec.int64({ min: 1, max: 200 }),
    State: stateFilter,
    ...kpmFilter(device),
  },
  feature: assumptions.featureOfTuples[device],
  itemTags: { List: tag },
  run: (call) => page(filterOrders(call, device, "State"), call, listFields, sortValues),
});

const count = (device: Device): ActionSpec => ({
  parameters: { States: stateFilter, ...kpmFilter(device) },
  run: (call) => filterOrders(call, device, "States").length,
});

const nodeOrderParameters = {
  LoraVersion: spec.string({ values: ["1.0.2", "1.1"] }),
  RequiredCount: spec.int64({ min: 1, max: 10_000 }),
  TupleType: spec.string({ values: ["noncontractual", "standard", "relay"] }),
};

/** Actions on gateway and node tuple orders (API file C.1 and C.2). */
export const tupleOrderActions: ActionSpecs = {
  SubmitGatewayTupleOrder: {
    parameters: {
      RequiredCount: spec.int64({ min: 1 }),
      TupleType: spec.string({ values: ["singlechannel", "standard", "hybrid", "noncontractual"] }),
    },
    feature: assumptions.featureOfTuples.GATEWAY,
    run: (call) => {
      if (orderedTuples(call, "GATEWAY") + call.number("RequiredCount") > assumptions.gatewayTupleLimit)
        fail("ExceedGatewayTupleLimit");
      return submitTupleOrder(call, "GATEWAY");
    },
  },
  GetGatewayTupleOrder: get("GATEWAY"),
  ListGatewayTupleOrders: list("GATEWAY", "GatewayTupleOrder"),
  CountGatewayTupleOrders: count("GATEWAY"),
  GetGatewayTuplesDownloadUrl: {
    parameters: { OrderId: spec.string() },
    run: (call) => {
      const { state, euis } = tupleOrderOf(call, "GATEWAY");
      if (state !== "ACCEPTED") fail("GatewayTupleOrderNotAccepted");
      return downloadUrl(
        call.state,
        euis.map((GwEui) => ({ GwEui, PinCode: call.state.gatewayPins.get(GwEui) })),
      );
    },
  },
  SubmitNodeTupleOrder: {
    parameters: nodeOrderParameters,
    feature: assumptions.featureOfTuples.NODE,
    run: (call) => submitTupleOrder(call, "NODE"),
  },
  GetNodeTupleOrder: get("NODE"),
  ListNodeTupleOrders: list("NODE", "Order"),
  CountNodeTupleOrders: count("NODE"),
  GetNodeTuplesDownloadUrl: {
    parameters: { OrderId: spec.string() },
    run: (call) => {
      const { state, euis } = tupleOrderOf(call, "NODE");
      if (state !== "ACCEPTED") fail(assumptions.nodeTuplesNotAccepted);
      return downloadUrl(
        call.state,
        euis.map((DevEui) => {
          const { pinCode, appkey } = call.state.nodeTuples.get(DevEui) ?? {};
          return { DevEui, PinCode: pinCode, AppKey: appkey };
        }),
      );
    },
  },
  // C.2; the order id is at the top level of the reply.
  SubmitKpmEncryptedNodeTupleOrder: {
    parameters: nodeOrderParameters,
    feature: assumptions.featureOfTuples.NODE,
    envelope: "fields",
    run: (call) => ({ OrderId: submitTupleOrder(call, "NODE", true) }),
  },
};
