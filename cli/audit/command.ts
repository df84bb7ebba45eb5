import type { Command } from "commander";
import { oneLine } from "../../provider/client/oneLine";
import { operationStarter } from "../../provider/client/startOperation";
import { resources } from "../../provider/resources";
import { discoverable } from "../adopt/inventory";
import { pluralOf } from "../adopt/names";
import { progressBar } from "../adopt/progress";
import { mapInGroups } from "../mapInGroups";
import { findPulumiCli, type PulumiCli } from "../pulumi/cli";
import { configurationHere } from "../pulumi/configurationHere";
import { readerOf } from "../pulumi/stackConfiguration";
import { listStacks, type ReadStack, readStack } from "../pulumi/stacks";
import { openAccounts, type ReadAccount, readAccount } from "./accounts";
import { holderFinder, holdingOf, holdingResources } from "./holders";
import { type Finding, jsonOf, reportOf } from "./report";

/** Exit codes of the command, by outcome. */
const EXIT = { held: 0, unheld: 1, incomplete: 2 } as const;

interface Options {
  readonly profile?: readonly string[];
  readonly json?: true;
}

/** Reads the accounts of the stack's credentials and of the profiles. */
const readAccounts = async (profiles: readonly string[]): Promise<ReadAccount[]> => {
  const config = readerOf(await configurationHere());
  const progress = progressBar("Reading the accounts");
  // Log lines about quota waits would break the progress bar.
  const startOperation = operationStarter(config, progress.isShown ? { notify: () => {} } : {});
  const opened = await openAccounts([undefined, ...profiles], startOperation);
  // One after the other, because the progress bar shows one account.
  return mapInGroups(opened, 1, (account) =>
    readAccount(account, resources, startOperation, progress).finally(() => progress.stop()),
  );
};

/** Number of CLI processes that run at a time. */
const EXPORTS_AT_A_TIME = 4;

const readStacks = async (cli: PulumiCli): Promise<ReadStack[]> => {
  const stacks = await listStacks(cli);
  const progress = progressBar("Reading the stacks");
  progress.start(stacks.length);
  return mapInGroups(stacks, EXPORTS_AT_A_TIME, (stack) =>
    readStack(cli, stack).finally(() => progress.done()),
  ).finally(() => progress.stop());
};

/** Returns which stacks hold each object. */
const findHolders = (accounts: readonly ReadAccount[], stacks: readonly ReadStack[]): Finding[] => {
  const isComplete = stacks.every((stack) => "resources" in stack);
  const holding = stacks.flatMap((stack) =>
    "resources" in stack ? holdingResources(stack.name, stack.resources) : [],
  );
  const find = holderFinder(holding, accounts);
  return accounts.flatMap((account) =>
    account.holdings.flatMap(({ resource: { name: kind }, objects }) =>
      objects.map((object): Finding => {
        const holders = find(account, kind, object.id);
        return { account, kind, ...object, holders, holding: holdingOf(holders, isComplete) };
      }),
    ),
  );
};

const problemsOf = (accounts: readonly ReadAccount[], stacks: readonly ReadStack[]): string[] => [
  ...accounts.flatMap(({ unread }) =>
    unread.map(({ resource, error }) => `${pluralOf(resource.name)} could not be read: ${error.message}`),
  ),
  ...stacks.flatMap((stack) =>
    "problem" in stack ? [`stack ${stack.name} could not be read: ${stack.problem}`] : [],
  ),
];

/** Compares the accounts with the stacks, and prints the report. */
const audit = async ({ profile = [], json }: Options): Promise<void> => {
  const cli = await findPulumiCli();
  if (!cli) throw new Error("the stacks cannot be read: pulumi is not on PATH");
  // The accounts first: an object that a stack creates in the meantime is not listed.
  const accounts = await readAccounts(profile);
  const stacks = await readStacks(cli);
  const findings = findHolders(accounts, stacks);
  const problems = problemsOf(accounts, stacks).map(oneLine);
  const lines = json ? [jsonOf(findings, problems)] : reportOf(accounts, findings);
  process.stdout.write(`${lines.join("\n")}\n`);
  for (const problem of problems) process.stderr.write(`pulumi-linkwan: ${problem}\n`);
  if (findings.some(({ holding }) => holding === "unheld")) process.exitCode = EXIT.unheld;
  else process.exitCode = problems.length > 0 ? EXIT.incomplete : EXIT.held;
};

export const addAudit = (program: Command): void => {
  program
    .command("audit")
    .summary("list what an account holds, and which stacks hold it")
    .description(
      `Lists every object in an account, since when the account has it, and which stacks of the current Pulumi backend \
hold it: ${discoverable(resources)
        .map(({ name }) => pluralOf(name))
        .join(
          ", ",
        )}. Reads the accounts and all stacks; changes nothing and prints no secrets. The exit code is 0 if \
stacks hold every object, 1 if no stack holds an object, and 2 if the command cannot find that out, for example because \
a stack cannot be read.`,
    )
    .option(
      "--profile <profile>",
      "also list the account of these credentials, named as in a resource's profile; can be repeated",
      (profile: string, earlier: readonly string[] = []) => [...earlier, profile],
    )
    .option("--json", "print JSON")
    .action(async (options: Options, command: Command) => {
      try {
        await audit(options);
      } catch (error) {
        if (!(error instanceof Error)) throw error;
        command.error(error.message, { exitCode: EXIT.incomplete });
      }
    });
};
