import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { basename } from "node:path";
import { promisify } from "node:util";

const execute = promisify(execFile);

/** Maximum number of ancestors to search. The CLI starts this process through a launcher. */
const MAX_ANCESTORS = 6;

interface Process {
  readonly parent: number;
  readonly args: readonly string[];
  /** Path of the program, which is absolute even if the command was given by a relative path or a link. */
  readonly executable: string | undefined;
  /** Current folder, to which the relative paths of the command refer. */
  readonly folder: string | undefined;
}

/** Returns a process; reads `/proc` if the system has it, because small container images have no `ps`. */
const processOf = async (pid: number): Promise<Process> => {
  // The system hides these links if the user cannot read the program.
  const link = (name: string) => readlink(`/proc/${pid}/${name}`).catch(() => undefined);
  try {
    const [stat, commandLine, executable, folder] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      link("exe"),
      link("cwd"),
    ]);
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(stat) ?? [];
    return { parent: Number(parent), args: commandLine.split("\0").slice(0, -1), executable, folder };
  } catch {
    const { stdout } = await execute("ps", ["-ww", "-o", "ppid=,command=", "-p", `${pid}`]);
    const [parent = "", ...args] = stdout.trim().split(/\s+/);
    return { parent: Number(parent), args, executable: undefined, folder: undefined };
  }
};

/** The Pulumi command that started this process. */
export interface Cli extends Pick<Process, "args" | "folder"> {
  readonly program: string;
}

/** Matches the file name of the CLI, also with a version or a dot, but not those of plugins. */
const CLI_NAME = /^\.?pulumi(?!-(?:language|resource|analyzer|converter|tool)-)/;

/** Returns the Pulumi command that started this process; `undefined` if it cannot be found. */
export const findCli = async (): Promise<Cli | undefined> => {
  let pid = process.ppid;
  for (let depth = 0; depth < MAX_ANCESTORS && pid > 1; depth++) {
    const { parent, executable = "", args, folder } = await processOf(pid);
    // If an interpreter runs the CLI, the CLI is the first argument of the interpreter.
    const program = [executable, ...args.slice(0, 2)].find((each) => CLI_NAME.test(basename(each)));
    if (program !== undefined) return { program, args, folder };
    pid = parent;
  }
  return undefined;
};

/**
 * Returns the value of the option `--stack NAME`, `--stack=NAME`, `-s NAME`, `-s=NAME` or `-sNAME`, also after other
 * short options that have no value: `-fys NAME`.
 */
export const stackOf = (args: readonly string[]): string | undefined => {
  for (const [index, arg] of args.entries()) {
    const [, attached] = /^(?:--stack|-[abd-loqrux-zA-BD-Z]*s)(?:=|$)?(.*)$/s.exec(arg) ?? [];
    if (attached !== undefined) return attached || args[index + 1];
  }
  return undefined;
};

/** Returns whether the command is `pulumi destroy`, which has other names too. Values of options are not commands. */
export const isDestroy = (args: readonly string[]): boolean =>
  ["destroy", "down", "dn"].includes(args.find((arg) => COMMAND.test(arg)) ?? "");

/** Matches the commands that delete resources. */
const COMMAND = /^(?:up|update|watch|destroy|down|dn)$/;

/** Returns whether a flag is set, by an option or by one of the environment variables that Pulumi reads for it. */
export const hasFlag = (name: string, args: readonly string[]): boolean => {
  const variable = name.toUpperCase().replaceAll("-", "_");
  const values = [process.env[`PULUMI_${variable}`], process.env[`PULUMI_OPTION_${variable}`]];
  const option = [...args].reverse().find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (option !== undefined) return !/=(false|0|f)$/i.test(option);
  return values.some((value) => value !== undefined && /^(true|1|t)$/i.test(value));
};

/**
 * Matches the options that limit a command to some resources. `-t` can be attached to its value or to other short
 * options.
 */
const TARGETED = /^(--target|--target-replace|--target-dependents|--exclude\b[\w-]*)(=|$)|^-[a-zA-Z]*t/;
/** Matches the environment variables that set these options. */
const TARGETED_VARIABLE = /^PULUMI_OPTION_(TARGET|EXCLUDE)/;

/** Returns whether a command is limited to some resources, by an option or by an environment variable. */
export const isLimited = (args: readonly string[]): boolean =>
  args.some((arg) => TARGETED.test(arg)) ||
  Object.keys(process.env).some((name) => TARGETED_VARIABLE.test(name));
