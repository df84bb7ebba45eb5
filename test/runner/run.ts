import { availableParallelism } from "node:os";
import { clock, display } from "./display";
import { type Job, jobsOf, type Tier } from "./job";
import { Progress } from "./progress";
import { killJobs, type Outcome, runJob } from "./runJob";

/** Jobs that run at a time; more than four would need too much memory. */
const WORKERS = Math.min(4, availableParallelism());

const indented = (text: string): string => text.trimEnd().replace(/^(?=.)/gm, "  ");

/** Returns the failures of a job, and the output of its process. */
const reportOf = ({ title }: Job, { failures, output }: Outcome): string =>
  [
    ...failures.map((failure) => `FAILED: ${failure.title}\n${indented(failure.error)}\n`),
    ...(output.trim() === "" ? [] : [`Output of ${title}:\n${indented(output)}\n`]),
  ].join("\n");

/**
 * Runs tiers in parallel processes, in their order. Prints a line for each tier, and details only of failures. The last
 * line is `N passed, N failed`. Returns whether all tests passed.
 */
const runTiers = async (tiers: Readonly<Record<string, Tier>>): Promise<boolean> => {
  const started = Date.now();
  const all: Progress[] = [];
  const queue = Object.entries(tiers).flatMap(([name, tier]) => {
    const jobs = jobsOf(name, tier);
    const progress = new Progress(name, jobs.length);
    all.push(progress);
    return jobs.map((job) => ({ job, progress }));
  });
  const { say, close } = display(() => all.flatMap((each) => (each.isRunning ? each.line : [])).join(" | "));

  const prepared = new Map<Tier["prepare"], Promise<unknown>>();
  const prepare = (install: Tier["prepare"]): Promise<unknown> => {
    const done = prepared.get(install) ?? Promise.resolve(install?.(say));
    prepared.set(install, done);
    return done;
  };

  const work = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
      const { job, progress } = next;
      progress.start();
      const outcome = await prepare(job.prepare)
        .then(() => runJob(job, () => void progress.passed++))
        .catch((error: Error): Outcome => {
          return { failures: [{ title: job.title, error: error.message }], output: "" };
        });
      if (outcome.failures.length > 0) say(reportOf(job, outcome));
      if (progress.end(outcome.failures)) say(progress.line);
    }
  };
  await Promise.all(Array.from({ length: WORKERS }, work));
  close();

  const failures = all.flatMap((each) => each.failures);
  const passed = all.reduce((sum, each) => sum + each.passed, 0);
  if (failures.length > 0) say(["", ...failures.map(({ title }) => `FAILED: ${title}`)].join("\n"));
  say(`\n${clock(Date.now() - started)}`);
  say(`${passed} passed, ${failures.length} failed`);
  return failures.length === 0;
};

/** Runs tiers, and sets the exit code. Ctrl-C ends all processes. */
export const main = (tiers: Readonly<Record<string, Tier>>): void => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.once(signal, () => {
      void killJobs().finally(() => process.exit(130));
    });
  runTiers(tiers).then(
    (passed) => {
      process.exitCode = passed ? 0 : 1;
    },
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
};
