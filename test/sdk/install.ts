import { execFile } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { findGo } from "../../scripts/pulumiCli";

const execute = promisify(execFile);
const sources = join(__dirname, "clients");
const folder = join(__dirname, "..", "..", "build", "sdk");

/** Paths of the vendor's clients that {@link install} installs, in folders that git ignores. */
export const installed = {
  /** Program that makes calls with the Go SDK. */
  goProgram: join(folder, "go", "call"),
  /** Source folder of the Go SDK's package `linkwan`. */
  goSdk: join(folder, "go", "linkwan"),
  /** Python interpreter with the Python SDK and the generic Python client. */
  python: join(folder, "python", "bin", "python"),
  /** `node_modules` folder with the Node clients. */
  nodeModules: join(folder, "node", "node_modules"),
};

/** Returns whether the last installation used the current lock file. */
const isCurrent = (lock: string, copy: string): boolean =>
  existsSync(copy) && readFileSync(copy).equals(readFileSync(lock));

const installPython = async (): Promise<void> => {
  const environment = join(folder, "python");
  const requirements = join(sources, "python", "requirements.txt");
  if (isCurrent(requirements, join(environment, "installed.txt"))) return;
  const base = process.env.PYTHON ?? "python3";
  await execute(base, ["-c", "import sys, venv, ensurepip; assert sys.version_info >= (3, 11)"]).catch(() => {
    throw new Error(
      "requires Python 3.11 or newer with venv and pip (on Debian: apt install python3-venv); to use another interpreter, set PYTHON",
    );
  });
  console.log(`Installing the Alibaba Cloud Python clients into ${environment} …`);
  rmSync(environment, { recursive: true, force: true });
  await execute(base, ["-m", "venv", environment]);
  await execute(installed.python, [
    ...["-m", "pip", "install", "--quiet", "--disable-pip-version-check"],
    ...["--require-hashes", "-r", requirements],
  ]);
  copyFileSync(requirements, join(environment, "installed.txt"));
};

const installNode = async (): Promise<void> => {
  const target = join(folder, "node");
  const lock = join(sources, "node", "package-lock.json");
  if (isCurrent(lock, join(target, "installed.json"))) return;
  console.log(`Installing the Alibaba Cloud Node clients into ${target} …`);
  mkdirSync(target, { recursive: true });
  for (const file of ["package.json", "package-lock.json"])
    copyFileSync(join(sources, "node", file), join(target, file));
  await execute("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: target });
  copyFileSync(lock, join(target, "installed.json"));
};

/** Returns a Go file that maps each action to the SDK function that creates its request. */
const creators = (files: readonly string[]): string => {
  const actions = files.flatMap((file) =>
    [...readFileSync(file, "utf8").matchAll(/^func Create(\w+)Request\(\)/gm)].map(([, name]) => name),
  );
  const lines = actions.map(
    (name) => `\t"${name}": func() requests.AcsRequest { return linkwan.Create${name}Request() },`,
  );
  const sdk = "github.com/aliyun/alibaba-cloud-sdk-go";
  return `package main

import (
\t"${sdk}/sdk/requests"
\t"${sdk}/services/linkwan"
)

var creators = map[string]func() requests.AcsRequest{
${lines.join("\n")}
}
`;
};

/** Builds the Go program. Takes less than a second if the Go build cache contains the program. */
const installGo = async (): Promise<void> => {
  const go = await findGo(console.log);
  const target = join(folder, "go");
  if (!existsSync(installed.goProgram)) console.log(`Building the Alibaba Cloud Go SDK in ${target} …`);
  mkdirSync(target, { recursive: true });
  for (const file of readdirSync(join(sources, "go")))
    copyFileSync(join(sources, "go", file), join(target, file));
  const inTarget = { cwd: target };
  await execute(go, ["mod", "download", "github.com/aliyun/alibaba-cloud-sdk-go"], inTarget);
  const format = ["-m", "-f", "{{.Dir}}", "github.com/aliyun/alibaba-cloud-sdk-go"];
  const { stdout: module } = await execute(go, ["list", ...format], inTarget);
  const sdk = join(module.trim(), "services", "linkwan");
  rmSync(installed.goSdk, { force: true });
  symlinkSync(sdk, installed.goSdk);
  writeFileSync(join(target, "requests.go"), creators(readdirSync(sdk).map((file) => join(sdk, file))));
  await execute(go, ["build", "-o", installed.goProgram, "."], inTarget);
};

/** Installs the versions of the vendor's clients that the lock files specify. */
export const install = async (): Promise<void> => {
  mkdirSync(folder, { recursive: true });
  await installPython();
  await installNode();
  await installGo();
};

if (require.main === module)
  install().catch((error: Error & { stderr?: string }) => {
    console.error(`test:sdk: ${(error.stderr || error.message).trim()}`);
    process.exitCode = 1;
  });
