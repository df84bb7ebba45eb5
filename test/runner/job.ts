import { readdirSync, statSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Say } from "../../scripts/pulumiCli";
import { secondsOf } from "./seconds";

export const root = join(__dirname, "..", "..");

/** Seconds that the files of a process take together, approximately: the start of a process takes about 3 s. */
const BATCH_SECONDS = 20;

/** A part of the tests, with a line of its own in the output. */
export interface Tier {
  /** Test files, and folders that stand for all their test files. Relative to the repository. Default: none. */
  readonly files?: readonly string[];
  /** npm scripts, each of which counts as one test. Default: none. */
  readonly scripts?: readonly string[];
  /** Environment variables of the tests, in addition to those of the runner. */
  readonly env?: Readonly<Record<string, string>>;
  /** Installs what the tests need. Runs once for all tiers that share the function. */
  readonly prepare?: (say: Say) => Promise<unknown>;
}

/** A process of a tier: mocha with some test files, or an npm script. */
export interface Job {
  readonly tier: string;
  /** Files or script, as a reader would name them. */
  readonly title: string;
  readonly command: readonly [name: string, ...args: string[]];
  /** Whether the process reports its tests. */
  readonly isMocha: boolean;
  readonly env?: Tier["env"];
  readonly prepare?: Tier["prepare"];
}

/** Returns the test files of a tier, as absolute paths. */
export const filesOf = ({ files = [] }: Tier): string[] =>
  files
    .map((path) => resolve(root, path))
    .flatMap((path) =>
      statSync(path).isDirectory()
        ? readdirSync(path, { recursive: true, encoding: "utf8" })
            .filter((name) => name.endsWith(".test.ts"))
            .map((name) => join(path, name))
        : path,
    );

/** Divides files into batches, longest first. A file that takes long is alone in its batch. */
const batchesOf = (files: readonly string[]): string[][] => {
  const weighed = files
    .map((file) => ({ file, seconds: secondsOf(relative(root, file)) }))
    .sort((one, other) => other.seconds - one.seconds);
  const batches: string[][] = [];
  let left = 0;
  for (const { file, seconds } of weighed) {
    if (left <= 0) {
      batches.push([]);
      left = BATCH_SECONDS;
    }
    batches.at(-1)?.push(file);
    left -= seconds;
  }
  return batches;
};

const MOCHA = [require.resolve("mocha/bin/mocha.js"), "--reporter", join(__dirname, "reporter.ts")];

/** Returns the jobs of a tier. */
export const jobsOf = (tier: string, definition: Tier): Job[] => {
  const { scripts = [], env, prepare } = definition;
  const common = { tier, env, prepare };
  return [
    ...scripts.map(
      (script): Job => ({
        ...common,
        title: `npm run ${script}`,
        command: ["npm", "run", "--silent", script],
        isMocha: false,
      }),
    ),
    ...batchesOf(filesOf(definition)).map(
      (files): Job => ({
        ...common,
        title: files.map((file) => relative(root, file)).join(" "),
        command: [process.execPath, ...MOCHA, ...files],
        isMocha: true,
      }),
    ),
  ];
};
