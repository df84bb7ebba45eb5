import { rmSync } from "node:fs";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "pulumi-linkwan/emulator";
import { openStack, workFolder } from "./engine";
import { pulumiCli } from "./pulumiCli";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const headline = (text: string): void => say(`\n── ${text} ${"─".repeat(Math.max(0, 90 - text.length))}`);

/** Runs the example program again on each call, as Pulumi's engine does. */
const example = async (): Promise<Record<string, unknown>> => {
  const path = join(__dirname, "..", "examples", "roaming", "index.ts");
  delete require.cache[path];
  return require(path);
};

const printCalls = (cloud: RunningEmulator): void => {
  headline("Calls that the cloud received");
  const rows = cloud.calls.map((call) => ({
    account: call.account,
    action: call.action,
    parameters: Object.entries(call.parameters)
      .filter(([name]) => !["Offset", "Limit", "SortingField", "Ascending"].includes(name))
      .map(([name, value]) => `${name}=${value}`)
      .join(" "),
    answer: call.code,
  }));
  console.table(rows);
};

const interrupt = new AbortController();
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => interrupt.abort());

const stopIfAsked = (): void => interrupt.signal.throwIfAborted();

const main = async (): Promise<void> => {
  const cli = await pulumiCli(say);
  stopIfAsked();
  const cloud = await startEmulator();
  try {
    const [renter] = cloud.accounts;
    if (!renter) throw new Error("the emulator has no account");
    say(`The emulated Link WAN listens on ${cloud.url}; ${cloud.url}/_emulator shows its state.`);
    const stack = await openStack({
      name: "demo",
      program: example,
      cli,
      config: {
        "linkwan:endpoint": cloud.url,
        "linkwan:accessKeyId": renter.accessKeyId,
        "linkwan:accessKeySecret": { secret: renter.accessKeySecret },
      },
    });
    const options = {
      onOutput: (text: string) => void process.stdout.write(text),
      color: "never",
      signal: interrupt.signal,
    } as const;
    headline("pulumi up: bind a ROAMING lease to a node group that sends data to a message queue");
    await stack.up(options);
    stopIfAsked();
    headline("pulumi up: change the topic in the message queue");
    await stack.setConfig("demo:uplinkTopic", { value: "harbor_meters" });
    await stack.up(options);
    stopIfAsked();
    headline("pulumi destroy: unbind the lease, delete the node group, return the lease");
    await stack.destroy(options);
    printCalls(cloud);
    const count = (action: string) => cloud.callAs("renter", action) as number;
    const left = count("CountRentedJoinPermissions") + count("CountNodeGroups");
    if (left !== 0) throw new Error(`${left} leases or node groups remain in the account; expected none.`);
    say("\nThe account holds no leases and no node groups.");
  } finally {
    await cloud.close();
    rmSync(join(workFolder, "demo"), { recursive: true, force: true });
  }
};

main().catch((error: Error) => {
  const interrupted = interrupt.signal.aborted;
  process.stderr.write(
    `\n${interrupted ? "The demo was interrupted; no process is still running." : error.message}\n`,
  );
  process.exitCode = interrupted ? 130 : 1;
});
