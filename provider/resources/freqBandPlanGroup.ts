import { action, parameter } from "../client/action";
import { id, integer, list, optional, record, string } from "../client/decode";

const freqBandPlanGroup = record({
  GroupId: id,
  FrequencyRegionId: optional(string),
  FrequencyType: optional(string),
  BeginFrequency: optional(integer),
  EndFrequency: optional(integer),
});

/** API file B.29. The `Data` of the response is the array itself. */
export const ListFreqBandPlanGroups = action({
  name: "ListFreqBandPlanGroups",
  effect: "read",
  parameters: {},
  decoder: list(freqBandPlanGroup, "FreqBandPlanGroup"),
  ramResources: ["freq-band-plan/*"],
  takesIotInstanceId: false,
});

/** API file B.30. */
export const GetFreqBandPlanGroup = action({
  name: "GetFreqBandPlanGroup",
  effect: "read",
  parameters: { GroupId: parameter.string },
  subject: ({ GroupId }) => `frequency band plan group ${GroupId}`,
  decoder: freqBandPlanGroup,
  ramResources: ["freq-band-plan/{GroupId}"],
  takesIotInstanceId: false,
});
