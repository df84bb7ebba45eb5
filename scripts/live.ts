/**
 * `npm run test:live`: runs the probe command, then the conformance suite of the emulator, with the same options. Both
 * are read-only by default.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const root = join(__dirname, "..");
const options = process.argv.slice(2);
// Outside this checkout, whose project would need a stack: the keys come from the environment or the vendor's files.
const folder = mkdtempSync(join(tmpdir(), "linkwan-live-"));

const run = (args: readonly string[], cwd: string, env: Record<string, string> = {}): number | null =>
  spawnSync(process.execPath, args, { cwd, stdio: "inherit", env: { ...process.env, ...env } }).status;

const absolute = options.map((each, index) =>
  ["--devices", "--out"].includes(options[index - 1] ?? "") ? resolve(each) : each,
);
const report = absolute.includes("--out") ? [] : ["--out", resolve("linkwan-probe.json")];
const probed = run([join(root, "dist", "cli", "main.js"), "probe", ...absolute, ...report], folder);
rmSync(folder, { recursive: true });
const tested = run([require.resolve("mocha/bin/mocha.js"), "test/live/**/*.test.ts"], root, {
  LINKWAN_LIVE: "1",
  LINKWAN_LIVE_ARGUMENTS: JSON.stringify(absolute),
});
process.exitCode = probed === 0 && tested === 0 ? 0 : 1;
