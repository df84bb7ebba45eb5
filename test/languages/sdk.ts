import assert from "node:assert/strict";
import { generatorFolders, type SdkLanguage } from "../../scripts/sdkGenerators";
import { Project } from "../support/project";

/** Path of the plugin's executable in the installed package. */
export const plugin = "./node_modules/pulumi-linkwan/plugin/pulumi-resource-linkwan";

export const say = (line: string): void => void process.stderr.write(`${line}\n`);

/** Generates an SDK in the folder `sdk/LANGUAGE` of a project, with the command that users run. */
export const generateSdk = async (folder: string, language: SdkLanguage): Promise<void> => {
  // Programs must run without the generators' folders on PATH, because the language hosts in them cannot run programs.
  const project = await Project.open(folder, ...(await generatorFolders(say)));
  const { output, failed } = await project.pulumi(["package", "gen-sdk", plugin, "--language", language]);
  assert.ok(!failed, output);
};
