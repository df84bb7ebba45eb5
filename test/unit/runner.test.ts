import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { filesOf, root } from "../runner/job";
import { otherTiers, tiers } from "../runner/tiers";

describe("the test runner", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-runner-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** Writes a test file, and returns the code of a tier that contains it. */
  const tierWith = (name: string, text: string): string => {
    const file = join(folder, `${name}.test.ts`);
    writeFileSync(file, text);
    return `${name}: { files: [${JSON.stringify(file)}] }`;
  };

  /** Starts the runner with tiers in code. */
  const start = (...definitions: readonly string[]) => {
    const code = `require("./test/runner/run").main({ ${definitions.join(", ")} });`;
    return spawn(process.execPath, ["-r", "tsx/cjs", "-e", code], {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    });
  };
  const run = async (...definitions: readonly string[]) => {
    const child = start(...definitions);
    let output = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
    const [exitCode] = await once(child, "close");
    return { exitCode, output };
  };

  const passing = `it("holds", () => console.log("printed by a test that passes"));`;

  it("prints a line for each tier and the sum, and nothing else, if all tests pass", async () => {
    const { exitCode, output } = await run(
      tierWith("passing", passing),
      `script: { scripts: ["check:lint"] }`,
    );
    assert.equal(exitCode, 0, output);
    const lines = output
      .replace(/\d+:\d\d/g, "0:00")
      .split("\n")
      .sort();
    assert.deepEqual(lines, [
      "",
      "",
      "0:00",
      "2 passed, 0 failed",
      "passing    0:00     1 passed",
      "script     0:00     1 passed",
    ]);
  });

  it("prints title, error and output of what fails, and exits with code 1", async () => {
    const { exitCode, output } = await run(
      tierWith("passing", passing),
      tierWith(
        "failing",
        `describe("a sum", () => {
          it("is right", () => {});
          it("is wrong", () => {
            console.log("printed by a test that fails");
            throw new Error("1 + 1 = 3", { cause: new Error("a wrong digit") });
          });
        });`,
      ),
    );
    assert.equal(exitCode, 1);
    assert.match(
      output,
      /FAILED: a sum is wrong\n {2}Error: 1 \+ 1 = 3\n.*caused by Error: a wrong digit\n/s,
    );
    assert.match(output, /Output of .*failing\.test\.ts:\n {2}printed by a test that fails\n/);
    assert.doesNotMatch(output, /is right|printed by a test that passes/);
    assert.match(output, /failing +\d:\d\d +1 passed, 1 failed\n/);
    assert.match(output, /\n2 passed, 1 failed\n$/);
  });

  const failures: readonly (readonly [what: string, tier: () => string, error: RegExp])[] = [
    [
      "a hook that fails",
      () => tierWith("hook", `before(() => { throw new Error("not ready"); }); it("waits", () => {});`),
      /"before all" hook.*\n {2}Error: not ready/,
    ],
    [
      "a process that ends with code 0 before its tests",
      () => tierWith("exiting", `it("ends the process", () => process.exit(0));`),
      /The process ended with code 0\./,
    ],
    [
      "a process that is killed after its tests passed",
      () => tierWith("killed", `it("passes", () => {}); after(() => process.kill(process.pid, "SIGKILL"));`),
      /The process ended with SIGKILL\./,
    ],
    [
      "a process that ends with another code than 0 after its tests passed",
      () =>
        tierWith("late", `it("passes", () => {}); after(() => process.once("exit", () => process.exit(3)));`),
      /The process ended with code 3\./,
    ],
    [
      "a file that cannot be loaded",
      () => tierWith("unloadable", `throw new Error("no such module");`),
      /The process ended with code 1\.\n.*Error: no such module/s,
    ],
    ["a file without a test", () => tierWith("empty", `describe("nothing", () => {});`), /ran no test/],
    ["a tier without files", () => `none: { files: [] }`, /FAILED: none/],
    ["a pending test", () => tierWith("pending", `it("is not written");`), /ended with code 1|Pending test/],
    [
      "a script that fails",
      () => `script: { scripts: ["no-such-script"] }`,
      /FAILED: npm run no-such-script/,
    ],
    [
      "a preparation that fails",
      () =>
        `${tierWith("prepared", passing).slice(0, -1)}, prepare: async () => { throw new Error("no CLI"); } }`,
      /FAILED: .*prepared\.test\.ts\n {2}no CLI\n/,
    ],
  ];

  it("counts as failed what ends badly without a failed test, and what runs no test", async () => {
    const { exitCode, output } = await run(...failures.map(([, tier]) => tier()));
    assert.equal(exitCode, 1);
    for (const [what, , error] of failures) assert.match(output, error, what);
    assert.match(output, new RegExp(`\\n2 passed, ${failures.length} failed\\n$`));
  });

  it("ends all processes on Ctrl-C, and starts no other", async () => {
    const started = join(folder, "started");
    const endless = `
      it("does not end", () => {
        const { spawn } = require("node:child_process");
        spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)", __dirname], { detached: true, stdio: "ignore" });
        require("node:fs").writeFileSync(${JSON.stringify(started)}, "");
        return new Promise(() => {});
      });`;
    const child = start(...Array.from({ length: 6 }, (_, n) => tierWith(`endless${n}`, endless)));
    while (!existsSync(started)) await setTimeout(50);
    const closed = once(child, "close");
    let output = "";
    child.stdout.on("data", (text) => {
      output += text;
    });
    child.kill("SIGINT");
    assert.deepEqual(await closed, [130, null]);
    assert.equal(output, "");
    const alive = (): boolean =>
      execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" })
        .split("\n")
        .some((line) => line.includes(folder) && !line.startsWith("Z"));
    // The system may need a moment to end a killed process.
    while (alive()) await setTimeout(50);
  });

  const sums: readonly (readonly [status: number, printed: string, sum: string])[] = [
    [0, "5 passed, 0 failed", "5 passed, 0 failed"],
    [1, "5 passed, 2 failed", "5 passed, 2 failed"],
    [0, "0 passed, 0 failed", "0 passed, 1 failed"],
    [0, "5 passed, 2 failed", "0 passed, 1 failed"],
    [1, "5 passed, 0 failed", "0 passed, 1 failed"],
    [1, "cannot build", "0 passed, 1 failed"],
    [0, "nothing to do", "0 passed, 1 failed"],
  ];
  for (const [status, printed, sum] of sums)
    it(`makes .ci/run end with "${sum}" after "${printed}" and exit code ${status}`, () => {
      writeFileSync(join(folder, "npm"), `#!/bin/sh\necho "${printed}"\nexit ${status}\n`, { mode: 0o755 });
      const { stdout, status: exitCode } = spawnSync(join(root, ".ci", "run"), {
        env: { ...process.env, PATH: `${folder}:${process.env.PATH}` },
        encoding: "utf8",
      });
      assert.equal(stdout.trimEnd().split("\n").at(-1), sum);
      assert.equal(exitCode, sum.endsWith(" 0 failed") ? 0 : 1);
    });

  it("has each test file in a tier, except the files that only their own npm script runs", () => {
    const inTiers = new Set(Object.values({ ...tiers, ...otherTiers }).flatMap(filesOf));
    const others = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".test.ts") && !inTiers.has(join(root, "test", name)))
      .sort();
    assert.deepEqual(others, [
      "kills/full.test.ts",
      "live/conformance.test.ts",
      "live/lease.test.ts",
      "matrix/full.test.ts",
      "matrix/missing.test.ts",
      "matrix/refusals.test.ts",
    ]);
  });
});
