import { own } from "../manifest";
import type { Finding, Status } from "./run";

/** Marks in the first column of the output. */
const marks: Readonly<Record<Status, string>> = {
  same: "same",
  differs: "DIFF",
  open: "skip",
  failed: "FAIL",
};

/** Columns of the longest name of an assumption. */
const NAME_WIDTH = 29;

/** Returns the line of a finding: mark, assumption, question, what the service did and what the emulator assumes. */
export const lineOf = ({ assumption, question, status, service, emulator, reason }: Finding): string => {
  const found = {
    same: `The service and the emulator: ${emulator}`,
    differs: `The service: ${service}. The emulator: ${emulator}`,
    open: `The emulator: ${emulator}. Not answered: ${reason}`,
    failed: `The emulator: ${emulator}. Failed: ${reason}`,
  };
  return `${marks[status]}  ${assumption.padEnd(NAME_WIDTH)}  ${question} ${found[status]}`;
};

/** Returns the last line: the number of findings of each status. */
export const summaryOf = (findings: readonly Finding[]): string => {
  const count = (status: Status): number => findings.filter((each) => each.status === status).length;
  return `${count("same")} as assumed, ${count("differs")} different, ${count("open")} not answered, ${count("failed")} failed`;
};

const VENDOR_HOST = /(^|\.)aliyuncs\.com$/;

/**
 * Returns the report that a user can attach to an issue. It contains no account ids, keys, names or ids of objects:
 * calls appear without parameters, and answers are codes, numbers and texts of the vendor.
 */
export const reportOf = (findings: readonly Finding[], endpoint: string, isComplete: boolean): string => {
  const { hostname } = new URL(endpoint);
  const report = {
    package: own.version,
    date: new Date().toISOString().slice(0, 10),
    endpoint: VENDOR_HOST.test(hostname) ? hostname : "not of the vendor",
    complete: isComplete,
    findings,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
