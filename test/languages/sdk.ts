import assert from "node:assert/strict";
import { generatorFolders, type SdkLanguage } from "../../scripts/sdkGenerators";
import { Project } from "../support/project";

/** The plugin's executable in the installed package. */
export const plugin = "./node_modules/pulumi-linkwan/plugin/pulumi-resource-linkwan";

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Generates an SDK into `sdk/LANGUAGE` of a project's folder, as users do. */
export const generateSdk = async (folder: string, language: SdkLanguage): Promise<void> => {
  // The program must run without the generators' folder on PATH, because their hosts cannot run programs.
  const project = await Project.open(folder, ...(await generatorFolders(say)));
  const { output, failed } = await project.pulumi(["package", "gen-sdk", plugin, "--language", language]);
  assert.ok(!failed, output);
};
