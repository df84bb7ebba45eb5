import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../program/invoke";
import { GetFreqBandPlanGroup, ListFreqBandPlanGroups } from "../resources/freqBandPlanGroup";

/** A frequency band plan group (频段计划组). */
export interface GetFreqBandPlanGroupResult {
  /** Id, decimal text: what `freqBandPlanGroupId` takes. API: `GroupId`. */
  groupId: string;
  /** Mark of the region, for example `CN`. API: `FrequencyRegionId`. */
  frequencyRegionId?: string;
  /** Whether uplink and downlink share frequencies: `SAME_FREQUENCY` or `DIFF_FREQUENCY`. API: `FrequencyType`. */
  frequencyType?: string;
  /** Where the band begins, MHz. API: `BeginFrequency`. */
  beginFrequency?: number;
  /** Where the band ends, MHz. API: `EndFrequency`. */
  endFrequency?: number;
}

/** Arguments of {@link getFreqBandPlanGroup}. */
export interface GetFreqBandPlanGroupArgs extends InvokeArgs {
  /** Id of the frequency band plan group, decimal text. API: `GroupId`. */
  groupId: string;
}

/** Reads a frequency band plan group (GetFreqBandPlanGroup). Errors: `NonExistent`. */
export const getFreqBandPlanGroup = accountFunction(
  "getFreqBandPlanGroup",
  [GetFreqBandPlanGroup],
  async (operation, args: GetFreqBandPlanGroupArgs): Promise<GetFreqBandPlanGroupResult> =>
    camelCase(await operation.call(GetFreqBandPlanGroup, { GroupId: args.groupId })),
);

/** {@link getFreqBandPlanGroup} for arguments that are not known yet. */
export const getFreqBandPlanGroupOutput = outputForm(getFreqBandPlanGroup);

/** Lists every frequency band plan group (ListFreqBandPlanGroups). */
export const getFreqBandPlanGroups = argumentlessFunction(
  "getFreqBandPlanGroups",
  [ListFreqBandPlanGroups],
  async (operation): Promise<GetFreqBandPlanGroupResult[]> =>
    camelCase(await operation.call(ListFreqBandPlanGroups, {})),
);

/** {@link getFreqBandPlanGroups} for arguments that are not known yet. */
export const getFreqBandPlanGroupsOutput = outputForm(getFreqBandPlanGroups);
