import { InvalidArgumentError, Option } from "commander";
import { readSettings } from "../provider/client/configuration";
import { isLinkWanError } from "../provider/client/errors";

/** A range of integers, both ends included. */
export interface IntegerRange {
  readonly min: number;
  readonly max: number;
}

/** Describes a range, for help and for errors. */
export const describeRange = ({ min, max }: IntegerRange): string => `an integer from ${min} to ${max}`;

/** Returns the integer in a text; `undefined` if the text is not an integer of the range. */
export const integerIn = (text: string, { min, max }: IntegerRange): number | undefined => {
  const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  return number >= min && number <= max ? number : undefined;
};

/** What an option accepts, which its help and its error state alike. */
interface Rule {
  /** Completes "it must be". */
  readonly rule: string;
  /** Returns the value in a text; `undefined` if the text breaks the rule. */
  readonly parse: (text: string) => unknown;
  /** Description of the default. */
  readonly byDefault: string;
}

/** Returns an option with a rule. */
export const ruledOption = (flags: string, meaning: string, { rule, parse, byDefault }: Rule): Option =>
  new Option(flags, `${meaning}: ${rule} (default: ${byDefault})`).argParser((text) => {
    const value = parse(text);
    if (value === undefined) throw new InvalidArgumentError(`It must be ${rule}.`);
    return value;
  });

/** Returns an option with an integer in a range. */
export const integerOption = (
  flags: string,
  meaning: string,
  range: IntegerRange,
  byDefault: string,
): Option =>
  ruledOption(flags, meaning, {
    rule: describeRange(range),
    parse: (text) => integerIn(text, range),
    byDefault,
  });

/** Returns the option for another endpoint than the stack's, which is checked as `linkwan:endpoint` is. */
export const endpointOption = (meaning: string): Option =>
  new Option("--endpoint <url>", meaning).argParser((endpoint) => {
    try {
      readSettings((key) => (key === "linkwan:endpoint" ? endpoint : undefined));
    } catch (error) {
      if (!isLinkWanError(error)) throw error;
      throw new InvalidArgumentError(error.details.meaning ?? error.message);
    }
    return endpoint;
  });
