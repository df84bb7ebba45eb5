#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { oneLine } from "../provider/client/oneLine";
import { addAdopt } from "./adopt/command";
import { addAudit } from "./audit/command";
import { addDoctor } from "./doctor/command";
import { addEmulator } from "./emulator/command";
import { own } from "./manifest";
import { addProbe } from "./probe/command";

/** Exit code of a command that was not understood. */
const USAGE = 2;

const program = new Command("pulumi-linkwan")
  .description("Commands for Link WAN accounts that Pulumi manages, and an emulated Link WAN.")
  .version(own.version)
  .exitOverride()
  // Errors are printed below, on one line.
  .configureOutput({ outputError: () => {} });
for (const add of [addAdopt, addAudit, addDoctor, addEmulator, addProbe]) add(program);

// The reader of a pipe, such as head, can end first. The command still finishes, with its own exit code.
for (const stream of [process.stdout, process.stderr])
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });

const main = async (args: readonly string[]): Promise<void> => {
  if (args.length === 0) program.outputHelp();
  else await program.parseAsync(args, { from: "user" });
};

main(process.argv.slice(2)).catch((error: Error) => {
  const isUsage = error instanceof CommanderError;
  // Help and the version end with an error of code 0.
  if (isUsage && error.exitCode === 0) return;
  const message = isUsage ? error.message.replace(/^error: /, "") : error.message.split("\n")[0];
  process.stderr.write(`pulumi-linkwan: ${oneLine(message ?? "")}\n`);
  process.exitCode = isUsage ? USAGE : 1;
});
