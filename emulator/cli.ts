import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import type { Fault } from "./faults";
import type { Seed } from "./seed";
import { type ServerOptions, startEmulator } from "./server";

/** Help text of `pulumi-linkwan emulator`. */
export const emulatorUsage = `pulumi-linkwan emulator [--port PORT] [--qps N] [--latency MS|MS-MS] [--seed FILE] [--faults FILE]

Runs an emulated Link WAN on 127.0.0.1 until interrupted with Ctrl-C. The first line on stdout is a JSON object:
{"url": …, "accounts": [{"name": …, "accessKeyId": …, "accessKeySecret": …}, …]}

  --port PORT       port to listen on; default 0, any free port
  --qps N           maximum calls per action and account in any window of one second; default 5, as documented
  --latency MS      network latency per call in milliseconds, or a range such as 5-80; default 0
  --seed FILE       JSON file with the initial state: accounts, join permissions, node groups and so on
  --faults FILE     JSON file with an array of faults: [{"action": …, "code": … or "answer": …, "nth": …, "times": …}]`;

const parseInteger = (name: string, value: string, min: number, max: number): number => {
  const number = /^\d{1,9}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= min && number <= max) return number;
  throw new Error(`--${name} must be an integer from ${min} to ${max}, not "${value}"`);
};

const parseLatency = (value: string): number | [number, number] => {
  const [first = "", second] = value.split("-");
  const min = parseInteger("latency", first, 0, 600_000);
  return second === undefined ? min : [min, parseInteger("latency", second, min, 600_000)];
};

const readJson = (option: string, file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`cannot read --${option} ${file}: ${(error as Error).message}`);
  }
};

const parseEmulatorArguments = (args: string[]): ServerOptions & { faults?: unknown } => {
  const string = { type: "string" } as const;
  const { values } = parseArgs({
    args,
    options: { port: string, qps: string, latency: string, seed: string, faults: string },
  });
  return {
    ...(values.port === undefined ? {} : { port: parseInteger("port", values.port, 0, 65_535) }),
    ...(values.qps === undefined ? {} : { qps: parseInteger("qps", values.qps, 1, 1_000_000) }),
    ...(values.latency === undefined ? {} : { latency: parseLatency(values.latency) }),
    ...(values.seed === undefined ? {} : { seed: readJson("seed", values.seed) as Seed }),
    ...(values.faults === undefined ? {} : { faults: readJson("faults", values.faults) }),
  };
};

/**
 * Starts the emulator and prints the emulator's URL and accounts as JSON. The emulator runs until SIGINT or SIGTERM.
 */
export const runEmulator = async (args: string[]): Promise<void> => {
  const { faults = [], ...options } = parseEmulatorArguments(args);
  if (!Array.isArray(faults)) throw new Error("--faults: the file must contain an array");
  const emulator = await startEmulator(options).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`port ${options.port} is in use; choose another port or omit --port`);
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
