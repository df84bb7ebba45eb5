import { execFile } from "node:child_process";
import { promisify } from "node:util";

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

/** Sends a signal to a process. Returns whether the process still exists. */
const signal = (pid: number, name: NodeJS.Signals): boolean => {
  try {
    return process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
    throw error;
  }
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
      signal(pid, "SIGSTOP");
      stopped.add(pid);
    }
  }
};

/** Kills a process and its descendants with `kill -9`. Returns the number of processes that existed. */
export const killTree = async (root: number): Promise<number> =>
  (await stoppedTree(root)).filter((pid) => signal(pid, "SIGKILL")).length;
