import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { printable } from "../../provider/client/oneLine";
import { operationStarter } from "../../provider/client/startOperation";
import { resources } from "../../provider/resources";
import { configurationHere } from "../pulumi/configurationHere";
import { readerOf, settingCommands, wordOf } from "../pulumi/stackConfiguration";
import { bulkImport, type Form, program } from "./forms";
import { discoverable, type Inventory, readInventory } from "./inventory";
import { countOf, pluralOf } from "./names";
import { progressBar } from "./progress";
import type { Files } from "./source";

export const adoptUsage = `pulumi-linkwan adopt [--profile PROFILE | --import] [--out FOLDER]

Reads an account and writes a TypeScript program that declares the current state of every object in the account:
${discoverable(resources)
  .map(({ name }) => pluralOf(name))
  .join(", ")}.
The first pulumi up of the program adopts the objects and changes nothing in the cloud. The command uses the
configuration and credentials of the stack in this folder, if there is one.

  --profile PROFILE  name of the credentials to use: an entry in linkwan:profiles, or a profile of the Alibaba Cloud CLI
  --import           writes a file for pulumi import instead of a program; pulumi import then writes the program in
                     the project's language
  --out FOLDER       folder for the files; default: this folder. Existing files are never overwritten`;

const print = (line: string): void => void process.stdout.write(`${printable(line)}\n`);

/** Describes the discovered objects: `2 node groups, 1 gateway`. */
export const summaryOf = ({ holdings }: Inventory): string =>
  holdings.map(({ resource, objects }) => countOf(objects.length, resource.name)).join(", ");

/** Writes the files that do not exist yet. Returns the names of the written files. */
const write = (folder: string, files: Files): string[] => {
  mkdirSync(folder, { recursive: true });
  const absent = Object.entries(files).filter(([name]) => !existsSync(join(folder, name)));
  for (const [name, text] of absent) writeFileSync(join(folder, name), text, { flag: "wx" });
  return absent.map(([name]) => name);
};

/** Returns the output format that the options select. */
const formOf = (isImport: boolean, profile: string | undefined): Form => {
  if (!isImport) return program;
  if (profile === undefined) return bulkImport;
  throw new Error(
    `pulumi import uses the stack's credentials, not a profile: set linkwan:profile or the keys of profile ${profile} in the stack's configuration, then omit --profile`,
  );
};

/** Reads the account. Writes the program or the import file, and any missing project files. */
export const runAdopt = async (args: string[]): Promise<void> => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { profile: text, out: text, import: { type: "boolean" } } });
  const form = formOf(values.import === true, values.profile);
  const folder = resolve(values.out ?? ".");
  const existing = form.fileNames(resources).find((name) => existsSync(join(folder, name)));
  if (existing !== undefined)
    throw new Error(`${join(folder, existing)} already exists; choose another folder with --out`);
  const configuration = await configurationHere();
  const progress = progressBar("Reading the account");
  // Log lines about quota waits would break the progress bar.
  const quiet = progress.isShown ? { notify: () => {} } : {};
  const startOperation = operationStarter(readerOf(configuration), quiet);
  const operation = await startOperation(values.profile);
  await operation.expectAccount("Adoption", "the account");
  const inventory = await readInventory(resources, () => startOperation(values.profile), progress).finally(
    () => progress.stop(),
  );
  const { holdings, unread } = inventory;
  if (holdings.every(({ objects }) => objects.length === 0)) {
    const [first] = unread;
    if (first) throw first.error;
    print("The account holds no objects to adopt; no files were written.");
    return;
  }
  const written = write(folder, form.filesOf(inventory, values.profile));
  const project = write(folder, form.projectFiles(folder));
  print(`The account holds ${summaryOf(inventory)}.`);
  for (const { resource, error } of unread) {
    process.exitCode = 1;
    process.stderr.write(
      `warning: ${pluralOf(resource.name)} could not be read and are missing from the program: ${error.message}\n`,
    );
  }
  const destination = relative(process.cwd(), folder) || ".";
  print(`Written to ${destination}: ${[...written, ...project].join(", ")}`);
  print("Next:");
  if (destination !== ".") print(`  cd ${wordOf(destination)}`);
  if (project.includes("package.json")) print("  npm install");
  if (destination !== "." || !configuration) {
    print("  pulumi stack init dev");
    for (const line of configuration ? settingCommands(configuration) : []) print(`  ${line}`);
  }
  const { accountId } = await operation.owner();
  if (accountId !== undefined && operation.expectedAccount === undefined)
    print(`  pulumi config set linkwan:expectedAccount ${accountId}`);
  for (const line of form.lastCommands(folder)) print(`  ${line}`);
};
