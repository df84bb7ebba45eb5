import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { RunningEmulator } from "../../emulator";
import { workFolder } from "../../scripts/engine";
import { yamlHostFolders } from "../../scripts/pulumiCli";
import { profilesText } from "./accounts";
import { callsOf } from "./calls";
import { emulated } from "./hooks";
import { initStack, type Output, Project } from "./project";
import { type Run, withEngine, works } from "./stack";

const root = join(__dirname, "..", "..");
const say = (line: string): void => void process.stderr.write(`${line}\n`);
let count = 0;

/** First lines of a YAML project that uses the provider plugin of the installed package. */
export const yamlProject = `name: plugin
runtime: yaml
plugins:
  providers:
    - { name: linkwan, path: node_modules/pulumi-linkwan/plugin }
`;

/** A project with the package in `node_modules`, for the real CLI and plugin. */
export class PluginProject {
  private constructor(
    private readonly cloud: RunningEmulator,
    private readonly project: Project,
  ) {}

  /**
   * Creates a project with the stack `dev`, the renter's key, and each account as a profile.
   *
   * @param program Text of `Pulumi.yaml`.
   * @param folders Folders to add to PATH; by default, those that contain the YAML host.
   */
  static async open(
    cloud: RunningEmulator,
    program: string,
    folders?: readonly string[],
  ): Promise<PluginProject> {
    const folder = join(workFolder, `plugin-${process.pid}-${count++}`);
    const project = await Project.withPackage(folder, ...(folders ?? (await yamlHostFolders(say))));
    const opened = new PluginProject(cloud, project);
    opened.write(program);
    await initStack(project, cloud);
    await opened.setSecret("linkwan:profiles", profilesText(cloud.accounts));
    return opened;
  }

  /** Replaces the program. */
  write(program: string): void {
    writeFileSync(join(this.project.folder, "Pulumi.yaml"), program);
  }

  get folder(): string {
    return this.project.folder;
  }

  async setSecret(key: string, value: string): Promise<void> {
    const { output, failed } = await this.project.pulumi(["config", "set", "--secret", key], value);
    assert.ok(!failed, output);
  }

  /** Sets the stack's keys to the keys of an account. */
  async useKeysOf(name: string): Promise<void> {
    const { accessKeyId, accessKeySecret } =
      this.cloud.accounts.find((each) => each.name === name) ?? assert.fail(name);
    await this.setConfig("linkwan:accessKeyId", accessKeyId);
    await this.setSecret("linkwan:accessKeySecret", accessKeySecret);
  }

  async setConfig(key: string, value: string): Promise<void> {
    const { output, failed } = await this.project.pulumi(["config", "set", key, value]);
    assert.ok(!failed, output);
  }

  /** Runs a Pulumi CLI command. */
  pulumi(...args: string[]): Promise<Run> {
    return this.counted(this.project.pulumi(args));
  }

  /** Runs a program in the folder. */
  run(command: string, ...args: string[]): Promise<Run> {
    return this.counted(this.project.run(command, args));
  }

  /** Runs a program in the folder, which must succeed. */
  mustRun(command: string, ...args: string[]): Promise<Run> {
    return works(this.run(command, ...args));
  }

  private async counted(command: Promise<Output>): Promise<Run> {
    const before = this.cloud.calls.length;
    const { output, failed } = await command;
    return { output, failed, calls: callsOf(this.cloud, before) };
  }

  /** Runs a Pulumi CLI command, and kills only the CLI. See {@link Project.killedAlone}. */
  killedAlone(args: readonly string[], moment: () => boolean): Promise<() => void> {
    return this.project.killedAlone(args, moment);
  }

  /** Runs a command of this package. */
  linkwan(...args: string[]): Promise<Output> {
    return this.project.run(process.execPath, [join(root, "dist", "cli", "main.js"), ...args]);
  }

  /** Runs a Pulumi CLI command that must succeed. */
  must(...args: string[]): Promise<Run> {
    return works(this.pulumi(...args));
  }

  /** Runs a command that changes the stack, without a preview. The command must succeed. */
  apply(...args: string[]): Promise<Run> {
    return this.must(...args, "--yes", "--skip-preview");
  }

  /** Returns the resources of this package in the state. */
  async resources(): Promise<readonly StoredResource[]> {
    const { output } = await this.must("stack", "export");
    const { deployment } = JSON.parse(output) as { deployment: { resources?: StoredResource[] } };
    return (deployment.resources ?? []).filter(({ type }) => type.startsWith("linkwan:index:"));
  }

  remove(): void {
    this.project.remove();
  }
}

/** The cloud of the current test, and a function that opens the test's project. */
export interface PluginStage {
  readonly cloud: RunningEmulator;
  /** Opens a project as {@link PluginProject.open} does. */
  open(program: string, folders?: readonly string[]): Promise<PluginProject>;
}

/** Prepares tests that need the CLI; each test gets a new cloud, and its last project is removed at the end. */
export const pluginStage = (suite: Mocha.Suite): PluginStage => {
  withEngine(suite);
  let cloud: RunningEmulator | undefined;
  let project: PluginProject | undefined;
  beforeEach(async () => {
    cloud = await emulated({ qps: 10_000 });
  });
  afterEach(() => {
    project?.remove();
    project = undefined;
  });
  const stage: PluginStage = {
    get cloud() {
      return cloud ?? assert.fail("no test is running");
    },
    open: async (program, folders) => {
      project = await PluginProject.open(stage.cloud, program, folders);
      return project;
    },
  };
  return stage;
};

interface StoredResource {
  readonly type: string;
  readonly id: string;
  readonly urn: string;
  /** Reference to the provider. Absent for a component. */
  readonly provider?: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly outputs: Readonly<Record<string, unknown>>;
}
