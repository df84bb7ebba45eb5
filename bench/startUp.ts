import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as struct from "google-protobuf/google/protobuf/struct_pb";
import { median, table } from "./table";

const services = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");

const RUNS = 11;
const EMPTY = `exports.handler = () => ({ check: async (olds, news) => ({ inputs: news }) });`;

/** Starts Pulumi's provider process and waits for its first response to a check. */
const firstAnswer = async (shim: string): Promise<{ ms: number; megabytes: number }> => {
  const started = process.hrtime.bigint();
  const root = join(__dirname, "..");
  const script = join(root, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider");
  const child = spawn(process.execPath, [script, "127.0.0.1:1"], { cwd: root });
  const port = await new Promise<string>((resolve) =>
    child.stdout.once("data", (data) => resolve(String(data).trim())),
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
  request.setOlds(struct.Struct.fromJavaScript({}));
  request.setNews(
    struct.Struct.fromJavaScript({ __provider: shim, type: "LOCAL", authOrderId: "1", resourceName: "x" }),
  );
  await ask("check", request);
  const ms = Number(process.hrtime.bigint() - started) / 1e6;
  const resident = /VmHWM:\s+(\d+) kB/.exec(
    process.platform === "linux" ? readFileSync(`/proc/${child.pid}/status`, "utf8") : "",
  );
  client.close();
  child.kill("SIGKILL");
  return { ms, megabytes: Number(resident?.[1] ?? Number.NaN) / 1024 };
};

/** Measures the provider process up to its first response, compared with one that has an empty provider. */
export const startUp = async (say: (line: string) => void): Promise<string> => {
  const shim = readFileSync(
    join(__dirname, "..", "test", "fixtures", "shim-LeasedJoinPermission.js.txt"),
    "utf8",
  );
  const [ours, empty]: { ms: number; megabytes: number }[][] = [[], []];
  for (let run = 0; run <= RUNS; run++) {
    const [one, other] = [await firstAnswer(shim), await firstAnswer(EMPTY)];
    if (run === 0) continue;
    ours?.push(one);
    empty?.push(other);
  }
  const of = (runs: { ms: number; megabytes: number }[] = [], field: "ms" | "megabytes"): number =>
    median(runs.map((each) => each[field]));
  const ratio = median((ours ?? []).map(({ ms }, index) => ms / (empty?.[index]?.ms ?? Number.NaN)));
  const cells = [of(ours, "ms"), of(empty, "ms"), of(ours, "megabytes"), of(empty, "megabytes")].map(
    Math.round,
  );
  say(`provider process ready: ${cells[0]} ms, compared with ${cells[1]} ms; ratio ${ratio.toFixed(2)}`);
  return table(
    ["time to first response", "ours", "empty", "ratio", "peak memory, ours", "empty"],
    [
      [
        `median of ${RUNS}`,
        `${cells[0]} ms`,
        `${cells[1]} ms`,
        ratio.toFixed(2),
        `${cells[2]} MB`,
        `${cells[3]} MB`,
      ],
    ],
  );
};
