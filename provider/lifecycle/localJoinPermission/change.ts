import type { Operation } from "../../api/client";
import { differs } from "../properties";
import type { Values } from "../resource";
import { explainGranted } from "./granted";
import { properties } from "./properties";

const FIELDS = ["joinPermissionName", "classMode", "freqBandPlanGroupId", "joinEui", "rxDelay", "dataRate"];

/** Brings a permission to its declared values, with a call only for what differs. */
export const change = async (
  operation: Operation,
  id: string,
  present: Values,
  declared: Values,
  changed: (values: Values) => void,
): Promise<void> => {
  const isNew = (name: string): boolean => differs(properties, name, declared, present);
  const values: Values = Object.fromEntries(FIELDS.filter(isNew).map((name) => [name, declared[name]]));
  if (Object.keys(values).length > 0) {
    const parameters = {
      JoinPermissionId: id,
      JoinPermissionName: values.joinPermissionName as string | undefined,
      ClassMode: values.classMode as string | undefined,
      FreqBandPlanGroupId: values.freqBandPlanGroupId as string | undefined,
      JoinEui: values.joinEui as string | undefined,
      RxDelay: values.rxDelay as number | undefined,
      DataRate: values.dataRate as number | undefined,
    };
    await operation
      .call("UpdateOwnedLocalJoinPermission", parameters)
      .catch((error) => explainGranted(operation, id, error, "only enabled can change"));
    changed(values);
  }
  if (isNew("enabled")) {
    const Enabled = declared.enabled === true;
    await operation.call("UpdateOwnedLocalJoinPermissionEnablingState", { JoinPermissionId: id, Enabled });
    changed({ enabled: Enabled });
  }
};
