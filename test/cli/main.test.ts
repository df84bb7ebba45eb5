import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Command } from "commander";
import { addEmulator } from "../../cli/emulator/command";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";

const command = join(__dirname, "..", "..", "dist", "cli", "main.js");

describe("pulumi-linkwan", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  /** Runs the command in the folder. */
  const run = async (...args: string[]) => {
    const child = spawn(process.execPath, [command, ...args], { cwd: place.folder, env: place.env });
    const [stdout, stderr] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { exitCode: child.exitCode, stdout, stderr };
  };

  const commands = ["adopt", "audit", "doctor", "emulator", "probe"];

  it("lists its commands without arguments and with --help", async () => {
    for (const args of [[], ["--help"], ["-h"], ["help"]]) {
      const { exitCode, stdout, stderr } = await run(...args);
      assert.deepEqual([exitCode, stderr], [0, ""]);
      const listed = [...stdout.matchAll(/^ {2}([a-z]+) (?:\[options\]|\[command\])/gm)].map(
        ([, name]) => name,
      );
      assert.deepEqual(listed, [...commands, "help"], stdout);
      assert.doesNotMatch(stdout, /--seed|--import|--endpoint/);
    }
  });

  it("shows the help of one command only, at most 80 columns wide", async () => {
    for (const name of commands) {
      const shown = await Promise.all([run(name, "--help"), run("help", name)]);
      for (const { exitCode, stdout, stderr } of shown) {
        assert.deepEqual([exitCode, stderr], [0, ""]);
        assert.match(stdout, new RegExp(`^Usage: pulumi-linkwan ${name} \\[options\\]\\n`));
        assert.equal(stdout, shown[0]?.stdout);
        for (const other of commands.filter((each) => each !== name))
          assert.ok(!stdout.includes(`pulumi-linkwan ${other}`), stdout);
        for (const line of stdout.split("\n")) assert.ok(line.length <= 80 || !line.includes(" "), line);
      }
    }
  });

  it("prints the version of the package", async () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, "..", "..", "package.json"), "utf8"));
    for (const option of ["--version", "-V"])
      assert.deepEqual(await run(option), { exitCode: 0, stdout: `${version}\n`, stderr: "" });
  });

  const misused: readonly (readonly [args: readonly string[], error: string])[] = [
    [["emulater"], "unknown command 'emulater' (Did you mean emulator?)"],
    [["frobnicate"], "unknown command 'frobnicate'"],
    [["doctor", "--stak", "dev"], "unknown option '--stak' (Did you mean --stack?)"],
    [["adopt", "--profil=x"], "unknown option '--profil=x' (Did you mean --profile?)"],
    [["--verson"], "unknown option '--verson' (Did you mean --version?)"],
    [["doctor", "--stack"], "option '--stack <stack>' argument missing"],
    [["doctor", "dev"], "too many arguments for 'doctor'. Expected 0 arguments but got 1."],
    [
      ["doctor", "--endpoint", "http://example.com"],
      "option '--endpoint <url>' argument 'http://example.com' is invalid. it must start with https:// (http:// is allowed only for this machine)",
    ],
    [["doctor", "--\u001b[2J"], "unknown option '--\\u{1b}[2J'"],
  ];
  for (const [args, error] of misused) {
    it(`answers "${args.join(" ")}" with one line and exit code 2`, async () => {
      assert.deepEqual(await run(...args), {
        exitCode: 2,
        stdout: "",
        stderr: `pulumi-linkwan: ${error}\n`,
      });
    });
  }

  it("states the range of a number in errors as in the help", async () => {
    const program = new Command().exitOverride().configureOutput({ outputError: () => {} });
    addEmulator(program);
    const help = program.commands[0]?.helpInformation().replace(/\s+/g, " ") ?? "";
    for (const [option, value] of [
      ["--port", "65536"],
      ["--port", "-1"],
      ["--port", "1e3"],
      ["--qps", "0"],
      ["--latency", "fast"],
      ["--latency", "80-5"],
      ["--latency", "5-"],
      ["--latency", "600001"],
    ] as const) {
      const { message }: Error = await program
        .parseAsync(["emulator", `${option}=${value}`], { from: "user" })
        .then(
          () => assert.fail(option),
          (error) => error,
        );
      const [, rule = assert.fail(message)] =
        / argument '\S+' is invalid\. It must be (an integer from .*)\.$/.exec(message) ?? [];
      assert.match(help, new RegExp(`${option} <[a-z]+> [^:]*: ${rule} \\(default: `));
    }
  });

  it("finishes with its own exit code if the reader of its output ends first", async () => {
    const { url } = await emulated();
    const child = spawn(process.execPath, [command, "doctor", "--endpoint", url], {
      cwd: place.folder,
      env: place.env,
    });
    const [errors, closed] = [text(child.stderr), once(child, "close")];
    child.stdout.once("data", () => child.stdout.destroy());
    const [exitCode] = await closed;
    assert.equal(await errors, "");
    // The folder has no CLI and no key.
    assert.equal(exitCode, 1);
  });

  it("finishes with its own exit code if nobody reads its errors", async () => {
    const child = spawn(process.execPath, [command, "doctor", "--stak"], { env: place.env });
    child.stderr.destroy();
    const [exitCode] = await once(child, "close");
    assert.equal(exitCode, 2);
  });
});
