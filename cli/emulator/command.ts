import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { type Fault, type Seed, type ServerOptions, startEmulator } from "../../emulator";
import { describeRange, type IntegerRange, integerIn, integerOption, ruledOption } from "../options";

const PORTS: IntegerRange = { min: 0, max: 65_535 };
const RATES: IntegerRange = { min: 1, max: 1_000_000 };
const LATENCIES: IntegerRange = { min: 0, max: 600_000 };

const latencyIn = (text: string): ServerOptions["latency"] => {
  const [first = "", second] = text.split("-");
  const min = integerIn(first, LATENCIES);
  if (min === undefined || second === undefined) return min;
  const max = integerIn(second, { ...LATENCIES, min });
  return max === undefined ? undefined : [min, max];
};

const readJson = (option: string, file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`cannot read --${option} ${file}: ${(error as Error).message}`);
  }
};

type Options = Pick<ServerOptions, "port" | "qps" | "latency"> & {
  readonly seed?: string;
  readonly faults?: string;
};

const readFaults = (file: string | undefined): readonly Fault[] => {
  const faults = file === undefined ? [] : readJson("faults", file);
  if (!Array.isArray(faults)) throw new Error("--faults: the file must contain an array");
  return faults;
};

/** Starts the emulator and prints its URL and accounts as JSON. The emulator runs until SIGINT or SIGTERM. */
const runEmulator = async ({ seed, faults: faultsFile, ...options }: Options): Promise<void> => {
  const faults = readFaults(faultsFile);
  const emulator = await startEmulator({
    ...options,
    ...(seed === undefined ? {} : { seed: readJson("seed", seed) as Seed }),
  }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "EADDRINUSE") throw error;
    throw new Error(`port ${options.port} is in use; choose another port or omit --port`);
  });
  try {
    for (const fault of faults) emulator.injectFault(fault);
  } catch (error) {
    await emulator.close();
    throw new Error(`--faults: ${(error as Error).message}`);
  }
  const { url, accounts } = emulator;
  process.stdout.write(`${JSON.stringify({ url, accounts })}\n`);
  process.stderr.write(`Link WAN is emulated at ${url}\nPage: ${url}/_emulator\nTo end it, press Ctrl-C.\n`);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => void emulator.close());
  }
};

export const addEmulator = (program: Command): void => {
  program
    .command("emulator")
    .summary("run an emulated Link WAN on this machine")
    .description(
      `Runs an emulated Link WAN on 127.0.0.1 until interrupted with Ctrl-C. The only line on stdout is a JSON object:
{"url": …, "accounts": [{"name": …, "accessKeyId": …, "accessKeySecret": …}, …]}`,
    )
    .addOption(integerOption("--port <port>", "port to listen on", PORTS, "0, any free port"))
    .addOption(
      integerOption(
        "--qps <number>",
        "maximum number of calls per action and account in any window of one second",
        RATES,
        "5, as documented",
      ),
    )
    .addOption(
      ruledOption("--latency <ms>", "network latency per call in milliseconds", {
        rule: `${describeRange(LATENCIES)}, or a range such as 5-80`,
        parse: latencyIn,
        byDefault: "0",
      }),
    )
    .option(
      "--seed <file>",
      "JSON file with the initial state: accounts, join permissions, node groups and so on",
    )
    .option(
      "--faults <file>",
      'JSON file with an array of faults: [{"action": …, "code": … or "answer": …, "nth": …, "times": …}]',
    )
    .action(runEmulator);
};
