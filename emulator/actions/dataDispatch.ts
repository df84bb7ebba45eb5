import { assumptions } from "../assumptions";
import type { DataDispatchConfig } from "../entities";
import { missing } from "../errors";
import { type ParameterValue, spec } from "../parameters";
import { type ActionSpecs, type Call, valueOr } from "./action";
import { groupOf, ownGroup, unlocked } from "./groups";

/** Names of the required parameters, by destination. */
const required = {
  IOT: ["ProductType", "ProductName", "ProductKey"],
  ONS: assumptions.requiredForOns,
};

const parseConfig = ({ string, value }: Call): DataDispatchConfig => {
  const destination = assumptions.destinations[string("DataDispatchDestination") as "IOT" | "ONS" | "MQ"];
  const missingName = required[destination].find((name) => value(name) === undefined);
  if (missingName !== undefined) throw missing(missingName);
  const config: Record<string, ParameterValue> = Object.fromEntries(
    required[destination].map((name) => [name, value(name)]),
  );
  if (destination === "ONS") return { Destination: destination, IotProduct: {}, OnsTopics: config };
  const DebugSwitch = valueOr(value("DebugSwitch"), assumptions.defaultDebugSwitch);
  return { Destination: destination, IotProduct: { ...config, DebugSwitch }, OnsTopics: {} };
};

/** Actions that configure the data dispatch of node groups. */
export const dataDispatchActions: ActionSpecs = {
  // B.31
  UpdateDataDispatchConfig: {
    parameters: {
      NodeGroupId: spec.string(),
      DataDispatchDestination: spec.string({ values: Object.keys(assumptions.destinations) }),
      ProductType: spec.optionalString({ values: ["IOT_SUITE", "IOT_SUITE_SENIOR"] }),
      ProductName: spec.optionalString(),
      ProductKey: spec.optionalString(),
      DebugSwitch: spec.optionalBool(),
      UplinkRegionName: spec.optionalString(),
      UplinkTopic: spec.optionalString(),
    },
    run: (call) => {
      const config = parseConfig(call);
      unlocked(ownGroup(call)).dataDispatchConfig = config;
    },
  },
  // B.32; no error is documented for a group without DataDispatchConfig.
  UpdateDataDispatchEnablingState: {
    parameters: { NodeGroupId: spec.string(), DataDispatchEnabled: spec.bool() },
    run: (call) => {
      const group = groupOf(call, "NonExistent", assumptions.enableDispatchOfOthers);
      unlocked(group).dataDispatchEnabled = call.bool("DataDispatchEnabled");
    },
  },
};
