import type { NodeGroup } from "../../api/actions";
import type { Operation } from "../../api/client";
import { hasCode } from "../../api/errors";
import { isObject } from "../../api/plain";
import { differs, isKnown, isSet } from "../properties";
import type { Values } from "../resource";
import { anyOf, nonEmptyText, type Refuses, trueOrFalse } from "../validators";
import { explainLocked } from "./locked";

const productType = anyOf("IOT_SUITE", "IOT_SUITE_SENIOR");

/** Where data can go, and what has to be said for it. */
const destinations: Readonly<Record<string, Readonly<Record<string, Refuses>>>> = {
  IOT: { productType, productName: nonEmptyText, productKey: nonEmptyText },
  ONS: { uplinkRegionName: nonEmptyText, uplinkTopic: nonEmptyText },
};
/** What may be said besides. */
const further: Readonly<Record<string, Readonly<Record<string, Refuses>>>> = {
  IOT: { debugSwitch: trueOrFalse, enabled: trueOrFalse },
  ONS: { enabled: trueOrFalse },
};

/** Why a dispatch cannot be used; its inner values may not be known yet. */
export const refusesDispatch: Refuses = (value) => {
  if (!isObject(value)) return 'must be an object like {destination: "ONS", uplinkRegionName, uplinkTopic}';
  const { destination, ...fields } = value;
  if (!isKnown(destination)) return undefined;
  const wrong = anyOf("IOT", "ONS")(destination);
  if (wrong !== undefined) return `: destination ${wrong}`;
  const required = destinations[String(destination)] ?? {};
  const rules: Readonly<Record<string, Refuses>> = { ...required, ...further[String(destination)] };
  for (const name of Object.keys(required))
    if (!isSet(fields[name])) return `: ${name} is missing, which destination "${destination}" needs`;
  for (const [name, each] of Object.entries(fields)) {
    if (!isSet(each)) continue;
    const rule = Object.hasOwn(rules, name) ? rules[name] : undefined;
    if (!rule)
      return `: ${name} does not belong to destination "${destination}"; it takes ${Object.keys(rules).join(", ")}`;
    const reason = isKnown(each) ? rule(each) : undefined;
    if (reason !== undefined) return `: ${name} ${reason}`;
  }
  return undefined;
};

/** What is configured starts to flow unless the program says otherwise. */
export const normalDispatch = (value: unknown): unknown => {
  if (!isObject(value)) return value;
  return { enabled: true, ...Object.fromEntries(Object.entries(value).filter(([, each]) => isSet(each))) };
};

/** The dispatch of a group as the cloud has it, `undefined` where none was ever configured. */
export const dispatchOf = ({
  DataDispatchConfig: config,
  DataDispatchEnabled,
}: NodeGroup): Values | undefined => {
  if (config?.Destination === undefined) return undefined;
  const { IotProduct: iot, OnsTopics: ons } = config;
  const fields =
    config.Destination === "IOT"
      ? {
          productType: iot?.ProductType,
          productName: iot?.ProductName,
          productKey: iot?.ProductKey,
          debugSwitch: iot?.DebugSwitch,
        }
      : { uplinkRegionName: ons?.UplinkRegionName, uplinkTopic: ons?.UplinkTopic };
  const known = Object.entries({ destination: config.Destination, ...fields }).filter(([, each]) =>
    isSet(each),
  );
  return { ...Object.fromEntries(known), enabled: DataDispatchEnabled === true };
};

/** Brings the dispatch of a group to its declared values, with a call only for what differs. */
export const changeDispatch = async (
  operation: Operation,
  NodeGroupId: string,
  present: Values,
  declared: Values,
  changed: (dispatch: Values) => void,
): Promise<void> => {
  const { enabled, ...config } = declared;
  if (differs({}, "config", { config }, { config: present })) {
    await configure(operation, NodeGroupId, config).catch((error) =>
      explainLocked(operation, NodeGroupId, error),
    );
    changed({ ...config, enabled: present.enabled === true });
  }
  if (enabled !== (present.enabled === true)) {
    const DataDispatchEnabled = enabled === true;
    await operation
      .call("UpdateDataDispatchEnablingState", { NodeGroupId, DataDispatchEnabled })
      .catch((error) => explainLocked(operation, NodeGroupId, error));
    changed({ ...config, enabled: DataDispatchEnabled });
  }
};

const configure = async (operation: Operation, NodeGroupId: string, config: Values): Promise<void> => {
  const text = (name: string) => config[name] as string | undefined;
  const to = (DataDispatchDestination: string) =>
    operation.call("UpdateDataDispatchConfig", {
      NodeGroupId,
      DataDispatchDestination,
      ProductType: text("productType"),
      ProductName: text("productName"),
      ProductKey: text("productKey"),
      DebugSwitch: config.debugSwitch as boolean | undefined,
      UplinkRegionName: text("uplinkRegionName"),
      UplinkTopic: text("uplinkTopic"),
    });
  await to(String(config.destination)).catch((error) => {
    // The vendor's texts call the message queue ONS, its schema calls it MQ (API file B.31).
    if (config.destination !== "ONS" || !hasCode(error, "InvalidDataDispatchDestination")) throw error;
    return to("MQ");
  });
};
