import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { workFolder } from "../scripts/engine";
import { pulumiCli } from "../scripts/pulumiCli";
import { noOp } from "./noOp";
import { refreshing } from "./refreshing";
import { returning } from "./returning";
import { stackSize } from "./stackSize";
import { startUp } from "./startUp";
import { stateSize } from "./stateSize";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const machine = (): string => {
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} cores (${cpu?.model.trim()}), ${memory} GB, Node ${process.versions.node}, ${process.platform}`;
};

const main = async (): Promise<void> => {
  const cli = await pulumiCli(say);
  const started = Date.now();
  const sections = [
    ["Startup", await startUp(say)],
    ["State", await stateSize(cli, say)],
    ["No-op up", await noOp(cli, say)],
    ["Size of the stack", await stackSize(cli, say)],
    ["Refreshing", await refreshing(cli, say)],
    ["Returning", await returning(cli, say)],
  ];
  const text = `# Measurements

\`npm run bench\` generates this file. It runs Pulumi's engine (${cli.version}) against the emulator. "Refreshing" and "Returning" run with the documented quota of 5 calls per second and a network latency of 5 to 80 ms. The other sections run without a quota and without latency, so they measure only Pulumi and this package. All results come from a single run. Ratios and counts can be compared between machines; seconds cannot.

Machine: ${machine()}. Duration: ${Math.round((Date.now() - started) / 60_000)} minutes.

"State" counts the bytes of the compact JSON that Pulumi's engine writes at each step. Pulumi's SDK adds a stack trace to each resource; the size of the trace depends on the program.

"Speed" is measured from the first Return that reaches the cloud to the last that succeeds; "wall" is the duration of the whole command. \`bench/peers.ts\` describes the peers. At five calls per second, 60 leases need 11 full seconds, not 12, because the first five calls start immediately. A speed can therefore slightly exceed the limit.

${sections.map(([title, body]) => `## ${title}\n\n${body}`).join("\n\n")}
`;
  writeFileSync(join(__dirname, "results.md"), text);
  say(`\n${text}`);
};

main()
  .catch((error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  })
  .finally(() => {
    for (const name of readdirSync(workFolder)) {
      if (name.startsWith(`bench-${process.pid}-`))
        rmSync(join(workFolder, name), { recursive: true, force: true });
    }
  });
