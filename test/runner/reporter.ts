import { type Runner, reporters, type Test } from "mocha";
import type { Report } from "./report";

const send = (report: Report): void => void process.send?.(report);

/** Returns the stack of an error, and the stacks of its causes. */
const textOf = (error: Error): string =>
  `${error.stack ?? error.message}${error.cause instanceof Error ? `\ncaused by ${textOf(error.cause)}` : ""}`;

/** Reporter of mocha that sends each outcome to the parent process, so that a crash loses none. */
class Reporter extends reporters.Base {
  constructor(runner: Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    runner.on("pass", () => send({ event: "pass" }));
    runner.on("fail", (test: Test, error: Error) =>
      send({ event: "fail", title: test.fullTitle(), error: textOf(error) }),
    );
    runner.on("end", () => send({ event: "end" }));
  }
}

export = Reporter;
