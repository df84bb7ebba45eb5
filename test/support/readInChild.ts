import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { join } from "node:path";
import { DIRECT } from "./connectProxy";

/** Outcome of a read in a separate process. */
export interface ChildRead {
  /** Error message. */
  readonly message: string;
  readonly seconds: number;
  /** Peak resident memory of the process. */
  readonly megabytes: number;
  /** Uncaught errors. */
  readonly uncaught: readonly string[];
}

/** Defines `end`, which reports the outcome. */
const REPORT = `
  const uncaught = [];
  // Like Pulumi's host, continue after an uncaught error.
  process.on("uncaughtException", (error) => uncaught.push(String(error)));
  process.on("unhandledRejection", (error) => uncaught.push(String(error)));
  const started = Date.now();
  const end = (message) => {
    const megabytes = Math.round(process.resourceUsage().maxRSS / 1024);
    console.log(JSON.stringify({ message, seconds: (Date.now() - started) / 1000, megabytes, uncaught }));
    process.exit();
  };
  setTimeout(() => end("nothing: it hangs"), Number(process.env.LIMIT_MS));
`;

/** Reads a lease through the provider that the shim loads. */
const READ = `
  const { provider } = require("pulumi-linkwan/lifecycle");
  const config = JSON.parse(process.env.CONFIG);
  const lease = provider("LeasedJoinPermission");
  lease.configure({ config: { get: (key) => config[key] } });
  lease
    .read("50001", { joinPermissionId: "50001", type: "ROAMING" })
    .then(() => end("a success"), (error) => end(error.message));
`;

/** Makes concurrent calls, and reports their distinct error codes. */
const CALLS = `
  const { popTransport } = require("./dist/provider/client/http/transport");
  const { endpoint, calls } = JSON.parse(process.env.CONFIG);
  const keys = { accessKeyId: "MARKED_ID", accessKeySecret: "MARKED_SECRET" };
  const send = popTransport({ endpoint, regionId: "r", requestTimeoutMs: 20_000 }, { get: async () => keys });
  const call = () => send("ListActivatedFeatures", {}).then(() => "a success", (error) => error.failure.code);
  Promise.all(Array.from({ length: calls }, call)).then((codes) => end([...new Set(codes)].join()));
`;

const repository = join(__dirname, "..", "..");

/** @param limitSeconds Time after which the read counts as hanging. */
export const readInChild = (
  config: Record<string, string>,
  limitSeconds: number,
  env: NodeJS.ProcessEnv = {},
): Promise<ChildRead> =>
  run(
    READ,
    { "linkwan:accessKeyId": "MARKED_ID", "linkwan:accessKeySecret": "MARKED_SECRET", ...config },
    limitSeconds,
    env,
  );

export const callsInChild = (endpoint: string, calls: number): Promise<ChildRead> =>
  run(CALLS, { endpoint, calls }, 60, {});

const run = (
  program: string,
  config: object,
  limitSeconds: number,
  env: NodeJS.ProcessEnv,
): Promise<ChildRead> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ["-e", REPORT + program], {
      cwd: repository,
      env: {
        ...process.env,
        ...DIRECT,
        ...env,
        CONFIG: JSON.stringify(config),
        LIMIT_MS: String(1000 * limitSeconds),
      },
      // A blocked process cannot exit by itself.
      timeout: 1000 * (limitSeconds + 10),
      killSignal: "SIGKILL",
    });
    let output = "";
    child.stdout.on("data", (data: Buffer) => {
      output += data;
    });
    child.stderr.on("data", (data: Buffer) => {
      output += data;
    });
    child.once("close", (code, signal) => {
      assert.doesNotMatch(output, /MARKED/);
      const line = output.trim().split("\n").at(-1) ?? "";
      if (line.startsWith("{")) resolve(JSON.parse(line));
      else reject(new Error(`the process exited with ${signal ?? code}: ${output.slice(-500)}`));
    });
  });
