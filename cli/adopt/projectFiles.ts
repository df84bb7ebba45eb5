import { basename } from "node:path";
import { own } from "../manifest";
import type { Files } from "./source";

/** Derives a project name from the folder name. Replaces characters that Pulumi does not allow. */
const projectName = (folder: string): string => basename(folder).replace(/[^\w.-]/g, "-") || "network";

const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;

const dependencies = { "pulumi-linkwan": `^${own.version}`, ...own.peerDependencies };

/** Returns all files of a TypeScript project except its program. */
export const typescriptProject = (folder: string): Files => ({
  "Pulumi.yaml": `name: ${JSON.stringify(projectName(folder))}\nruntime: nodejs\n`,
  "package.json": json({
    private: true,
    main: "index.ts",
    dependencies: { ...dependencies, typescript: "^5.9.0" },
  }),
  "tsconfig.json": json({
    compilerOptions: {
      strict: true,
      target: "ES2022",
      module: "node16",
      moduleResolution: "node16",
      skipLibCheck: true,
    },
  }),
  ".gitignore": "node_modules/\n",
});

/** Returns the files of a YAML project with the provider plugin, but without a program. */
export const yamlProject = (folder: string): Files => ({
  "Pulumi.yaml": `name: ${JSON.stringify(projectName(folder))}
runtime: yaml
plugins:
  providers:
    - { name: linkwan, path: node_modules/pulumi-linkwan/plugin }
`,
  "package.json": json({ private: true, dependencies }),
  ".gitignore": "node_modules/\n",
});
