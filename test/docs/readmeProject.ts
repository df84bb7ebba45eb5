import assert from "node:assert/strict";
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { yamlHostFolders } from "../../scripts/pulumiCli";
import { pathWithPulumi } from "../support/project";

const root = join(__dirname, "..", "..");

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, "close");
  return port;
};

interface Page {
  readonly accounts: readonly [{ readonly tables: { readonly rentedJoinPermissions: readonly unknown[] } }];
}

/** Project in an empty folder next to a packed copy of the package, as the README describes it. */
export class ReadmeProject {
  readonly home = realpathSync(mkdtempSync(join(tmpdir(), "readme-")));
  private readonly folder = join(this.home, "my-network");
  private emulator: ChildProcess | undefined;

  private constructor(
    private readonly port: number,
    private readonly path: string,
  ) {
    mkdirSync(this.folder);
    const clone = join(this.home, "pulumi-linkwan");
    mkdirSync(clone);
    // `prepack` would rebuild dist/ while other tests use it.
    execFileSync("npm", ["pack", "--ignore-scripts", "--pack-destination", clone], {
      cwd: root,
      stdio: "ignore",
    });
  }

  static async open(): Promise<ReadmeProject> {
    const say = (line: string) => process.stderr.write(`${line}\n`);
    return new ReadmeProject(await freePort(), await pathWithPulumi(...(await yamlHostFolders(say))));
  }

  /** Runs a block in a shell, unchanged except for the port. Returns its output. */
  async run(code: string, env: NodeJS.ProcessEnv = {}, stdin = ""): Promise<string> {
    const child = this.shell(code, env);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream?.on("data", (data: Buffer) => {
        output += data.toString();
      });
    child.stdin?.end(stdin);
    const [exitCode] = await once(child, "close");
    assert.equal(exitCode, 0, `${code}\n${output}`);
    return output;
  }

  write(file: string, code: string): void {
    writeFileSync(join(this.folder, file), code);
  }

  /** Starts the emulator and keeps it running until {@link remove} is called. */
  async startEmulator(code: string): Promise<void> {
    this.emulator = this.shell(code, {}, true);
    await this.leaseCount();
  }

  /** Returns the number of leases that the renter holds, from the state that the emulator serves. */
  async leaseCount(): Promise<number> {
    for (let tries = 1; ; tries++) {
      try {
        const page = await (await fetch(`${this.url}/_emulator/state`)).json();
        return (page as Page).accounts[0].tables.rentedJoinPermissions.length;
      } catch (error) {
        if (tries === 100) throw error;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }
  }

  key(): { accessKeyId: string; accessKeySecret: string } {
    return JSON.parse(readFileSync(join(this.folder, "emulator.json"), "utf8")).accounts[0];
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async remove(): Promise<void> {
    if (this.emulator?.pid !== undefined && this.emulator.exitCode === null) {
      // Like Ctrl-C, sends the signal to every process of the shell.
      process.kill(-this.emulator.pid, "SIGINT");
      await once(this.emulator, "close");
    }
    rmSync(this.home, { recursive: true, force: true });
  }

  private shell(code: string, env: NodeJS.ProcessEnv, detached = false): ChildProcess {
    return spawn("bash", ["-e", "-o", "pipefail", "-c", code.replaceAll("8010", String(this.port))], {
      cwd: this.folder,
      env: { ...this.env(), ...env },
      detached,
    });
  }

  private env(): NodeJS.ProcessEnv {
    const own = Object.entries(process.env).filter(([name]) => !/^PULUMI_/.test(name));
    return {
      ...Object.fromEntries(own),
      PATH: this.path,
      PULUMI_HOME: join(this.home, "pulumi"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
    };
  }
}
