import { copyFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findGo } from "../../scripts/pulumiCli";
import type { PluginProject } from "../support/pluginProject";
import type { Run } from "../support/stack";
import { installSdk, pythonWithPulumi } from "./python";
import { generateSdk, say } from "./sdk";

const root = join(__dirname, "..", "..");

type Command = "preview" | "up" | "refresh" | "destroy";

/** Runs a Pulumi command with a project's program. */
export type Runner = (command: Command) => Promise<Run>;

/** Prepares the program of a project with the given name. Returns a function that runs commands with the program. */
export type Prepare = (project: PluginProject, name: string) => Promise<Runner>;

/** Prepares the Python program `__main__.py`. */
export const pythonProgram: Prepare = async (project, name) => {
  const python = await pythonWithPulumi(say);
  await generateSdk(project.folder, "python");
  await project.mustRun(python, ...installSdk);
  const program = join(__dirname, "drive.py");
  return (command) => project.run(python, program, command, name, "site-packages");
};

/** Prepares a Go program, which is the function `network` in package main. */
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

/** Prepares the YAML program in `Pulumi.yaml`. */
export const yamlProgram: Prepare = async (project) => (command) =>
  project.pulumi(command, ...(command === "preview" ? [] : ["--yes", "--skip-preview"]));

/** Prepares the TypeScript program `index.ts`. */
export const typescriptProgram: Prepare = async (project, name) => {
  // Pulumi's loader finds the program through the nearest package.json.
  writeFileSync(join(project.folder, "package.json"), '{ "main": "index.ts" }');
  return yamlProgram(project, name);
};

/** Prepares the TypeScript program `index.ts`, which imports `pulumi-linkwan-sdk`. */
export const typescriptProgramWithSdk: Prepare = async (project, name) => {
  await generateSdk(project.folder, "nodejs");
  const sdk = join(project.folder, "sdk", "nodejs");
  const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
  await project.mustRun(process.execPath, compiler, "--project", sdk);
  // The SDK's npm build script also copies this file.
  copyFileSync(join(sdk, "package.json"), join(sdk, "bin", "package.json"));
  symlinkSync(sdk, join(project.folder, "node_modules", "pulumi-linkwan-sdk"));
  return typescriptProgram(project, name);
};
