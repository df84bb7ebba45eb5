import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { connect } from "node:net";
import { basename } from "node:path";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import { LinkWanError } from "./client/errors";
import { once } from "./client/memoize";
import type { Snapshot, StackState } from "./engine/stackState";

const execute = promisify(execFile);

/** Maximum number of ancestors to search. The CLI starts this process through a launcher. */
const MAX_ANCESTORS = 6;
/**
 * Matches the options that limit a command to some resources. `-t` can be attached to its value or to other short
 * options.
 */
const TARGETED = /^(--target|--target-replace|--target-dependents|--exclude\b[\w-]*)(=|$)|^-[a-zA-Z]*t/;
/** Matches the environment variables that set these options. */
const TARGETED_VARIABLE = /^PULUMI_OPTION_(TARGET|EXCLUDE)/;
const EXPORT_TIMEOUT_MS = 60_000;

interface Process {
  readonly parent: number;
  readonly args: readonly string[];
  /** Path of the program, which is absolute even if the command was given by a relative path or a link. */
  readonly executable: string;
}

/** Returns a process; reads `/proc` if the system has it, because small container images have no `ps`. */
const processOf = async (pid: number): Promise<Process> => {
  try {
    const [stat, commandLine, executable] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
      readlink(`/proc/${pid}/exe`),
    ]);
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(stat) ?? [];
    return { parent: Number(parent), args: commandLine.split("\0").slice(0, -1), executable };
  } catch {
    const { stdout } = await execute("ps", ["-ww", "-o", "ppid=,command=", "-p", `${pid}`]);
    const [parent = "", ...args] = stdout.trim().split(/\s+/);
    return { parent: Number(parent), args, executable: args[0] ?? "" };
  }
};

/** Matches the file name of the CLI, also with a version, but not those of plugins. */
const CLI_NAME = /^pulumi(?!-(?:language|resource|analyzer|converter|tool)-)/;

/** Returns the Pulumi command that started this process; `undefined` if it cannot be found. */
const findCli = async (): Promise<Process | undefined> => {
  let pid = process.ppid;
  for (let depth = 0; depth < MAX_ANCESTORS && pid > 1; depth++) {
    const ancestor = await processOf(pid);
    if (CLI_NAME.test(basename(ancestor.executable))) return ancestor;
    pid = ancestor.parent;
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

/** Returns whether a flag is set, by an option or by one of the environment variables that Pulumi reads for it. */
const hasFlag = (name: string, args: readonly string[]): boolean => {
  const variable = name.toUpperCase().replaceAll("-", "_");
  const values = [process.env[`PULUMI_${variable}`], process.env[`PULUMI_OPTION_${variable}`]];
  const option = [...args].reverse().find((arg) => arg === `--${name}` || arg.startsWith(`--${name}=`));
  if (option !== undefined) return !/=(false|0|f)$/i.test(option);
  return values.some((value) => value !== undefined && /^(true|1|t)$/i.test(value));
};

interface ExportedResource {
  readonly type?: string;
  readonly id?: string;
  /** Reference of the provider: its URN and its id. */
  readonly provider?: string;
  readonly delete?: boolean;
  /** Whether the program only reads the object, with `get`. */
  readonly external?: boolean;
  readonly outputs?: { readonly __key?: string; readonly __account?: string; readonly profile?: string };
}

/** Number of attempts to read the state, which the engine can be writing, and the pause between them. */
const [EXPORT_ATTEMPTS, EXPORT_PAUSE_MS] = [5, 300];

/** Returns the resources in the state, except those that only read an object. Throws if the state cannot be read. */
const exportState = async (cli: Process, attempts = EXPORT_ATTEMPTS): Promise<ExportedResource[]> => {
  const { executable, args } = cli;
  const stack = stackOf(args);
  const selected = stack === undefined ? [] : ["--stack", stack];
  try {
    const { stdout } = await execute(executable, ["stack", "export", "--non-interactive", ...selected], {
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: EXPORT_TIMEOUT_MS,
    });
    const resources: ExportedResource[] = JSON.parse(stdout).deployment?.resources ?? [];
    return resources.filter((each) => each.external !== true);
  } catch {
    if (attempts > 1) {
      await setTimeout(EXPORT_PAUSE_MS);
      return exportState(cli, attempts - 1);
    }
    // The message can contain values of the state.
    throw new LinkWanError({
      action: "Reading the state",
      code: "Mismatch",
      meaning:
        "cannot determine whether another resource of the stack holds an object, because pulumi stack export failed; nothing was changed",
      remedy: "check that pulumi stack export works, then run the same command again",
    });
  }
};

/** Resources that a process serves: those whose type has the prefix and whose provider has the reference. */
export interface Served {
  readonly prefix: string;
  /** Default: any provider. */
  readonly provider?: string | undefined;
}

/**
 * Returns the state of the stack that the current Pulumi command runs on, as `pulumi stack export` writes it.
 *
 * @param prefixes Type prefixes of this package's resources.
 * @param served Resources that this process serves.
 */
export const stackState = (prefixes: readonly string[], served: Served): StackState => {
  const isServed = ({ type = "", provider = "" }: ExportedResource): boolean =>
    type.startsWith(served.prefix) && provider === (served.provider ?? provider);
  const cli = once(() => findCli().catch(() => undefined));
  let last:
    | { readonly version: number; readonly resources: Promise<ExportedResource[] | undefined> }
    | undefined;
  const readResources = async (): Promise<ExportedResource[] | undefined> => {
    const command = await cli();
    return command && exportState(command);
  };
  const findResources = (version: number): Promise<ExportedResource[] | undefined> => {
    if (last === undefined || last.version < version) last = { version, resources: readResources() };
    return last.resources;
  };
  const snapshotOf = (resources: readonly ExportedResource[]): Snapshot => ({
    holders: (name, id) =>
      resources
        .filter((each) => each.delete !== true && each.id === id)
        .filter(({ type }) => prefixes.some((prefix) => type === prefix + name))
        .flatMap((each) => {
          const { __key: key, __account: mark } = each.outputs ?? {};
          return key === undefined ? [] : [{ key, mark, isElsewhere: !isServed(each) }];
        }),
    contains: (key) => resources.some(({ outputs }) => outputs?.__key === key),
  });
  return {
    command: async () => {
      const command = await cli();
      if (!command) return undefined;
      const { args } = command;
      return {
        isLimited:
          args.some((arg) => TARGETED.test(arg)) ||
          Object.keys(process.env).some((name) => TARGETED_VARIABLE.test(name)),
        isDestroy: args.some((arg) => /^(destroy|down|dn)$/.test(arg)),
        continuesOnError: hasFlag("continue-on-error", args),
      };
    },
    read: async (version) => {
      const resources = await findResources(version);
      return resources && snapshotOf(resources);
    },
    findAccounts: async (profile) => {
      const resources = (await findResources(0).catch(() => undefined)) ?? [];
      return resources
        .filter((each) => each.delete !== true && isServed(each) && each.outputs?.profile === profile)
        .flatMap(({ outputs }) => outputs?.__account ?? []);
    },
  };
};

/** Returns whether a connection to an address can be opened. */
const isReachable = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [, host = "", port] = /^(.*):(\d+)$/.exec(address) ?? [];
    const socket = connect({ host, port: Number(port) });
    const end = (reachable: boolean) => () => {
      socket.destroy();
      resolve(reachable);
    };
    socket.once("connect", end(true)).once("error", end(false));
  });

/**
 * Returns a check that throws if Pulumi's engine has ended. Without this check, after the CLI is killed, this process
 * would continue to write, although no state would record the results. If no engine is reachable at the start, the
 * check does nothing.
 *
 * @param args Arguments of this process; the last one is the address of the engine.
 */
export const engineCheck = (args: readonly string[] = process.argv): (() => Promise<void>) => {
  const address = args.at(-1) ?? "";
  const wasReachable = /:\d+$/.test(address) ? isReachable(address) : Promise.resolve(false);
  return async () => {
    if (!(await wasReachable) || (await isReachable(address))) return;
    throw new Error("Pulumi's engine has ended; nothing was changed");
  };
};
