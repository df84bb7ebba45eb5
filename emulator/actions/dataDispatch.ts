import { choices } from "../choices";
import type { DataDispatchConfig } from "../entities";
import { missing } from "../errors";
import { type ParameterValue, spec } from "../parameters";
import { type ActionSpecs, type Call, given } from "./action";
import { groupOf, ownGroup, unlocked } from "./groups";

/** What has to be there for each destination. */
const required = {
  IOT: ["ProductType", "ProductName", "ProductKey"],
  ONS: choices.requiredForOns,
};

const configOf = ({ text, value }: Call): DataDispatchConfig => {
  const destination = choices.destinations[text("DataDispatchDestination") as "IOT" | "ONS" | "MQ"];
  const absent = required[destination].find((name) => value(name) === undefined);
  if (absent !== undefined) throw missing(absent);
  const part: Record<string, ParameterValue> = Object.fromEntries(
    required[destination].map((name) => [name, value(name)]),
  );
  if (destination === "ONS") return { Destination: destination, IotProduct: {}, OnsTopics: part };
  const DebugSwitch = given(value("DebugSwitch"), choices.defaultDebugSwitch);
  return { Destination: destination, IotProduct: { ...part, DebugSwitch }, OnsTopics: {} };
};

export const dataDispatchActions: ActionSpecs = {
  // B.31
  UpdateDataDispatchConfig: {
    parameters: {
      NodeGroupId: spec.text(),
      DataDispatchDestination: spec.text({ values: Object.keys(choices.destinations) }),
      ProductType: spec.optionalText({ values: ["IOT_SUITE", "IOT_SUITE_SENIOR"] }),
      ProductName: spec.optionalText(),
      ProductKey: spec.optionalText(),
      DebugSwitch: spec.optionalBool(),
      UplinkRegionName: spec.optionalText(),
      UplinkTopic: spec.optionalText(),
    },
    run: (call) => {
      const config = configOf(call);
      unlocked(ownGroup(call)).dataDispatchConfig = config;
    },
  },
  // B.32; no error is documented for a group without a config
  UpdateDataDispatchEnablingState: {
    parameters: { NodeGroupId: spec.text(), DataDispatchEnabled: spec.bool() },
    run: (call) => {
      const group = groupOf(call, "NonExistent", choices.enableDispatchOfOthers);
      unlocked(group).dataDispatchEnabled = call.flag("DataDispatchEnabled");
    },
  },
};
