import type { ServiceCode } from "../errors";
import { spec } from "../parameters";
import { type ActionSpecs, fail } from "./action";

/** Frequency band plan groups (API file E.4). */
const groups = [
  {
    GroupId: 101,
    FrequencyRegionId: "CN",
    FrequencyType: "SAME_FREQUENCY",
    BeginFrequency: 470,
    EndFrequency: 510,
  },
  {
    GroupId: 102,
    FrequencyRegionId: "CN",
    FrequencyType: "DIFF_FREQUENCY",
    BeginFrequency: 470,
    EndFrequency: 510,
  },
  {
    GroupId: 201,
    FrequencyRegionId: "CN",
    FrequencyType: "SAME_FREQUENCY",
    BeginFrequency: 923,
    EndFrequency: 925,
  },
];

/** Throws if a frequency band plan group does not exist. */
export const checkFreqBandPlan = (id: number, code: ServiceCode = "InvalidFreqBandPlan"): void => {
  if (!groups.some((group) => group.GroupId === id)) fail(code);
};

/** Actions on frequency band plan groups. */
export const frequencyBandActions: ActionSpecs = {
  // B.29
  ListFreqBandPlanGroups: { parameters: {}, itemTags: { Data: "FreqBandPlanGroup" }, run: () => groups },
  // B.30
  GetFreqBandPlanGroup: {
    parameters: { GroupId: spec.int64() },
    run: ({ number }) => groups.find((group) => group.GroupId === number("GroupId")) ?? fail("NonExistent"),
  },
};
