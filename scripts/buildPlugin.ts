// Builds the provider plugin as one file, and builds the archives of a release. `pulumi plugin install --file` accepts
// each archive.
import { createHash } from "node:crypto";
import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Plugin } from "esbuild";
import { create } from "tar";

const root = join(__dirname, "..");
const EXECUTABLE = "pulumi-resource-linkwan";
const COMMAND = `${EXECUTABLE}.cmd`;
const LICENSE = "LICENSE";
const NOTICES = "THIRD-PARTY-LICENSES";
const CHECKSUMS = "SHA256SUMS";
/** Fixed modification time of the archived files, so that the same source produces the same checksums. */
const MTIME = new Date("2020-01-01T00:00:00Z");

/** Pulumi's names for operating systems and architectures, as in the names of the archives that Pulumi downloads. */
const SYSTEMS = ["linux", "darwin", "windows"];
const ARCHITECTURES = ["amd64", "arm64"];

/** Returns the files of the plugin for an operating system. Windows starts only files with an extension. */
const filesFor = (system: string): readonly string[] => [
  EXECUTABLE,
  ...(system === "windows" ? [COMMAND] : []),
  LICENSE,
  NOTICES,
];

/** Excludes code that only programs need, and replaces code that works only in `node_modules`. */
const standalone: Plugin = {
  name: "standalone",
  setup: ({ onLoad, onResolve }) => {
    // Exclude this module, because the plugin does not use it, and its import of Pulumi's SDK would add the TypeScript
    // compiler to the file.
    onResolve({ filter: /\/runInProgram$/ }, ({ path }) => ({ path, external: true }));
    // The file contains only one version of each package, so these imports resolve to the versions that Pulumi's
    // protocol classes use.
    onLoad({ filter: /[\\/]plugin[\\/]protocol\.ts$/ }, () => ({
      contents: `exports.grpc = require("@grpc/grpc-js");
        exports.Struct = require("google-protobuf/google/protobuf/struct_pb").Struct;
        exports.Empty = require("google-protobuf/google/protobuf/empty_pb").Empty;
        exports.Any = require("google-protobuf/google/protobuf/any_pb").Any;`,
      resolveDir: dirname(require.resolve("@pulumi/pulumi/package.json")),
    }));
  },
};

/** Builds the executable as a single file that requires only Node. Returns the paths of the bundled files. */
const bundle = async (outfile: string): Promise<readonly string[]> => {
  const { metafile } = await build({
    entryPoints: [join(root, "provider", "plugin", "main.ts")],
    outfile,
    bundle: true,
    platform: "node",
    target: "node20",
    legalComments: "none",
    banner: { js: "#!/usr/bin/env node" },
    plugins: [standalone],
    metafile: true,
    absWorkingDir: root,
    logLevel: "warning",
  });
  chmodSync(outfile, 0o755);
  return Object.keys(metafile.inputs);
};

/** Returns the folders of the packages that the files come from. */
const packagesOf = (files: readonly string[]): readonly string[] => {
  const folders = files.flatMap((file) => /^.*node_modules\/(@[^/]+\/)?[^/]+/.exec(file)?.[0] ?? []);
  return [...new Set(folders)].sort();
};

/** Returns the licenses of packages. Every copy of a package must include its license. */
const licensesOf = (folders: readonly string[]): string =>
  folders
    .map((folder) => {
      const { name, version, license } = JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
      const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
      const text = file === undefined ? "" : `\n${readFileSync(join(root, folder, file), "utf8").trim()}\n`;
      return `${name} ${version} (${license})\n${text}`;
    })
    .join(`\n${"-".repeat(80)}\n\n`);

const main = async (): Promise<void> => {
  const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const folder = join(root, "build", "plugin");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const inputs = await bundle(join(folder, EXECUTABLE));
  writeFileSync(join(folder, NOTICES), licensesOf(packagesOf(inputs)));
  copyFileSync(join(root, "plugin", COMMAND), join(folder, COMMAND));
  copyFileSync(join(root, LICENSE), join(folder, LICENSE));
  const sums: string[] = [];
  for (const system of SYSTEMS) {
    for (const architecture of ARCHITECTURES) {
      const name = `${EXECUTABLE}-v${version}-${system}-${architecture}.tar.gz`;
      const file = join(folder, name);
      await create({ file, cwd: folder, gzip: true, portable: true, mtime: MTIME }, [...filesFor(system)]);
      sums.push(`${createHash("sha256").update(readFileSync(file)).digest("hex")}  ${name}\n`);
    }
  }
  writeFileSync(join(folder, CHECKSUMS), sums.join(""));
  process.stdout.write(`Built in ${relative(process.cwd(), folder)}:\n${sums.join("")}`);
};

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
