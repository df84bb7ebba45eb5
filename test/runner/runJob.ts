import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout } from "node:timers/promises";
import { killTree } from "../../scripts/processTree";
import { type Job, root } from "./job";
import type { Report } from "./report";

/** A test or a process that failed. */
export interface Failure {
  readonly title: string;
  readonly error: string;
}

/** Failures of a job. */
export interface Outcome {
  readonly failures: readonly Failure[];
  /** Stdout and stderr of the process. */
  readonly output: string;
}

const running = new Set<ChildProcess>();
let isInterrupted = false;

/** Kills all processes of all running jobs. From then on, no job starts or ends. */
export const killJobs = async (): Promise<void> => {
  isInterrupted = true;
  await Promise.all([...running].map(({ pid = 0 }) => killTree(pid)));
};

/**
 * Runs a job. A process that ends badly without a failed test, or that runs no test, counts as one failure.
 *
 * @param onPass Called after each test that passes.
 */
export const runJob = async (
  { title, command: [name, ...args], env, isMocha }: Job,
  onPass: () => void,
): Promise<Outcome> => {
  if (isInterrupted) return new Promise(() => {});
  // In a process group of its own, a job does not receive the terminal's Ctrl-C, so that the runner can kill its tree.
  const child = spawn(name, args, {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    detached: true,
  });
  running.add(child);
  let output = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  let passed = 0;
  const pass = (): void => {
    passed++;
    onPass();
  };
  const failures: Failure[] = [];
  let hasEnded = false;
  child.on("message", (report: Report) => {
    if (report.event === "pass") pass();
    else if (report.event === "fail") failures.push(report);
    else hasEnded = true;
  });
  const closed = once(child, "close");
  const [[code, signal]] = await Promise.all([once(child, "exit"), once(child, "disconnect")]);
  // A process that outlives its parent keeps the output open.
  await Promise.race([closed, setTimeout(1_000, undefined, { ref: false })]);
  running.delete(child);
  if (isInterrupted) return new Promise(() => {});

  const fail = (error: string): void => void failures.push({ title, error });
  if (!isMocha && code === 0) pass();
  else if ((isMocha && !hasEnded) || (code !== 0 && failures.length === 0))
    fail(`The process ended with ${signal ?? `code ${code}`}.`);
  else if (passed + failures.length === 0) fail("The process ran no test.");
  return { failures, output };
};
