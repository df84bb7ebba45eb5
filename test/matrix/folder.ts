import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Project, type PulumiFolder } from "../support/project";
import { extensionOf, isModule, programOf } from "./program";
import { OLDEST, type PackageManager, type Row, row } from "./rows";
import { managerFolders, nodeFolder } from "./tools";

/** Tarballs that a project can depend on. */
export interface Tarballs {
  readonly linkwan: string;
  readonly component: string;
}

const INSTALL: Readonly<Record<PackageManager, readonly [command: string, ...args: string[]]>> = {
  npm: ["npm", "install", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel=error"],
  pnpm: ["pnpm", "install", "--prefer-offline"],
  "yarn 1": ["yarn", "install", "--prefer-offline", "--non-interactive"],
  "yarn 4": ["yarn", "install"],
  "yarn 4 PnP": ["yarn", "install"],
};

const dependenciesOf = (
  { layout, pulumi }: Row,
  { linkwan, component }: Tarballs,
): Record<string, string> => ({
  "@pulumi/pulumi": pulumi,
  ...(layout === "component package" ? {} : { "pulumi-linkwan": `file:${linkwan}` }),
  ...(layout.startsWith("component package") ? { "meter-network": `file:${component}` } : {}),
});

const toolsOf = ({ language, typescript, node }: Row): Record<string, string> =>
  language.startsWith("TypeScript") && typescript !== "none"
    ? { typescript, "ts-node": "10.9.2", "@types/node": `${node}` }
    : {};

/** Returns the settings that `pulumi new typescript` writes, except those that affect only code style. */
const tsconfig = (row: Row) => ({
  compilerOptions: {
    strict: true,
    target: "es2020",
    ...(isModule(row.language)
      ? { module: "nodenext", moduleResolution: "nodenext" }
      : { module: "commonjs", moduleResolution: "node" }),
  },
});

/**
 * Returns the files, in addition to package.json, that a package manager requires at the root of the installation.
 */
const settingsOf = ({ packageManager, layout }: Row): Record<string, string> => {
  const members = layout.startsWith("workspace") ? "packages:\n  - stacks/*\n" : "";
  const settings: Readonly<Record<PackageManager, Record<string, string>>> = {
    npm: {},
    // A dependency of @pulumi/pulumi has a build script, and pnpm requires a decision about each build script.
    pnpm: { "pnpm-workspace.yaml": `${members}allowBuilds:\n  protobufjs: false\n` },
    "yarn 1": {},
    "yarn 4": { ".yarnrc.yml": "nodeLinker: node-modules\nenableTelemetry: false\n", "yarn.lock": "" },
    "yarn 4 PnP": { ".yarnrc.yml": "nodeLinker: pnp\nenableTelemetry: false\n", "yarn.lock": "" },
  };
  return settings[packageManager];
};

/** Returns the dependencies of the monorepo root itself. */
const atRoot = ({ layout }: Row): Record<string, string> =>
  layout === "workspace, other @pulumi/pulumi at its root" ? { "@pulumi/pulumi": OLDEST } : {};

/** Returns the files of a row's folder, keyed by path. */
const filesOf = (row: Row, tarballs: Tarballs): Record<string, string> => {
  const at = row.layout.startsWith("workspace") ? "stacks/meters/" : "";
  const program = `${row.layout === "main in a sub-folder" ? "src/" : ""}index.${extensionOf(row.language)}`;
  const json = (value: unknown): string => `${JSON.stringify(value, undefined, 2)}\n`;
  return {
    ...settingsOf(row),
    ...(row.layout.startsWith("workspace")
      ? {
          "package.json": json({
            name: "monorepo",
            private: true,
            workspaces: ["stacks/*"],
            dependencies: atRoot(row),
          }),
        }
      : {}),
    [`${at}package.json`]: json({
      name: "meters",
      // yarn 1 ignores workspace members without a version.
      version: "1.0.0",
      private: true,
      ...(isModule(row.language) ? { type: "module" } : {}),
      main: program,
      dependencies: dependenciesOf(row, tarballs),
      devDependencies: toolsOf(row),
    }),
    ...(row.language.startsWith("TypeScript") ? { [`${at}tsconfig.json`]: json(tsconfig(row)) } : {}),
    [`${at}Pulumi.yaml`]: `name: meters\nruntime: nodejs\n${row.layout === "main in a sub-folder" ? `main: ${program}\n` : ""}`,
    [`${at}${program}`]: programOf(row),
  };
};

/** Runs pulumi through yarn, because Plug'n'Play affects only processes that yarn starts. */
const throughYarn = (project: Project): PulumiFolder => ({
  folder: project.folder,
  run: (...run) => project.run(...run),
  pulumi: (args, typed) =>
    project.run("yarn", ["exec", "pulumi", "--color=never", "--non-interactive", ...args], typed),
});

/** Creates the project of a row in a folder that does not exist yet, and installs its packages. */
export const makeProject = async (row: Row, folder: string, tarballs: Tarballs): Promise<PulumiFolder> => {
  for (const [path, text] of Object.entries(filesOf(row, tarballs))) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const commands = [nodeFolder(row.node), ...managerFolders(row.packageManager)];
  const root = await Project.open(folder, ...commands);
  const [command, ...args] = INSTALL[row.packageManager];
  const { output, failed } = await root.run(command, args);
  if (failed) throw new Error(`${command} could not install the packages: ${output}`);
  if (row.layout.startsWith("workspace")) return Project.open(join(folder, "stacks", "meters"), ...commands);
  return row.packageManager === "yarn 4 PnP" ? throughYarn(root) : root;
};

/**
 * Creates a plain JavaScript project that uses the most common versions and installs only this package and the SDK.
 */
export const makePlainProject = (folder: string, linkwan: string): Promise<PulumiFolder> =>
  makeProject(row({ language: "JavaScript CommonJS", typescript: "none" }), folder, {
    linkwan,
    component: "",
  });
