import { findPulumiCli } from "./cli";
import { findProject } from "./project";
import { readStackConfiguration, type StackConfiguration } from "./stackConfiguration";

/** Returns the configuration of the selected stack; `undefined` if this folder has no project. */
export const configurationHere = async (): Promise<StackConfiguration | undefined> => {
  if (!findProject(process.cwd())) return undefined;
  const cli = await findPulumiCli();
  if (!cli)
    throw new Error(
      "this folder has a Pulumi project, but the project's stack cannot be read: pulumi is not on PATH",
    );
  const configuration = await readStackConfiguration(cli);
  if (configuration.problem === undefined) return configuration;
  throw new Error(
    `the configuration of this folder's stack cannot be read (${configuration.problem}); run pulumi-linkwan doctor for details`,
  );
};
