#!/usr/bin/env node
import { emulatorUsage, runEmulator } from "../emulator/cli";
import { printable } from "../provider/client/oneLine";
import { adoptUsage, runAdopt } from "./adopt/command";
import { doctorUsage, runDoctor } from "./doctor/command";
import { probeUsage, runProbe } from "./probe/command";

interface Command {
  readonly usage: string;
  readonly run: (args: string[]) => Promise<void>;
}

const commands: Readonly<Record<string, Command>> = {
  adopt: { usage: adoptUsage, run: runAdopt },
  doctor: { usage: doctorUsage, run: runDoctor },
  emulator: { usage: emulatorUsage, run: runEmulator },
  probe: { usage: probeUsage, run: runProbe },
};

const usage = `usage: pulumi-linkwan COMMAND

${Object.values(commands)
  .map((command) => command.usage)
  .join("\n\n")}`;

const main = async ([name = "", ...args]: string[]): Promise<void> => {
  if (name === "" || name === "--help" || name === "-h" || args.includes("--help") || args.includes("-h")) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command)
    throw new Error(`unknown command "${name}"; valid commands: ${Object.keys(commands).join(", ")}`);
  await command.run(args);
};

// The reader of a pipe, such as head, can end first. The command still finishes, with its own exit code.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`pulumi-linkwan: ${printable(error.message.split("\n")[0] ?? "")}\n`);
  process.exitCode = 1;
});
