import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
import { promisify } from "node:util";
import type { AccountMark } from "../client/credentials/ownership";
import { LinkWanError } from "../client/errors";
import { once } from "../client/memoize";
import type { PropertyValues } from "../engine/property";
import type { Snapshot, StackState } from "../engine/stackState";
import { accountOf, keyOf } from "../engine/state";
import { type Cli, hasFlag, isDestroy, isLimited, stackOf } from "./cli";

const execute = promisify(execFile);

const EXPORT_TIMEOUT_MS = 60_000;

interface ExportedResource {
  readonly type?: string;
  readonly id?: string;
  /** Reference of the provider: its URN and its id. */
  readonly provider?: string;
  readonly delete?: boolean;
  /** Whether the program only reads the object, with `get`. */
  readonly external?: boolean;
  readonly outputs?: PropertyValues;
}

const keyIn = ({ outputs = {} }: ExportedResource): string | undefined => keyOf(outputs) || undefined;

const accountIn = ({ outputs = {} }: ExportedResource): AccountMark | undefined => accountOf(outputs);

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
 * @param foundCli The Pulumi command that started this process; `undefined` if it cannot be found.
 * @param prefixes Type prefixes of this package's resources.
 * @param served Resources that this process serves.
 */
export const stackState = (
  foundCli: Promise<Cli | undefined>,
  prefixes: readonly string[],
  served: Served,
): StackState => {
  const isServed = ({ type = "", provider = "" }: ExportedResource): boolean =>
    type.startsWith(served.prefix) && provider === (served.provider ?? provider);
  const cli = once(async () => {
    const found = await foundCli;
    if (found === undefined && isStartedByEngine())
      throw unreadable(
        "no process that started the provider is the Pulumi CLI",
        "call the Pulumi CLI by a file name that begins with pulumi",
      );
    return found;
  });
  const snapshotOf = ({ resources = [], pending_operations = [] }: Deployment): Snapshot => {
    const owning = resources.filter(({ external }) => external !== true);
    const holding = owning.filter((each) => each.delete !== true);
    const keys = new Set(owning.map(keyIn));
    return {
      holders: (name, id, own) => {
        // A process for dynamic resources does not know its provider, but the state does.
        const provider = served.provider ?? resources.find((each) => keyIn(each) === own)?.provider;
        return holding
          .filter((each) => each.id === id && prefixes.some((prefix) => each.type === prefix + name))
          .flatMap((each) => {
            const key = keyIn(each);
            const mark = accountIn(each);
            const isElsewhere = !isServed(each) || each.provider !== (provider ?? each.provider);
            return key === undefined ? [] : [{ key, mark, isElsewhere }];
          });
      },
      contains: (key) => keys.has(key),
      deleting: pending_operations
        .filter(({ type }) => type === "deleting")
        .flatMap(({ resource }) => keyIn(resource) ?? []),
      accountsOf: (profile) =>
        holding
          .filter((each) => isServed(each) && each.outputs?.profile === profile)
          .flatMap((each) => accountIn(each) ?? []),
    };
  };
  const readState = async (): Promise<Snapshot | undefined> => {
    const command = await cli();
    return command && snapshotOf(await exportState(command));
  };
  let last: { readonly version: number; readonly state: Promise<Snapshot | undefined> } | undefined;
  return {
    command: async () => {
      const command = await cli();
      if (!command) return undefined;
      const { args } = command;
      return {
        isLimited: isLimited(args),
        isDestroy: isDestroy(args),
        continuesOnError: hasFlag("continue-on-error", args),
      };
    },
    read: (version) => {
      if (last === undefined || last.version < version) last = { version, state: readState() };
      return last.state;
    },
  };
};
