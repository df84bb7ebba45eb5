import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { connect } from "node:net";
import { basename } from "node:path";
import { promisify } from "node:util";
import { LinkWanError } from "./client/errors";

const execute = promisify(execFile);

/** Number of processes between the Pulumi CLI and this process: the launcher of the host. */
const MAX_ANCESTORS = 6;
const TARGETED = /^(--target|-t|--target-replace|--target-dependents|--exclude|--exclude-dependents)(=|$)/;
const EXPORT_TIMEOUT_MS = 60_000;

interface Process {
  readonly parent: number;
  readonly args: readonly string[];
}

/** Returns a process; from `/proc` if the system has it, because small container images have no `ps`. */
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

/** Returns the arguments of the Pulumi command that started this process; `undefined` if it cannot be found. */
const pulumiArguments = async (): Promise<readonly string[] | undefined> => {
  let pid = process.ppid;
  for (let depth = 0; depth < MAX_ANCESTORS && pid > 1; depth++) {
    const { parent, args } = await processOf(pid);
    if (/^pulumi(\.exe)?$/.test(basename(args[0] ?? ""))) return args;
    pid = parent;
  }
  return undefined;
};

/** Returns the value of an option that can be written as `--stack NAME`, `--stack=NAME` or `-s NAME`. */
const stackOf = (args: readonly string[]): string | undefined => {
  for (const [index, arg] of args.entries()) {
    if (arg === "--stack" || arg === "-s") return args[index + 1];
    if (arg.startsWith("--stack=")) return arg.slice("--stack=".length);
  }
  return undefined;
};

/** Keys of the resources in a state that hold an object. */
type Holders = (type: string, id: string) => readonly string[];

interface ExportedResource {
  readonly type?: string;
  readonly id?: string;
  readonly delete?: boolean;
  readonly outputs?: { readonly __key?: string };
}

const holdersIn = (resources: readonly ExportedResource[]): Holders => {
  const kept = resources.filter((each) => each.delete !== true);
  return (type, id) =>
    kept
      .filter((each) => each.type === `pulumi-nodejs:dynamic/linkwan:${type}` && each.id === id)
      .flatMap((each) => each.outputs?.__key ?? []);
};

const exportState = async ([cli = "pulumi", ...args]: readonly string[]): Promise<Holders> => {
  const stack = stackOf(args);
  const selected = stack === undefined ? [] : ["--stack", stack];
  try {
    const { stdout } = await execute(cli, ["stack", "export", "--non-interactive", ...selected], {
      maxBuffer: Number.POSITIVE_INFINITY,
      timeout: EXPORT_TIMEOUT_MS,
    });
    return holdersIn(JSON.parse(stdout).deployment?.resources ?? []);
  } catch {
    // The message can contain values of the state.
    throw new LinkWanError({
      action: "Reading the state",
      code: "Mismatch",
      meaning:
        "with --target or --exclude, an object is deleted only if no other resource of the stack holds it, and pulumi stack export failed; nothing was deleted",
      remedy: "run the same command without --target and --exclude, or check that pulumi stack export works",
    });
  }
};

/**
 * Returns the holders of objects in the state if the Pulumi command is limited to some resources: this process does not
 * see the other resources, one of which can hold the object to delete. Returns `undefined` for any other
 * command.
 */
export const findUnseenHolders = async (): Promise<Holders | undefined> => {
  const args = await pulumiArguments().catch(() => undefined);
  return args?.some((arg) => TARGETED.test(arg)) ? exportState(args) : undefined;
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
 * Returns a check that throws if Pulumi's engine has ended: after the CLI is killed, this process would continue to
 * write, although no state would record the results. If no engine is reachable at the start, the check does nothing.
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
