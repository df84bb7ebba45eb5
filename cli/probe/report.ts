import { own } from "../manifest";
import type { Finding, Status } from "./run";

/** Marks in the first column of the output. */
const marks: Readonly<Record<Status, string>> = {
  same: "same",
  differs: "DIFF",
  open: "skip",
  failed: "FAIL",
};

/** Width of the longest assumption name, in columns. */
const NAME_WIDTH = 29;

/** Formats a finding as one line: the mark, the assumption, the question and the answers. */
export const lineOf = ({ assumption, question, status, service, emulator, reason }: Finding): string => {
  const found = {
    same: `The service and the emulator: ${emulator}`,
    differs: `The service: ${service}. The emulator: ${emulator}`,
    open: `The emulator: ${emulator}. Not answered: ${reason}`,
    failed: `The emulator: ${emulator}. Failed: ${reason}`,
  };
  return `${marks[status]}  ${assumption.padEnd(NAME_WIDTH)}  ${question} ${found[status]}`;
};

/** Returns the last line of the output: the number of findings with each status. */
export const summaryOf = (findings: readonly Finding[]): string => {
  const count = (status: Status): number => findings.filter((each) => each.status === status).length;
  return `${count("same")} as assumed, ${count("differs")} different, ${count("open")} not answered, ${count("failed")} failed`;
};

const VENDOR_HOST = /(^|\.)aliyuncs\.com$/;

/**
 * Returns the report, which a user can attach to an issue. The report contains no account ids, keys, object names or
 * object ids: calls appear without parameters, and answers contain only codes, numbers and messages of the API.
 */
export const reportOf = (findings: readonly Finding[], endpoint: string, isComplete: boolean): string => {
  const { hostname } = new URL(endpoint);
  const report = {
    package: own.version,
    date: new Date().toISOString().slice(0, 10),
    endpoint: VENDOR_HOST.test(hostname) ? hostname : "not an Alibaba Cloud endpoint",
    complete: isComplete,
    findings,
  };
  return `${JSON.stringify(report, null, 2)}\n`;
};
