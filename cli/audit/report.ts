import { describeOwner } from "../../provider/client/credentials/ownership";
import { oneLine, printableJson } from "../../provider/client/oneLine";
import type { Facts } from "../../provider/engine/resource";
import { countOf } from "../adopt/names";
import type { ReadAccount } from "./accounts";
import type { Holder, Holding } from "./holders";
import { type Column, tableOf } from "./table";

/** An object, and the stacks that hold it. */
export interface Finding {
  readonly account: ReadAccount;
  /** Class name of the resource that manages such objects. */
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly facts: Facts;
  readonly holders: readonly Holder[];
  readonly holding: Holding;
}

const WIDTH = 100;
const INDENT = "  ";

const timeOf = ({ sinceMillis }: Facts): string | undefined =>
  sinceMillis === undefined ? undefined : new Date(sinceMillis).toISOString();

/** Returns the stacks that hold an object, each once; `(?)` follows those whose state does not prove the account. */
const heldBy = ({ holders, holding }: Finding): string => {
  if (holding === "unheld") return "no stack";
  if (holding === "unknown") return "unknown";
  const stacks = holders.map(({ resource, isCertain }) => `${resource.stack}${isCertain ? "" : " (?)"}`);
  return [...new Set(stacks)].join(", ");
};

const columns: readonly Column<Finding>[] = [
  { title: "ID", cell: ({ id }) => id, canShrink: false },
  { title: "NAME", cell: ({ id, name }) => (name === id ? "" : name), canShrink: true },
  { title: "TYPE", cell: ({ facts }) => facts.type ?? "", canShrink: false },
  { title: "SINCE", cell: ({ facts }) => timeOf(facts)?.slice(0, 10) ?? "", canShrink: false },
  { title: "BOUND TO", cell: ({ facts }) => facts.boundTo ?? "", canShrink: true },
  { title: "NODES", cell: ({ facts }) => facts.nodes?.toString() ?? "", canShrink: false },
  { title: "HELD BY", cell: heldBy, canShrink: true },
];

const titleOf = ({ owner, profile }: ReadAccount): string =>
  `${describeOwner(owner)}, ${profile === undefined ? "the stack's credentials" : `profile ${profile}`}`;

const linesOf = (account: ReadAccount, findings: readonly Finding[]): string[] => {
  const own = findings.filter((each) => each.account === account);
  const kinds = [...new Set(own.map(({ kind }) => kind))];
  return [
    oneLine(titleOf(account)),
    ...(own.length === 0 ? [`${INDENT}no objects`] : []),
    ...kinds.flatMap((kind) => {
      const rows = own.filter((each) => each.kind === kind);
      const table = tableOf(columns, rows, WIDTH - INDENT.length);
      return ["", countOf(rows.length, kind), ...table.map((line) => INDENT + line)];
    }),
    "",
  ];
};

const DOUBT =
  "(?): the state does not prove which account the object belongs to; run pulumi refresh in that stack with STS";

const summaryOf = (findings: readonly Finding[]): string[] => {
  const count = (wanted: Holding): number => findings.filter(({ holding }) => holding === wanted).length;
  const parts = [
    `${findings.length} ${findings.length === 1 ? "object" : "objects"}`,
    `${count("unheld")} held by no stack`,
    ...(count("unknown") === 0 ? [] : [`${count("unknown")} unknown, because a stack could not be read`]),
  ];
  return [...(count("possibly") === 0 ? [] : [DOUBT]), parts.join(", ")];
};

/** Returns the lines of the report. */
export const reportOf = (accounts: readonly ReadAccount[], findings: readonly Finding[]): string[] => [
  ...accounts.flatMap((account) => linesOf(account, findings)),
  ...summaryOf(findings),
];

/** Returns the report as JSON. */
export const jsonOf = (findings: readonly Finding[], problems: readonly string[]): string =>
  printableJson({
    objects: findings.map(({ account: { owner, profile }, kind, id, name, facts, holders, holding }) => ({
      account: owner.accountId ?? null,
      profile: profile ?? null,
      kind,
      id,
      name,
      type: facts.type ?? null,
      since: timeOf(facts) ?? null,
      boundTo: facts.boundTo ?? null,
      nodes: facts.nodes ?? null,
      holding,
      heldBy: holders.map(({ resource: { stack, urn }, isCertain }) => ({ stack, urn, isCertain })),
    })),
    problems,
  });
