import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { connector } from "../../provider/client/connect";
import { findPulumiCli } from "../pulumi/cli";
import { findProject } from "../pulumi/project";
import { readerOf, readStackConfiguration, type StackConfiguration } from "../pulumi/stackConfiguration";
import { type Inventory, readInventory } from "./inventory";
import { PROGRAM_FILES, programOf } from "./program";
import { progressBar } from "./progress";
import { projectFiles } from "./projectFiles";
import { settingCommands, wordOf } from "./settings";

export const adoptUsage = `pulumi-linkwan adopt [--profile PROFILE] [--out FOLDER]

Reads an account and writes a TypeScript program that declares everything it holds, as it is: leases, join permissions
of its own, node groups with their bindings and nodes, and gateways. The first pulumi up of it takes them over, and
changes nothing in the cloud. The configuration and credentials are those of the stack of this folder, if it has one.

  --profile PROFILE  name of the credentials to use: an entry of linkwan:profiles, or a profile of the vendor's CLI
  --out FOLDER       where to write the program; this folder by default. No file there is overwritten`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** How many of each kind there are, by the word for one. */
const countsOf = ({ leases, ownedJoinPermissions, nodeGroups, gateways }: Inventory) => ({
  lease: leases.length,
  "local join permission": ownedJoinPermissions.length,
  "node group": nodeGroups.length,
  binding: nodeGroups.filter(({ joinPermissionId }) => joinPermissionId !== undefined).length,
  node: nodeGroups.reduce((sum, { devEuis }) => sum + devEuis.length, 0),
  gateway: gateways.length,
});

/** Writes what is not there yet; gives the names of what it wrote. */
const write = (folder: string, files: Readonly<Record<string, string>>): string[] => {
  mkdirSync(folder, { recursive: true });
  const absent = Object.entries(files).filter(([name]) => !existsSync(join(folder, name)));
  for (const [name, text] of absent) writeFileSync(join(folder, name), text, { flag: "wx" });
  return absent.map(([name]) => name);
};

/** The configuration of the stack that is selected in this folder; `undefined` where the folder has no project. */
const configurationHere = async (): Promise<StackConfiguration | undefined> => {
  if (!findProject(process.cwd())) return undefined;
  const cli = await findPulumiCli();
  if (!cli)
    throw new Error("this folder has a Pulumi project, but there is no pulumi on PATH to read its stack");
  const configuration = await readStackConfiguration(cli);
  if (configuration.problem === undefined) return configuration;
  throw new Error(
    `the configuration of this folder's stack cannot be read (${configuration.problem}); pulumi-linkwan doctor says more`,
  );
};

/** Reads the account, and writes the program and what a project needs besides. */
export const runAdopt = async (args: string[]): Promise<void> => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({ args, options: { profile: text, out: text } });
  const folder = resolve(values.out ?? ".");
  const there = PROGRAM_FILES.filter((name) => existsSync(join(folder, name)));
  if (there.length > 0)
    throw new Error(`${join(folder, there[0] ?? "")} is there already; choose another folder with --out`);
  const configuration = await configurationHere();
  const progress = progressBar("Reading the account");
  // That calls wait for the quota, the bar shows; lines between would tear it.
  const quiet = progress.isShown ? { notify: () => {} } : {};
  const connect = connector(readerOf(configuration), quiet);
  const inventory = await readInventory(connect, values.profile, progress).finally(() => progress.stop());
  const { unread } = inventory;
  const counts = Object.entries(countsOf(inventory));
  if (counts.every(([, count]) => count === 0)) {
    const [first] = unread;
    if (first) throw first.error;
    say("The account holds nothing that a program could take over; nothing was written.");
    return;
  }
  const program = write(folder, programOf(inventory, values.profile));
  const project = write(folder, projectFiles(folder));
  const summary = counts.map(([one, count]) => `${count} ${one}${count === 1 ? "" : "s"}`);
  say(`The account holds ${summary.join(", ")}.`);
  for (const { what, error } of unread) {
    process.exitCode = 1;
    process.stderr.write(
      `warning: ${what} could not be read and are missing in the program: ${error.message}\n`,
    );
  }
  const place = relative(process.cwd(), folder) || ".";
  say(`Written to ${place}: ${[...program, ...project].join(", ")}`);
  say("Next:");
  if (place !== ".") say(`  cd ${wordOf(place)}`);
  if (project.includes("package.json")) say("  npm install");
  if (place !== "." || !configuration) {
    say("  pulumi stack init dev");
    for (const line of configuration ? settingCommands(configuration) : []) say(`  ${line}`);
  }
  say("  pulumi up        takes everything over, and changes nothing in the cloud");
};
