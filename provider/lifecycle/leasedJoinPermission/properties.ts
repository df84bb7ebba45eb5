import { refusesName } from "../names";
import type { Properties } from "../properties";
import { anyOf, id, nonEmptyText, trueOrFalse, wholeBetween } from "../values";

/** Every input of a leased join permission. */
export const properties = {
  type: { refuses: anyOf("ROAMING", "LOCAL"), onChange: "replace" },
  authOrderId: { refuses: id, onChange: "replace", sticky: true },
  joinPermissionId: { refuses: id, onChange: "replace", sticky: true },
  joinPermissionName: { refuses: refusesName, onChange: "update", sticky: true },
  classMode: { refuses: anyOf("A", "B", "C", "D2D"), onChange: "replace" },
  freqBandPlanGroupId: { refuses: id, onChange: "replace" },
  rxDelay: { refuses: wholeBetween(1, 15, " (seconds)"), onChange: "update", sticky: true },
  dataRate: { refuses: wholeBetween(0, 5, ""), onChange: "update", sticky: true },
  enabled: { refuses: trueOrFalse, onChange: "update" },
  unbindOnReturn: { refuses: trueOrFalse, onChange: "update" },
  profile: { refuses: nonEmptyText, onChange: "update" },
} as const satisfies Properties;

export type InputName = keyof typeof properties;

/** The resource's name in the program; only `check` sees it, to make a name for the lease. */
export const RESOURCE_NAME = "resourceName";

/** Inputs that the renter decides; a LOCAL lease has its owner's. */
export const roamingInputs = [
  "joinPermissionName",
  "classMode",
  "freqBandPlanGroupId",
  "rxDelay",
  "dataRate",
  "enabled",
] as const satisfies readonly InputName[];
