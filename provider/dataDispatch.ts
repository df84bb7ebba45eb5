import type * as pulumi from "@pulumi/pulumi";

/** Uplink data goes to a product of the vendor's IoT Platform. */
export interface IotDataDispatch {
  /** That it goes there. API: `DataDispatchDestination`. */
  destination: pulumi.Input<"IOT">;
  /** Edition of the product: `"IOT_SUITE"` (basic) or `"IOT_SUITE_SENIOR"` (advanced). API: `ProductType`. */
  productType: pulumi.Input<"IOT_SUITE" | "IOT_SUITE_SENIOR">;
  /** Name of the product. API: `ProductName`. */
  productName: pulumi.Input<string>;
  /** Key of the product; an identifier, not a secret. API: `ProductKey`. */
  productKey: pulumi.Input<string>;
  /** Whether the product's debugging is on. Default: as the service has it. API: `DebugSwitch`. */
  debugSwitch?: pulumi.Input<boolean>;
  /** Whether data flows. Default `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState. */
  enabled?: pulumi.Input<boolean>;
}

/** Uplink data goes to a topic of the vendor's message queue. */
export interface OnsDataDispatch {
  /** That it goes there. API: `DataDispatchDestination`, which some of the vendor's pages call `MQ`. */
  destination: pulumi.Input<"ONS">;
  /** Region of the topic, for example `"cn-shanghai"`. API: `UplinkRegionName`. */
  uplinkRegionName: pulumi.Input<string>;
  /** Name of the topic. API: `UplinkTopic`. */
  uplinkTopic: pulumi.Input<string>;
  /** Whether data flows. Default `true`. API: `DataDispatchEnabled` of UpdateDataDispatchEnablingState. */
  enabled?: pulumi.Input<boolean>;
}

/** Where the uplink data of a node group goes. */
export type DataDispatch = IotDataDispatch | OnsDataDispatch;
