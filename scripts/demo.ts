import { rmSync } from "node:fs";
import { join } from "node:path";
import { type RunningEmulator, startEmulator } from "pulumi-linkwan/emulator";
import { openStack, workFolder } from "./engine";
import { pulumiCli } from "./pulumiCli";

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const headline = (text: string): void => say(`\n── ${text} ${"─".repeat(Math.max(0, 90 - text.length))}`);

/** The example, run anew each time as the engine would. */
const example = async (): Promise<Record<string, unknown>> => {
  const path = join(__dirname, "..", "examples", "lease", "index.ts");
  delete require.cache[path];
  return require(path);
};

/** What the owner does in the vendor's console: makes a LOCAL join permission and offers it to the renter. */
const offer = (cloud: RunningEmulator): string => {
  const JoinPermissionId = cloud.act("owner", "CreateLocalJoinPermission", {
    JoinPermissionName: "valley_meters",
    ClassMode: "C",
    FreqBandPlanGroupId: 102,
    UseDefaultJoinEui: true,
  });
  return String(
    cloud.act("owner", "SubmitJoinPermissionAuthOrder", { JoinPermissionId, RenterAliyunId: "renter" }),
  );
};

const printCalls = (cloud: RunningEmulator): void => {
  headline("What the cloud saw");
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
    const authOrderId = offer(cloud);
    say(
      `The emulated Link WAN listens on ${cloud.url}; the account "owner" has offered a join permission in order ${authOrderId}.`,
    );
    const stack = await openStack({
      name: "demo",
      program: example,
      cli,
      config: {
        "linkwan:endpoint": cloud.url,
        "linkwan:accessKeyId": renter.accessKeyId,
        "linkwan:accessKeySecret": { secret: renter.accessKeySecret },
        "demo:authOrderId": authOrderId,
      },
    });
    const options = {
      onOutput: (text: string) => void process.stdout.write(text),
      color: "never",
      signal: interrupt.signal,
    } as const;
    headline("pulumi up: apply for a ROAMING lease, accept a LOCAL one");
    await stack.up(options);
    stopIfAsked();
    headline("pulumi up: the same stack with another name");
    await stack.setConfig("demo:joinPermissionName", { value: "harbour_meters" });
    await stack.up(options);
    stopIfAsked();
    headline("pulumi destroy: return both");
    await stack.destroy(options);
    printCalls(cloud);
    const left = cloud.act("renter", "CountRentedJoinPermissions") as number;
    if (left !== 0) throw new Error(`${left} leases are left on the account; there should be none.`);
    say("\nThe account holds no lease any more: both were returned.");
  } finally {
    await cloud.close();
    rmSync(join(workFolder, "demo"), { recursive: true, force: true });
  }
};

main().catch((error: Error) => {
  const interrupted = interrupt.signal.aborted;
  process.stderr.write(
    `\n${interrupted ? "The demo was interrupted; nothing is left running." : error.message}\n`,
  );
  process.exitCode = interrupted ? 130 : 1;
});
