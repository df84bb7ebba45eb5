import { type ChildProcess, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as struct from "google-protobuf/google/protobuf/struct_pb";
import { median, table } from "./table";

const services = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");

const RUNS = 11;

const root = join(__dirname, "..");
const [shim, empty] = [
  readFileSync(join(root, "test", "fixtures", "shim-LeasedJoinPermission.js.txt"), "utf8"),
  "exports.handler = () => ({ check: async (olds, news) => ({ inputs: news }) });",
];

/** Starts a process with the address of an engine, as Pulumi's engine does. */
const start = (command: string, args: readonly string[]): ChildProcess =>
  spawn(command, [...args, "127.0.0.1:1"], { cwd: root });
/** Starts Pulumi's process for dynamic resources. */
const dynamicHost = (): ChildProcess =>
  start(process.execPath, [join(root, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider")]);

/** A provider process to measure. */
interface Process {
  readonly title: string;
  readonly start: () => ChildProcess;
  /** Inputs that the process needs in addition to the lease's inputs. */
  readonly added: Readonly<Record<string, string>>;
}

const PROCESSES: readonly Process[] = [
  {
    title: "plugin",
    start: () => start(join(root, "plugin", "pulumi-resource-linkwan"), []),
    added: {},
  },
  { title: "dynamic resources", start: dynamicHost, added: { __provider: shim, resourceName: "x" } },
  { title: "an empty dynamic provider", start: dynamicHost, added: { __provider: empty, resourceName: "x" } },
];

interface Measured {
  readonly ms: number;
  readonly megabytes: number;
}

/** Starts a process and waits for its first response to a check. */
const firstAnswer = async ({ start, added }: Process): Promise<Measured> => {
  const started = process.hrtime.bigint();
  const child = start();
  const port = await new Promise<string>((resolve) =>
    child.stdout?.once("data", (data) => resolve(String(data).trim())),
  );
  const client = new services.ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
  const ask = (method: string, request: unknown): Promise<unknown> =>
    new Promise((resolve, reject) =>
      client[method](request, (error: Error | null, reply: unknown) =>
        error ? reject(error) : resolve(reply),
      ),
    );
  const configuration = new messages.ConfigureRequest();
  configuration.setArgs(struct.Struct.fromJavaScript({}));
  await ask("configure", configuration);
  const request = new messages.CheckRequest();
  request.setType("linkwan:index:LeasedJoinPermission");
  request.setName("x");
  request.setOlds(struct.Struct.fromJavaScript({}));
  request.setNews(struct.Struct.fromJavaScript({ ...added, type: "LOCAL", authOrderId: "1" }));
  await ask("check", request);
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const resident = /VmHWM:\s+(\d+) kB/.exec(
    process.platform === "linux" ? readFileSync(`/proc/${child.pid}/status`, "utf8") : "",
  );
  client.close();
  child.kill("SIGKILL");
  return { ms, megabytes: Number(resident?.[1] ?? Number.NaN) / 1024 };
};

/**
 * Measures the time that each provider process needs to send its first response. The baseline is a process with an
 * empty provider.
 */
export const startUp = async (say: (line: string) => void): Promise<string> => {
  const runs: Measured[][] = [];
  for (let run = 0; run <= RUNS; run++) {
    const measured: Measured[] = [];
    for (const each of PROCESSES) measured.push(await firstAnswer(each));
    // The first run is a warm-up.
    if (run > 0) runs.push(measured);
  }
  const medianOf = (value: (measured: readonly Measured[]) => number | undefined): number =>
    median(runs.map((measured) => value(measured) ?? Number.NaN));
  const rows = PROCESSES.map(({ title }, index) => {
    const ratioTo = (other: number): string =>
      medianOf((run) => (run[index]?.ms ?? Number.NaN) / (run[other]?.ms ?? Number.NaN)).toFixed(2);
    return [
      title,
      `${Math.round(medianOf((run) => run[index]?.ms))} ms`,
      ratioTo(1),
      ratioTo(2),
      `${Math.round(medianOf((run) => run[index]?.megabytes))} MB`,
    ];
  });
  for (const row of rows) say(row.join("  "));
  return table(
    [
      `process, median of ${RUNS}`,
      "time to first response",
      "ratio to dynamic resources",
      "ratio to an empty provider",
      "peak memory",
    ],
    rows,
  );
};
