import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { reopenStack } from "../../scripts/engine";
import { pulumiCli } from "../../scripts/pulumiCli";

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

/** Ends a running command. */
type Interruption = (child: ChildProcess) => Promise<void>;

/** Kills a process and its descendants with `kill -9`. */
const killAll: Interruption = async ({ pid = 0 }) => {
  for (const each of await stoppedTree(pid)) process.kill(each, "SIGKILL");
};

/** Returns the descendants of a process whose command matches. */
const descendants = async (root: number, command: RegExp): Promise<number[]> => {
  const tree = new Set(await processTree(root));
  const { stdout } = await execute("ps", ["-eo", "pid=,args="]);
  return stdout
    .split("\n")
    .filter((line) => command.test(line))
    .map((line) => Number.parseInt(line, 10))
    .filter((pid) => tree.has(pid) && pid !== root);
};

/** Sends a signal to the descendants of a process whose command matches. */
const signal =
  (command: RegExp, name: NodeJS.Signals): Interruption =>
  async ({ pid = 0 }) => {
    for (const each of await descendants(pid, command)) process.kill(each, name);
  };

const CLI = /\/pulumi (up|destroy) /;
const sigint = signal(CLI, "SIGINT");

/** Ways to interrupt a Pulumi command, by name. */
export const interruptions: Readonly<Record<string, Interruption>> = {
  "kill -9 of all": killAll,
  "kill -9 of the CLI": signal(CLI, "SIGKILL"),
  "kill -9 of the provider": signal(/dynamic-provider/, "SIGKILL"),
  SIGINT: sigint,
  "SIGINT twice": async (child) => {
    await sigint(child);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await sigint(child);
  },
  SIGTERM: signal(CLI, "SIGTERM"),
};

/**
 * Interrupts a command as soon as `moment` returns true, by default with `kill -9` of all its processes, and waits for
 * its end. Returns whether the command was still running at that moment.
 */
export const killAt = async (
  child: ChildProcess,
  moment: () => boolean,
  interrupt: Interruption = killAll,
): Promise<boolean> => {
  const ended = once(child, "exit");
  while (!moment()) {
    if (child.exitCode !== null) return false;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  await interrupt(child);
  await ended;
  return true;
};

/**
 * Suspends a process and its descendants, because a child that one of them starts while they are being killed would
 * survive unnoticed. Returns the ids of the processes.
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

/** A resource of a program: its name, its class and its inputs. */
export interface Declared {
  readonly name: string;
  readonly className: string;
  readonly inputs: object;
}

/** Runs a stack command in a new process, and interrupts it. */
export const killedCommand = (
  stack: string,
  command: "up" | "destroy",
  declared: Declared,
  moment: () => boolean,
  interrupt?: Interruption,
): Promise<boolean> =>
  killAt(
    spawn(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", __filename, stack, command, JSON.stringify(declared)],
      { stdio: "ignore" },
    ),
    moment,
    interrupt,
  );

/** Entry point of the process that is killed. */
const run = async ([name = "", command = "", text = ""]: string[]): Promise<void> => {
  const classes: Readonly<Record<string, new (name: string, inputs: object) => object>> =
    require("pulumi-linkwan");
  const declared: Declared = JSON.parse(text);
  const program = async (): Promise<void> => {
    const Class = classes[declared.className];
    if (Class) new Class(declared.name, declared.inputs);
  };
  const stack = await reopenStack({ name, program, cli: await pulumiCli(() => {}) });
  await stack[command as "up" | "destroy"]();
};

if (require.main === module) void run(process.argv.slice(2));
