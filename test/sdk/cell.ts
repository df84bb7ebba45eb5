import type { RunningEmulator } from "../../emulator";
import type { ActionCall, Client, Column, Keys, Outcome } from "./client";
import { differences, valueAt } from "./expectation";
import { type Event, fill, type Step } from "./scenario";
import { nameOf } from "./table";

const REQUEST_ID = /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/;

/** State of a column while a scenario runs. */
export interface Run {
  readonly column: Column;
  readonly client: Pick<Client, "call">;
  readonly cloud: RunningEmulator;
  /** Values that earlier steps kept, by name. */
  readonly kept: Record<string, unknown>;
}

/** Triggers an event in the emulator of a column. */
export const happen = ({ cloud, kept }: Run, event: Event): void => {
  const method = cloud[event.cloud] as (...args: unknown[]) => unknown;
  method(...(fill(event.arguments, kept) as unknown[]));
};

const keysOf = ({ cloud }: Run, { as, keys }: Step): Keys => {
  const account = cloud.accounts.find(({ accessKeyId }) => accessKeyId === as);
  if (!account) throw new Error(`the emulator has no account with the access key id ${as}`);
  const { accessKeyId, accessKeySecret, securityToken } = account;
  return { accessKeyId, accessKeySecret, ...(securityToken === undefined ? {} : { securityToken }), ...keys };
};

const callsOf = ({ kept }: Run, step: Step): ActionCall[] => {
  const { call: action, with: parameters = {}, times = 1, pages } = step;
  const call = (more: object, n: number): ActionCall => ({
    action,
    parameters: fill({ ...parameters, ...more }, { ...kept, n }) as ActionCall["parameters"],
  });
  if (!pages) return Array.from({ length: times }, (_, index) => call({}, index + 1));
  const limit = Number(parameters.Limit);
  const count = pages.total / limit + 1;
  return Array.from({ length: count }, (_, index) => call({ Offset: index * limit }, index));
};

const codeOf = ({ code, failure, body }: Outcome): string => code ?? failure ?? (body ? "OK" : "no response");

const requestIdOf = ({ body, requestId }: Outcome): unknown => requestId ?? body?.RequestId;

/** Returns a problem if the request ids in the responses differ from the request ids that the emulator recorded. */
const wrongRequestIds = ({ cloud }: Run, outcomes: readonly Outcome[]): string[] => {
  const given = cloud.calls.slice(-outcomes.length).map(({ requestId }) => requestId);
  const found = outcomes.map((each) => String(requestIdOf(each)));
  const right = found.every((each) => REQUEST_ID.test(each)) && found.sort().join() === given.sort().join();
  return right ? [] : [`RequestId: ${found[0]} instead of ${given[0]}`];
};

const wrongCodes = (outcomes: readonly Outcome[], codes: Readonly<Record<string, number>>): string[] => {
  const counts: Record<string, number> = {};
  for (const code of outcomes.map(codeOf)) counts[code] = (counts[code] ?? 0) + 1;
  const sorted = (record: object) => JSON.stringify(Object.entries(record).sort());
  return sorted(counts) === sorted(codes) ? [] : [`${sorted(counts)} instead of ${sorted(codes)}`];
};

const wrongPages = (
  outcomes: readonly Outcome[],
  { total, of }: NonNullable<Step["pages"]>,
  isXml: boolean,
): string[] => {
  const values = outcomes.flatMap(({ body }) =>
    Array.from({ length: total }, (_, index) => valueAt(body, `Data.List.${index}.${of}`, isXml)).filter(
      (value) => value !== undefined,
    ),
  );
  const counts = outcomes.map(({ body }) => Number(valueAt(body, "Data.TotalCount", isXml)));
  if (counts.some((count) => count !== total)) return [`TotalCount: ${counts} instead of ${total}`];
  const distinct = new Set(values).size;
  return values.length === total && distinct === total
    ? []
    : [`${values.length} items, ${distinct} distinct, instead of ${total}`];
};

const wrongError = ({ column }: Run, step: Step, outcome: Outcome): string[] => {
  const code = step.unless?.[nameOf(column)] ?? step.fails;
  const expected = `${step.status ?? 400} ${code}`;
  const found = `${outcome.status} ${codeOf(outcome)}`;
  return found === expected ? [] : [`${found} instead of ${expected}`];
};

const wrongAnswer = ({ kept, column }: Run, step: Step, outcome: Outcome): string[] => {
  if (codeOf(outcome) !== "OK" || outcome.status !== 200) return [`${outcome.status} ${codeOf(outcome)}`];
  const isXml = column.format === "XML";
  for (const [name, path] of Object.entries(step.keep ?? {})) kept[name] = valueAt(outcome.body, path, isXml);
  return differences(fill({ Success: true, ...step.gives }, kept), outcome.body, isXml);
};

/** Makes the calls of a step. Returns the differences between the outcomes and the expected outcomes. */
export const problemsOf = async (run: Run, step: Step): Promise<string[]> => {
  const { client, cloud, column } = run;
  const outcomes = await client.call(cloud.url, column, keysOf(run, step), callsOf(run, step));
  const [only = {}] = outcomes;
  if (step.cannot?.[nameOf(column)] !== undefined)
    return only.failure === undefined ? ["the client can read the response"] : [];
  const ids = wrongRequestIds(run, outcomes);
  if (step.codes) return [...wrongCodes(outcomes, step.codes), ...ids];
  if (step.pages) return [...wrongPages(outcomes, step.pages, column.format === "XML"), ...ids];
  if (step.fails !== undefined) return [...wrongError(run, step, only), ...ids];
  return [...wrongAnswer(run, step, only), ...ids];
};
