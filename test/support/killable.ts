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

/** Kills a process and its descendants with `kill -9` as soon as `moment` returns true. */
export const killAt = async (child: ChildProcess, moment: () => boolean): Promise<void> => {
  const ended = once(child, "exit");
  while (!moment()) {
    if (child.exitCode !== null) throw new Error("the command ended before it could be killed");
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  for (const pid of await stoppedTree(child.pid ?? 0)) process.kill(pid, "SIGKILL");
  await ended;
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

/** Runs a stack command in a new process, and kills this process together with the CLI and the provider. */
export const killedCommand = (
  stack: string,
  command: "up" | "destroy",
  args: object,
  moment: () => boolean,
): Promise<void> =>
  killAt(
    spawn(
      process.execPath,
      ["-r", "ts-node/register/transpile-only", __filename, stack, command, JSON.stringify(args)],
      { stdio: "ignore" },
    ),
    moment,
  );

/** Entry point of the process that is killed. */
const run = async ([name = "", command = "", args = ""]: string[]): Promise<void> => {
  const { LeasedJoinPermission } = require("pulumi-linkwan") as typeof import("../../provider");
  const program = async (): Promise<void> => {
    new LeasedJoinPermission("lease", JSON.parse(args));
  };
  const stack = await reopenStack({ name, program, cli: await pulumiCli(() => {}) });
  await stack[command as "up" | "destroy"]();
};

if (require.main === module) void run(process.argv.slice(2));
