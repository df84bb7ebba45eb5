import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findGo } from "../../scripts/pulumiCli";
import type { PluginProject } from "../support/pluginProject";
import type { Run } from "../support/stack";
import { installSdk, pythonWithPulumi } from "./python";
import { generateSdk, say } from "./sdk";

const root = join(__dirname, "..", "..");

type Command = "preview" | "up" | "refresh" | "destroy";

/** Runs a command with the program of a project. */
export type Runner = (command: Command) => Promise<Run>;

/** Prepares the program in a project with this name. */
export type Prepare = (project: PluginProject, name: string) => Promise<Runner>;

/** The program is `__main__.py`. */
export const pythonProgram: Prepare = async (project, name) => {
  const python = await pythonWithPulumi(say);
  await generateSdk(project.folder, "python");
  await project.mustRun(python, ...installSdk);
  const program = join(__dirname, "drive.py");
  return (command) => project.run(python, program, command, name, "site-packages");
};

/** The program is the function `network` of package main. */
export const goProgram: Prepare = async (project, name) => {
  const go = await findGo(say);
  await generateSdk(project.folder, "go");
  copyFileSync(join(__dirname, "drive_test.go"), join(project.folder, "drive_test.go"));
  copyFileSync(join(root, "examples", "go", "go.mod"), join(project.folder, "go.mod"));
  await project.mustRun(go, "mod", "tidy");
  await project.mustRun(go, "vet", "-trimpath", ".");
  await project.mustRun(go, "test", "-c", "-trimpath", "-o", "drive");
  return (command) => project.run("./drive", command, name);
};

/** The program is in `Pulumi.yaml`, where the CLI finds it. */
export const yamlProgram: Prepare = async (project) => (command) =>
  project.pulumi(command, ...(command === "preview" ? [] : ["--yes", "--skip-preview"]));

/** The program is `index.ts`. */
export const typescriptProgram: Prepare = async (project, name) => {
  // Pulumi's loader finds the program through the nearest package.json.
  writeFileSync(join(project.folder, "package.json"), '{ "main": "index.ts" }');
  return yamlProgram(project, name);
};

/** The program is `index.ts` and imports `pulumi-linkwan-sdk`. */
export const typescriptProgramWithSdk: Prepare = async (project, name) => {
  await generateSdk(project.folder, "nodejs");
  const sdk = join(project.folder, "sdk", "nodejs");
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  await project.mustRun(process.execPath, compiler, "--project", sdk);
  // The build of the SDK's npm package does the same.
  copyFileSync(join(sdk, "package.json"), join(sdk, "bin", "package.json"));
  symlinkSync(sdk, join(project.folder, "node_modules", "pulumi-linkwan-sdk"));
  return typescriptProgram(project, name);
};
