import { oneLine } from "../../provider/client/oneLine";

/** `ok`: no problem. `warn`: works, but needs attention. `FAIL`: does not work. `skip`: not checked. */
export type Mark = "ok" | "warn" | "FAIL" | "skip";

/** The result of a check. */
export interface Finding {
  readonly mark: Mark;
  readonly text: string;
}

export const ok = (text: string): Finding => ({ mark: "ok", text });
export const warn = (text: string, remedy: string): Finding => ({
  mark: "warn",
  text: `${text}. What to do: ${remedy}`,
});
export const fail = (text: string, remedy: string): Finding => ({
  mark: "FAIL",
  text: `${text}. What to do: ${remedy}`,
});
export const skip = (reason: string): Finding => ({ mark: "skip", text: `not checked: ${reason}` });

const WORST_FIRST: readonly Mark[] = ["FAIL", "warn", "skip", "ok"];

/**
 * Combines the findings of one check into a single finding. The result has the worst mark, and describes all findings
 * with that mark.
 */
export const worst = (findings: readonly Finding[]): Finding => {
  const mark = WORST_FIRST.find((each) => findings.some((finding) => finding.mark === each)) ?? "ok";
  const texts = findings.filter((finding) => finding.mark === mark).map(({ text }) => text);
  return { mark, text: texts.join("; ") };
};

const MARK_WIDTH = 4;
const NAME_WIDTH = "Configuration".length;

/** Formats a finding as one line: the mark and the name of the check in columns, then the text. */
export const lineOf = (name: string, { mark, text }: Finding): string =>
  `${mark.padEnd(MARK_WIDTH)}  ${name.padEnd(NAME_WIDTH)}  ${oneLine(text).trim()}`;
