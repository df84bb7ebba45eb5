import assert from "node:assert/strict";
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { reopenStack } from "../../scripts/engine";
import { pulumiCli } from "../../scripts/pulumiCli";
import { type Declared, declareAll } from "./declared";

const execute = promisify(execFile);

/** Returns the ids of a process and all its descendants. */
export const processTree = async (root: number): Promise<number[]> => {
  const { stdout } = await execute("ps", ["-eo", "pid=,ppid="]);
  const pairs = stdout
    .trim()
    .split("\n")
    .map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) {
    for (const [pid = 0, ppid] of pairs) if (ppid === parent) found.push(pid);
  }
  return found;
};

/** Interrupts a running command. Returns the number of signaled processes. */
export type Interruption = (child: ChildProcess) => Promise<number>;

const signalEach = (pids: readonly number[], name: NodeJS.Signals): number => {
  for (const pid of pids) process.kill(pid, name);
  return pids.length;
};

/** Kills a process and its descendants with `kill -9`. */
const killAll: Interruption = async ({ pid = 0 }) => signalEach(await stoppedTree(pid), "SIGKILL");

/** Returns those of the given processes whose command line matches `command`. */
const running = async (pids: Iterable<number>, command: RegExp): Promise<number[]> => {
  const wanted = new Set(pids);
  const { stdout } = await execute("ps", ["-eo", "pid=,args="]);
  return stdout
    .split("\n")
    .filter((line) => command.test(line))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => wanted.has(pid));
};

/** Sends a signal to the descendants of a process whose command line matches `command`. */
const signal =
  (command: RegExp, name: NodeJS.Signals): Interruption =>
  async ({ pid = 0 }) => {
    const [, ...descendants] = await processTree(pid);
    return signalEach(await running(descendants, command), name);
  };

const CLI = /\/pulumi (up|destroy) /;
const PROVIDER = /dynamic-provider/;
const sigint = signal(CLI, "SIGINT");

/** Ways to interrupt a Pulumi command, keyed by name. */
export const interruptions: Readonly<Record<string, Interruption>> = {
  "kill -9 of all": killAll,
  "kill -9 of the CLI": signal(CLI, "SIGKILL"),
  "kill -9 of the provider": signal(PROVIDER, "SIGKILL"),
  SIGINT: sigint,
  "SIGINT twice": async (child) => {
    const count = await sigint(child);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sigint(child);
    return count;
  },
  SIGTERM: signal(CLI, "SIGTERM"),
};

/** Processes of the commands that were interrupted. */
const interrupted = new Set<number>();

/** Kills the providers that have outlived their interrupted CLI. */
export const endProviders = async (): Promise<void> => {
  signalEach(await running(interrupted, PROVIDER), "SIGKILL");
  interrupted.clear();
};

/**
 * Interrupts a command as soon as `moment` returns true, by default with `kill -9` of all its processes, and waits
 * until the command has exited. Fails if there is no process to interrupt.
 */
export const killAt = async (
  child: ChildProcess,
  moment: () => boolean,
  interrupt: Interruption = killAll,
): Promise<void> => {
  const ended = once(child, "exit");
  while (!moment()) {
    assert.equal(child.exitCode, null, "the command exited before it could be interrupted");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const pid of await processTree(child.pid ?? 0)) interrupted.add(pid);
  assert.ok((await interrupt(child)) > 0, "no process was found to interrupt");
  await ended;
};

/**
 * Suspends a process and its descendants. Otherwise, a child that starts while the others are killed would survive
 * unnoticed. Returns the ids of the processes.
 */
const stoppedTree = async (root: number): Promise<readonly number[]> => {
  const stopped = new Set<number>();
  for (;;) {
    const running = (await processTree(root)).filter((pid) => !stopped.has(pid));
    if (running.length === 0) return [...stopped];
    for (const pid of running) {
      process.kill(pid, "SIGSTOP");
      stopped.add(pid);
    }
  }
};

/** A stack command to interrupt. */
export interface KilledCommand {
  /** Name of the stack. */
  readonly stack: string;
  readonly command: "up" | "destroy";
  readonly program: readonly Declared[];
  /** URNs of the resources that `up --replace` names. */
  readonly replace?: readonly string[];
}

/** Runs a stack command in a new process, and interrupts it. */
export const killedCommand = (
  command: KilledCommand,
  moment: () => boolean,
  interrupt?: Interruption,
): Promise<void> =>
  killAt(
    spawn(process.execPath, ["-r", "ts-node/register/transpile-only", __filename, JSON.stringify(command)], {
      stdio: "ignore",
    }),
    moment,
    interrupt,
  );

/** Runs the command in the process that the test kills. */
const run = async (text: string): Promise<void> => {
  const { stack: name, command, program, replace = [] }: KilledCommand = JSON.parse(text);
  const stack = await reopenStack({
    name,
    program: async () => declareAll(program),
    cli: await pulumiCli(() => {}),
  });
  await (command === "up" ? stack.up({ replace: [...replace] }) : stack.destroy());
};

if (require.main === module) void run(process.argv[2] ?? "");
