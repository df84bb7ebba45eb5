import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../invoke/accountFunction";
import { GetFreqBandPlanGroup, ListFreqBandPlanGroups } from "../resources/freqBandPlanGroup";

/** A frequency band plan group (频段计划组). */
export interface GetFreqBandPlanGroupResult {
  /** Id, a decimal string; the value for `freqBandPlanGroupId` inputs. API: `GroupId`. */
  groupId: string;
  /** Code of the region, for example `CN`. API: `FrequencyRegionId`. */
  frequencyRegionId?: string;
  /** Whether uplink and downlink share frequencies: `SAME_FREQUENCY` or `DIFF_FREQUENCY`. API: `FrequencyType`. */
  frequencyType?: string;
  /** Start of the band, in MHz. API: `BeginFrequency`. */
  beginFrequency?: number;
  /** End of the band, in MHz. API: `EndFrequency`. */
  endFrequency?: number;
}

/** Arguments of {@link getFreqBandPlanGroup}. */
export interface GetFreqBandPlanGroupArgs extends InvokeArgs {
  /** Id of the frequency band plan group, a decimal string. API: `GroupId`. */
  groupId: string;
}

/** Reads a frequency band plan group (GetFreqBandPlanGroup). Errors: `NonExistent`. */
export const getFreqBandPlanGroup = accountFunction(
  "getFreqBandPlanGroup",
  [GetFreqBandPlanGroup],
  async (operation, args: GetFreqBandPlanGroupArgs): Promise<GetFreqBandPlanGroupResult> =>
    camelCase(await operation.call(GetFreqBandPlanGroup, { GroupId: args.groupId })),
);

/** Like {@link getFreqBandPlanGroup}, but accepts outputs as arguments. */
export const getFreqBandPlanGroupOutput = outputForm(getFreqBandPlanGroup);

/** Lists every frequency band plan group (ListFreqBandPlanGroups). */
export const getFreqBandPlanGroups = argumentlessFunction(
  "getFreqBandPlanGroups",
  [ListFreqBandPlanGroups],
  async (operation): Promise<GetFreqBandPlanGroupResult[]> =>
    camelCase(await operation.call(ListFreqBandPlanGroups, {})),
);

/** Like {@link getFreqBandPlanGroups}, but accepts outputs as arguments. */
export const getFreqBandPlanGroupsOutput = outputForm(getFreqBandPlanGroups);
