import { refusesName } from "../names";
import type { Properties } from "../properties";
import { anyOf, eui, id, lowerCase, nonEmptyText, trueOrFalse, wholeBetween } from "../validators";

/** Every input of a local join permission. */
export const properties = {
  joinPermissionId: { refuses: id, onChange: "replace", sticky: true },
  joinPermissionName: { refuses: refusesName, onChange: "update", sticky: true },
  classMode: { refuses: anyOf("A", "B", "C"), onChange: "update" },
  freqBandPlanGroupId: { refuses: id, onChange: "update" },
  joinEui: { refuses: eui, normal: lowerCase, onChange: "update", sticky: true },
  rxDelay: { refuses: wholeBetween(1, 15, " (seconds)"), onChange: "update", sticky: true },
  dataRate: { refuses: wholeBetween(0, 5, ""), onChange: "update", sticky: true },
  enabled: { refuses: trueOrFalse, onChange: "update" },
  profile: { refuses: nonEmptyText, onChange: "update", own: true },
} as const satisfies Properties;
