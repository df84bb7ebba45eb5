import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type InlineProgramArgs,
  LocalWorkspace,
  type LocalWorkspaceOptions,
  type PulumiCommand,
  type PulumiFn,
  type Stack,
} from "@pulumi/pulumi/automation";

/**
 * Git-ignored folder for stacks. The folder is inside the checkout, because the host of dynamic providers resolves
 * packages from this folder.
 */
export const workFolder = join(__dirname, "..", ".pulumi-work");

/** Options of a stack. */
export interface StackOptions {
  /** Name of the project and of its folder. */
  readonly name: string;
  readonly program: PulumiFn;
  readonly cli: PulumiCommand;
  /** Plain and secret configuration values, by full key. */
  readonly config: Readonly<Record<string, string | { readonly secret: string }>>;
}

/**
 * Creates a stack with file-based state on Pulumi's engine. The program runs in this process, because a CLI built from
 * source has no language host for Node.
 */
export const openStack = async ({ config, ...options }: StackOptions): Promise<Stack> => {
  rmSync(join(workFolder, options.name), { recursive: true, force: true });
  const stack = await LocalWorkspace.createStack(...argumentsOf(options));
  await stack.setAllConfig(
    Object.fromEntries(
      Object.entries(config).map(([key, value]) => [
        key,
        typeof value === "string" ? { value } : { value: value.secret, secret: true },
      ]),
    ),
  );
  return stack;
};

/**
 * Gives each connection its own state. Otherwise, all connections of a process to one address share their state, and
 * Pulumi never closes the connections of an inline program. If a run gets the port of an earlier run, its calls then
 * fail immediately with "No connection established". Pulumi can lose this error, so that the run ends without resources
 * and without an error.
 */
const { grpcClientOptions } = require("@pulumi/pulumi/runtime/settings");
grpcClientOptions["grpc.use_local_subchannel_pool"] = 1;

/** Location of the provider plugin. Pulumi's typings lack this setting. */
const plugins = { plugins: { providers: [{ name: "linkwan", path: join(__dirname, "..", "plugin") }] } };

/** Opens a stack that another process created. */
export const reopenStack = (options: Omit<StackOptions, "config">): Promise<Stack> =>
  LocalWorkspace.selectStack(...argumentsOf(options));

/** Returns the arguments of the functions of Pulumi's Automation API that open a stack. */
const argumentsOf = ({
  name,
  program,
  cli,
}: Omit<StackOptions, "config">): [InlineProgramArgs, LocalWorkspaceOptions] => {
  const workDir = join(workFolder, name);
  const backend = join(workDir, "state");
  mkdirSync(backend, { recursive: true });
  return [
    { stackName: "dev", projectName: name, program },
    {
      workDir,
      pulumiCommand: cli,
      projectSettings: {
        name,
        runtime: "nodejs",
        backend: { url: pathToFileURL(backend).href },
        ...plugins,
      },
      envVars: {
        PULUMI_HOME: join(workFolder, "home"),
        PULUMI_CONFIG_PASSPHRASE: "only-for-local-files",
        PULUMI_SKIP_UPDATE_CHECK: "true",
      },
    },
  ];
};
