import { execFile } from "node:child_process";
import { copyFileSync, existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { cache } from "../../scripts/pulumiCli";

const execute = promisify(execFile);
const requirements = join(__dirname, "requirements.txt");

/** Returns a Python interpreter with Pulumi's package. `PYTHON` selects the base interpreter. */
export const pythonWithPulumi = async (say: (line: string) => void): Promise<string> => {
  const environment = join(cache, "python");
  const python = join(environment, "bin", "python");
  const installed = join(environment, "installed.txt");
  if (existsSync(installed) && readFileSync(installed).equals(readFileSync(requirements))) return python;
  const base = process.env.PYTHON ?? "python3";
  await execute(base, ["-c", "import venv, ensurepip"]).catch(() => {
    throw new Error(
      "test:languages requires Python 3 with venv and pip (on Debian: apt install python3-venv); to use another interpreter, set PYTHON",
    );
  });
  say(`Installing Pulumi's Python package into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  await execute(base, ["-m", "venv", environment]);
  await execute(python, [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...["-r", requirements],
  ]);
  copyFileSync(requirements, installed);
  return python;
};

/** Interpreter arguments that install a project's generated SDK into the folder `site-packages`. */
export const installSdk: readonly string[] = [
  ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
  ...["--no-deps", "--no-build-isolation", "--target", "site-packages", "./sdk/python"],
];
