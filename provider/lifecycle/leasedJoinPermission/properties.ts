import { refusesName } from "../names";
import type { Properties } from "../properties";
import { anyOf, id, nonEmptyText, trueOrFalse, wholeBetween } from "../validators";

export const RESOURCE = "LeasedJoinPermission";

/** Every input of a leased join permission. A replacement returns the old lease first: an account may hold one. */
export const properties = {
  type: { refuses: anyOf("ROAMING", "LOCAL"), onChange: "deleteBeforeReplace" },
  authOrderId: { refuses: id, onChange: "deleteBeforeReplace", sticky: true, own: true },
  joinPermissionId: { refuses: id, onChange: "deleteBeforeReplace", sticky: true },
  joinPermissionName: { refuses: refusesName, onChange: "update", sticky: true },
  classMode: { refuses: anyOf("A", "B", "C", "D2D"), onChange: "deleteBeforeReplace" },
  freqBandPlanGroupId: { refuses: id, onChange: "deleteBeforeReplace" },
  rxDelay: { refuses: wholeBetween(1, 15, " (seconds)"), onChange: "update", sticky: true },
  dataRate: { refuses: wholeBetween(0, 5, ""), onChange: "update", sticky: true },
  enabled: { refuses: trueOrFalse, onChange: "update" },
  unbindOnReturn: { refuses: trueOrFalse, onChange: "update", own: true },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;

export type InputName = keyof typeof properties;

/** Inputs that the renter decides; a LOCAL lease has its owner's. */
export const roamingInputs = [
  "joinPermissionName",
  "classMode",
  "freqBandPlanGroupId",
  "rxDelay",
  "dataRate",
  "enabled",
] as const satisfies readonly InputName[];

/** Ways to say which lease a resource means; one of them is enough. */
export const claims: readonly string[] = ["authOrderId", "joinPermissionId"] satisfies InputName[];
