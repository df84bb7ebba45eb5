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
interface Cli extends Pick<Process, "args" | "folder"> {
  readonly program: string;
}

/** Matches the file name of the CLI, also with a version or a dot, but not those of plugins. */
const CLI_NAME = /^\.?pulumi(?!-(?:language|resource|analyzer|converter|tool)-)/;

/** Returns the Pulumi command that started this process; `undefined` if it cannot be found. */
const findCli = async (): Promise<Cli | undefined> => {
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

interface Deployment {
  readonly resources?: readonly ExportedResource[];
  /** Operations that have not ended, in the order in which they began. */
  readonly pending_operations?: readonly { readonly type: string; readonly resource: ExportedResource }[];
}

/** Number of attempts to read the state, which the engine can be writing, and the pause between them. */
const [EXPORT_ATTEMPTS, EXPORT_PAUSE_MS] = [5, 300];

const unreadable = (reason: string, remedy: string): LinkWanError =>
  new LinkWanError({
    action: "Reading the state",
    code: "Mismatch",
    meaning: `cannot determine which objects the resources of the stack hold, because ${reason}; nothing was changed`,
    remedy,
  });

/**
 * Returns whether Pulumi's engine started this process and its CLI can be found. The engine sets the variable for every
 * provider. On Windows, no tool that every machine has shows the arguments of a process.
 */
const isStartedByEngine = (): boolean =>
  process.env.PULUMI_PROJECT !== undefined && process.platform !== "win32";

/** Returns the state. Throws if the state cannot be read. */
const exportState = async (cli: Cli, attempts = EXPORT_ATTEMPTS): Promise<Deployment> => {
  const { program, args, folder } = cli;
  const stack = stackOf(args);
  const selected = stack === undefined ? [] : ["--stack", stack];
  // Variables set options of the run's command, which would change this command too.
  const env = Object.entries(process.env).filter(([name]) => !/^PULUMI_OPTION_(?!STACK$)/.test(name));
  try {
    const { stdout } = await execute(program, ["stack", "export", "--non-interactive", ...selected], {
      cwd: folder,
      env: Object.fromEntries(env),
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: EXPORT_TIMEOUT_MS,
    });
    return JSON.parse(stdout).deployment ?? {};
  } catch {
    if (attempts > 1) {
      await setTimeout(EXPORT_PAUSE_MS);
      return exportState(cli, attempts - 1);
    }
    // The message can contain values of the state.
    const command = ["pulumi stack export", ...selected].join(" ");
    throw unreadable(
      "pulumi stack export failed",
      `run ${command} to see the reason, then run the same command again`,
    );
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
  const cli = once(async () => {
    const found = await findCli().catch(() => undefined);
    if (found === undefined && isStartedByEngine())
      throw unreadable(
        "no process that started the provider is the Pulumi CLI",
        "call the Pulumi CLI by a file name that begins with pulumi",
      );
    return found;
  });
  let last: { readonly version: number; readonly state: Promise<Deployment | undefined> } | undefined;
  const readState = async (): Promise<Deployment | undefined> => {
    const command = await cli();
    return command && exportState(command);
  };
  const findState = (version: number): Promise<Deployment | undefined> => {
    if (last === undefined || last.version < version) last = { version, state: readState() };
    return last.state;
  };
  const snapshotOf = ({ resources = [], pending_operations = [] }: Deployment): Snapshot => ({
    holders: (name, id, own) => {
      // A process for dynamic resources does not know its provider, but the state does.
      const provider = served.provider ?? resources.find(({ outputs }) => outputs?.__key === own)?.provider;
      return resources
        .filter((each) => each.external !== true && each.delete !== true && each.id === id)
        .filter(({ type }) => prefixes.some((prefix) => type === prefix + name))
        .flatMap((each) => {
          const { __key: key, __account: mark } = each.outputs ?? {};
          const isElsewhere = !isServed(each) || each.provider !== (provider ?? each.provider);
          return key === undefined ? [] : [{ key, mark, isElsewhere }];
        });
    },
    contains: (key) => resources.some(({ external, outputs }) => external !== true && outputs?.__key === key),
    deleting: pending_operations
      .filter(({ type }) => type === "deleting")
      .flatMap(({ resource }) => resource.outputs?.__key ?? []),
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
        isDestroy: isDestroy(args),
        continuesOnError: hasFlag("continue-on-error", args),
      };
    },
    read: async (version) => {
      const state = await findState(version);
      return state && snapshotOf(state);
    },
    findAccounts: async (profile) => {
      const { resources = [] } = (await findState(0)) ?? {};
      return resources
        .filter((each) => each.external !== true && each.delete !== true)
        .filter((each) => isServed(each) && each.outputs?.profile === profile)
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
