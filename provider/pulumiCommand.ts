import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { basename } from "node:path";
import { promisify } from "node:util";
import { LinkWanError } from "./client/errors";
import { once } from "./client/memoize";
import type { Holders, StackState } from "./engine/stackState";

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
}

/** Returns a process; reads `/proc` if the system has it, because small container images have no `ps`. */
const processOf = async (pid: number): Promise<Process> => {
  try {
    const [stat, commandLine] = await Promise.all([
      readFile(`/proc/${pid}/stat`, "utf8"),
      readFile(`/proc/${pid}/cmdline`, "utf8"),
    ]);
    const [, parent] = /^\d+ \(.*\) \S (\d+)/s.exec(stat) ?? [];
    return { parent: Number(parent), args: commandLine.split("\0").slice(0, -1) };
  } catch {
    const { stdout } = await execute("ps", ["-ww", "-o", "ppid=,command=", "-p", `${pid}`]);
    const [parent = "", ...args] = stdout.trim().split(/\s+/);
    return { parent: Number(parent), args };
  }
};

/** Returns the arguments of the Pulumi command that started this process; `undefined` if no such command is found. */
const pulumiArguments = async (): Promise<readonly string[] | undefined> => {
  let pid = process.ppid;
  for (let depth = 0; depth < MAX_ANCESTORS && pid > 1; depth++) {
    const { parent, args } = await processOf(pid);
    if (/^pulumi(\.exe)?$/.test(basename(args[0] ?? ""))) return args;
    pid = parent;
  }
  return undefined;
};

/** Returns the value of the option `--stack NAME`, `--stack=NAME`, `-s NAME`, `-s=NAME` or `-sNAME`. */
const stackOf = (args: readonly string[]): string | undefined => {
  for (const [index, arg] of args.entries()) {
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    const [, attached] = /^(?:--stack=|-s=?)(.+)$/s.exec(arg) ?? [];
    if (attached !== undefined) return attached;
  }
  return undefined;
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

/** Returns the resources in the state, except those that are pending deletion or that only read an object. */
const exportState = async ([cli = "pulumi", ...args]: readonly string[]): Promise<ExportedResource[]> => {
  const stack = stackOf(args);
  const selected = stack === undefined ? [] : ["--stack", stack];
  try {
    const { stdout } = await execute(cli, ["stack", "export", "--non-interactive", ...selected], {
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: EXPORT_TIMEOUT_MS,
    });
    const resources: ExportedResource[] = JSON.parse(stdout).deployment?.resources ?? [];
    return resources.filter((each) => each.delete !== true && each.external !== true);
  } catch {
    // The caught message can contain values of the state, so the error does not quote it.
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
  const findArguments = once(() => pulumiArguments().catch(() => undefined));
  const findResourcesNow = async (): Promise<ExportedResource[] | undefined> => {
    const args = await findArguments();
    return args && exportState(args);
  };
  let last:
    | { readonly version: number; readonly resources: Promise<ExportedResource[] | undefined> }
    | undefined;
  const findResources = (version: number): Promise<ExportedResource[] | undefined> => {
    if (last === undefined || last.version < version) last = { version, resources: findResourcesNow() };
    return last.resources;
  };
  const holdersIn =
    (resources: readonly ExportedResource[]): Holders =>
    (name, id) =>
      resources
        .filter((each) => each.id === id && prefixes.some((prefix) => each.type === prefix + name))
        .flatMap((each) => {
          const key = each.outputs?.__key;
          return key === undefined ? [] : [{ key, isElsewhere: !isServed(each) }];
        });
  return {
    findHolders: async (version) => {
      const resources = await findResources(version);
      return resources && holdersIn(resources);
    },
    findAccounts: async (profile) => {
      const resources = (await findResources(0).catch(() => undefined)) ?? [];
      return resources
        .filter((each) => isServed(each) && each.outputs?.profile === profile)
        .flatMap(({ outputs }) => outputs?.__account ?? []);
    },
    isLimited: async () =>
      (await findArguments())?.some((arg) => TARGETED.test(arg)) === true ||
      Object.keys(process.env).some((name) => TARGETED_VARIABLE.test(name)),
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
