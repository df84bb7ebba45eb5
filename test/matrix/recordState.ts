import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "../../emulator";
import { initStack } from "../support/project";
import { makePlainProject } from "./folder";
import { works } from "./life";
import { packFolder } from "./packages";
import { changes, offer, read, recordings, seed, withoutAddress } from "./recorded";

const root = join(__dirname, "..", "..");

/** Builds a commit in a separate folder, and packs it. */
const packCommit = (commit: string, into: string): string => {
  mkdirSync(into);
  const archive = execFileSync("git", ["archive", commit], { cwd: root, maxBuffer: 2 ** 30 });
  execFileSync("tar", ["-x"], { cwd: into, input: archive });
  execFileSync(process.execPath, [join("scripts", "setup.js")], { cwd: into, stdio: "inherit" });
  return packFolder(into);
};

/**
 * Records the state that the build of a commit writes for `test/fixtures/states/VERSION/program.js`, and the calls that
 * changed the cloud: `npm run record:state -- VERSION COMMIT`.
 */
const main = async ([version, commit]: readonly string[]): Promise<void> => {
  if (!version || !commit) throw new Error("usage: npm run record:state -- VERSION COMMIT");
  const program = read(version, "program.js");
  const folder = mkdtempSync(join(tmpdir(), "linkwan-record-"));
  const cloud = await startEmulator({ seed, qps: 1_000 });
  try {
    const project = await makePlainProject(
      join(folder, "project"),
      packCommit(commit, join(folder, "commit")),
    );
    writeFileSync(join(project.folder, "index.js"), program);
    offer(cloud);
    await initStack(project, cloud);
    await works(project.pulumi(["up", "--yes", "--skip-preview"]));
    const { output } = await project.pulumi(["stack", "export"]);
    const write = (file: string, text: string) =>
      writeFileSync(join(recordings, version, file), `${text.trim()}\n`);
    write("state.json", withoutAddress(output, cloud));
    write("calls.json", JSON.stringify(changes(cloud), undefined, 2));
  } finally {
    await cloud.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

main(process.argv.slice(2)).catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
