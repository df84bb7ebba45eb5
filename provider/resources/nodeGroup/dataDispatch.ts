import type * as pulumi from "@pulumi/pulumi";
import { ignoreCodes } from "../../client/errors";
import type { Operation } from "../../client/operation";
import { isObject } from "../../client/plain";
import { includes, isKnown, isSet, propertyType } from "../../engine/property";
import { type Validate, validateBoolean, validateIdentifier, validateOneOf } from "../../engine/types";
import { type NodeGroupData, UpdateDataDispatchConfig, UpdateDataDispatchEnablingState } from "./api";
import { explainLocked } from "./locks";

/** Sends uplink data to a product in Alibaba Cloud IoT Platform. */
export interface IotDataDispatch {
  /** Destination of the data. API: `DataDispatchDestination`. */
  destination: pulumi.Input<"IOT">;
  /** Edition of the product: `"IOT_SUITE"` (basic) or `"IOT_SUITE_SENIOR"` (advanced). API: `ProductType`. */
  productType: pulumi.Input<"IOT_SUITE" | "IOT_SUITE_SENIOR">;
  /** Name of the product. API: `ProductName`. */
  productName: pulumi.Input<string>;
  /** Key of the product; an identifier, not a secret. API: `ProductKey`. */
  productKey: pulumi.Input<string>;
  /** Whether debugging of the product is enabled. Default: set by the service. API: `DebugSwitch`. */
  debugSwitch?: pulumi.Input<boolean>;
  /**
   * Whether data dispatch is enabled. Default: `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState.
   */
  enabled?: pulumi.Input<boolean>;
}

/** Sends uplink data to a topic in the message queue of Alibaba Cloud. */
export interface OnsDataDispatch {
  /** Destination of the data. API: `DataDispatchDestination`; some pages of the API documentation call it `MQ`. */
  destination: pulumi.Input<"ONS">;
  /** Region of the topic, for example `"cn-shanghai"`. API: `UplinkRegionName`. */
  uplinkRegionName: pulumi.Input<string>;
  /** Name of the topic. API: `UplinkTopic`. */
  uplinkTopic: pulumi.Input<string>;
  /**
   * Whether data dispatch is enabled. Default: `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState.
   */
  enabled?: pulumi.Input<boolean>;
}

/** Destination of the uplink data of a node group. */
export type DataDispatch = IotDataDispatch | OnsDataDispatch;

type Iot = pulumi.Unwrap<IotDataDispatch>;
type Ons = pulumi.Unwrap<OnsDataDispatch>;
/** A {@link DataDispatch} with plain values instead of inputs. */
export type PlainDataDispatch = pulumi.Unwrap<IotDataDispatch> | pulumi.Unwrap<OnsDataDispatch>;

type Rules<T> = { readonly [N in keyof Omit<T, "destination">]-?: Validate };

const rules: { readonly IOT: Rules<Iot>; readonly ONS: Rules<Ons> } = {
  IOT: {
    productType: validateOneOf("IOT_SUITE", "IOT_SUITE_SENIOR"),
    productName: validateIdentifier,
    productKey: validateIdentifier,
    debugSwitch: validateBoolean,
    enabled: validateBoolean,
  },
  ONS: { uplinkRegionName: validateIdentifier, uplinkTopic: validateIdentifier, enabled: validateBoolean },
};
/** Fields that the service or `normalize` sets if the program does not. */
const OPTIONAL = ["debugSwitch", "enabled"];

/** Validates a data dispatch. Skips nested values that are unknown during a preview. */
const validate: Validate = (value) => {
  if (!isObject(value)) return 'must be an object like {destination: "ONS", uplinkRegionName, uplinkTopic}';
  const { destination, ...fields } = value;
  if (!isKnown(destination)) return undefined;
  if (destination !== "IOT" && destination !== "ONS")
    return `has an invalid field: destination ${validateOneOf("IOT", "ONS")(destination)}`;
  const expected: Readonly<Record<string, Validate>> = rules[destination];
  const names = Object.keys(expected);
  const absent = names.find((name) => !OPTIONAL.includes(name) && !isSet(fields[name]));
  if (absent !== undefined) return `has no ${absent}: destination "${destination}" requires it`;
  for (const [name, each] of Object.entries(fields).filter(([, field]) => isSet(field))) {
    const rule = Object.hasOwn(expected, name) ? expected[name] : undefined;
    if (!rule)
      return `has an invalid field: ${name} is not a field of destination "${destination}"; valid fields: ${names.join(", ")}`;
    const reason = isKnown(each) ? rule(each) : undefined;
    if (reason !== undefined) return `has an invalid field: ${name} ${reason}`;
  }
  return undefined;
};

/** Removes absent fields, and enables the dispatch unless the program disables it. */
const normalize = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  return { enabled: true, ...Object.fromEntries(Object.entries(value).filter(([, each]) => isSet(each))) };
};

export const dataDispatch = propertyType<PlainDataDispatch, DataDispatch>({
  type: "object",
  validate,
  normalize,
});

/** Returns the actual data dispatch of a node group; `undefined` if no dispatch has been configured. */
export const dispatchOf = (group: NodeGroupData): PlainDataDispatch | undefined => {
  const { DataDispatchConfig: config, DataDispatchEnabled } = group;
  const enabled = DataDispatchEnabled === true;
  if (config?.Destination === "IOT") {
    const { ProductType, ProductName = "", ProductKey = "", DebugSwitch } = config.IotProduct ?? {};
    return {
      destination: "IOT",
      productType: ProductType ?? "IOT_SUITE",
      productName: ProductName,
      productKey: ProductKey,
      ...(DebugSwitch === undefined ? {} : { debugSwitch: DebugSwitch }),
      enabled,
    };
  }
  if (config?.Destination === "ONS") {
    const { UplinkRegionName = "", UplinkTopic = "" } = config.OnsTopics ?? {};
    return { destination: "ONS", uplinkRegionName: UplinkRegionName, uplinkTopic: UplinkTopic, enabled };
  }
  return undefined;
};

/** Updates the data dispatch of a node group to the declared values; calls an action only for values that differ. */
export const updateDispatch = async (
  operation: Operation,
  NodeGroupId: string,
  actual: PlainDataDispatch | undefined,
  declared: PlainDataDispatch,
  onChange: (dispatch: PlainDataDispatch) => void,
): Promise<void> => {
  const { enabled, ...config } = declared;
  const isEnabled = actual?.enabled === true;
  if (!includes(config, actual)) {
    await configure(operation, NodeGroupId, declared).catch(explainLocked(operation, NodeGroupId));
    onChange({ ...declared, enabled: isEnabled });
  }
  if (enabled !== isEnabled) {
    await operation
      .call(UpdateDataDispatchEnablingState, { NodeGroupId, DataDispatchEnabled: enabled === true })
      .catch(explainLocked(operation, NodeGroupId));
    onChange({ ...declared, enabled: enabled === true });
  }
};

const configure = async (
  operation: Operation,
  NodeGroupId: string,
  dispatch: PlainDataDispatch,
): Promise<void> => {
  const iot = dispatch.destination === "IOT" ? dispatch : undefined;
  const ons = dispatch.destination === "ONS" ? dispatch : undefined;
  const sendTo = (DataDispatchDestination: string) =>
    operation.call(UpdateDataDispatchConfig, {
      NodeGroupId,
      DataDispatchDestination,
      ProductType: iot?.productType,
      ProductName: iot?.productName,
      ProductKey: iot?.productKey,
      DebugSwitch: iot?.debugSwitch,
      UplinkRegionName: ons?.uplinkRegionName,
      UplinkTopic: ons?.uplinkTopic,
    });
  if (!ons) return sendTo("IOT");
  // The API documentation calls the message queue ONS; the API's schema calls it MQ (API file B.31).
  const unaccepted = ignoreCodes("InvalidDataDispatchDestination");
  const isAccepted = await sendTo("ONS").then(() => true, unaccepted);
  if (!isAccepted) await sendTo("MQ");
};
