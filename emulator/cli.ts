import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Fault } from "./faults";
import type { Seed } from "./seed";
import { type ServerOptions, startEmulator } from "./server";

export const emulatorUsage = `pulumi-linkwan emulator [--port PORT] [--qps N] [--latency MS|MS-MS] [--seed FILE] [--faults FILE]

Runs an emulated Link WAN on 127.0.0.1 until it is stopped with Ctrl-C. The first line on stdout is one JSON object:
{"url": …, "accounts": [{"name": …, "accessKeyId": …, "accessKeySecret": …}, …]}

  --port PORT       port to listen on; 0, the default, takes any free one
  --qps N           calls of one action of one account in a sliding second; default 5, as documented
  --latency MS      time that a call spends on the network; 5-80 is a range; default 0
  --seed FILE       JSON file with what the cloud holds at its start: accounts, join permissions and so on
  --faults FILE     JSON file with a list of faults: [{"action": …, "code": … or "answer": …, "nth": …, "times": …}]`;

const whole = (name: string, value: string, least: number, most: number): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Error(`--${name} takes a whole number from ${least} to ${most}, not "${value}"`);
};

const latencyOf = (value: string): number | [number, number] => {
  const [least = "", most] = value.split("-");
  const from = whole("latency", least, 0, 600_000);
  return most === undefined ? from : [from, whole("latency", most, from, 600_000)];
};

const jsonOf = (option: string, file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`--${option} ${file} cannot be used: ${(error as Error).message}`);
  }
};

const parseEmulatorArguments = (args: string[]): ServerOptions & { faults?: unknown } => {
  const text = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { port: text, qps: text, latency: text, seed: text, faults: text },
  });
  return {
    ...(values.port === undefined ? {} : { port: whole("port", values.port, 0, 65_535) }),
    ...(values.qps === undefined ? {} : { qps: whole("qps", values.qps, 1, 1_000_000) }),
    ...(values.latency === undefined ? {} : { latency: latencyOf(values.latency) }),
    ...(values.seed === undefined ? {} : { seed: jsonOf("seed", values.seed) as Seed }),
    ...(values.faults === undefined ? {} : { faults: jsonOf("faults", values.faults) }),
  };
};

/** Starts the emulator and prints where it is; it runs until the process is told to stop. */
export const runEmulator = async (args: string[]): Promise<void> => {
  const { faults = [], ...options } = parseEmulatorArguments(args);
  if (!Array.isArray(faults)) throw new Error("--faults takes a file with a list");
  const emulator = await startEmulator(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`port ${options.port} is in use; choose another one, or leave out --port`);
  });
  try {
    for (const fault of faults as Fault[]) emulator.injectFault(fault);
  } catch (error) {
    await emulator.close();
    throw new Error(`--faults: ${(error as Error).message}`);
  }
  process.stdout.write(`${JSON.stringify({ url: emulator.url, accounts: emulator.accounts })}\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void emulator.close());
  }
};
