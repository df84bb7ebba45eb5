import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cycles, type FileImport, importsOfFiles, sourceFiles } from "../support/importGraph";
import { importsOf } from "../support/imports";

interface Layer {
  /** Path of a folder or a file. */
  readonly path: string;
  /** Other layers that this layer can import from, including type-only imports. */
  readonly knows: readonly string[];
  /** Packages that this layer can import from, in addition to Node's modules. Default: any package. */
  readonly packages?: readonly string[];
  /** Additional packages that this layer can import types from. */
  readonly typesOf?: readonly string[];
}

/** Layers from top to bottom; a layer imports only from layers below it. */
const layers: readonly Layer[] = [
  { path: "bench", knows: ["scripts"] },
  // scripts/derive generates the tables of the documentation from the declarations.
  {
    path: "scripts",
    knows: [
      "provider/index.ts",
      "provider/resources",
      "provider/invoke",
      "provider/program",
      "provider/engine",
      "provider/client",
    ],
  },
  { path: "examples", knows: [], packages: ["@pulumi/pulumi", "csv-parse", "pulumi-linkwan"] },
  {
    path: "cli",
    knows: ["emulator", "provider/resources", "provider/functions", "provider/engine", "provider/client"],
    // The package imports its own manifest by name, which works from both the build and the source.
    packages: ["cli-progress", "commander", "js-yaml", "pulumi-linkwan", "semver", "string-width"],
  },
  { path: "emulator", knows: [], packages: [] },
  // The executable of the provider plugin loads this folder.
  {
    path: "provider/plugin",
    knows: [
      "provider/functions",
      "provider/run",
      "provider/resources",
      "provider/invoke",
      "provider/engine",
      "provider/client",
    ],
    packages: ["@pulumi/pulumi"],
    typesOf: ["@grpc/grpc-js", "google-protobuf"],
  },
  {
    path: "provider/pluginResources.ts",
    knows: ["provider/index.ts", "provider/program"],
    packages: [],
  },
  {
    path: "provider/index.ts",
    knows: [
      "provider/resources",
      "provider/functions",
      "provider/invoke",
      "provider/program",
      "provider/client",
    ],
    packages: [],
  },
  {
    path: "provider/functions",
    knows: ["provider/resources", "provider/invoke", "provider/client"],
    packages: [],
  },
  // The shim in every state loads this file through the package name.
  {
    path: "provider/dynamicProvider.ts",
    knows: ["provider/run", "provider/resources", "provider/engine", "provider/client"],
    packages: [],
    typesOf: ["@pulumi/pulumi"],
  },
  { path: "provider/run", knows: ["provider/engine", "provider/client"], packages: [] },
  {
    path: "provider/resources",
    knows: ["provider/invoke", "provider/program", "provider/engine", "provider/client"],
    packages: ["@pulumi/pulumi"],
  },
  {
    path: "provider/invoke",
    knows: ["provider/program", "provider/engine", "provider/client"],
    packages: ["@pulumi/pulumi"],
  },
  {
    path: "provider/program",
    knows: ["provider/engine", "provider/client"],
    // The package imports its own manifest by name.
    packages: ["@pulumi/pulumi", "pulumi-linkwan", "semver"],
  },
  { path: "provider/engine", knows: ["provider/client"], packages: [] },
  {
    path: "provider/client",
    knows: [],
    packages: ["@alicloud/credentials", "@alicloud/pop-core", "https-proxy-agent", "json-bigint"],
  },
];

/**
 * Packages that are loaded on first use, because loading them earlier would slow down the start of the provider
 * process.
 */
const loadedLater = ["@alicloud/credentials", "@alicloud/pop-core", "https-proxy-agent", "json-bigint"];

const root = join(__dirname, "..", "..");
const files = sourceFiles("bench", "scripts", "examples", "cli", "emulator", "provider");
const imports = importsOfFiles(files);
const isIn = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`);
const isFile = ({ to }: FileImport): boolean => /\.(ts|json)$/.test(to);
const shown = (wrong: readonly FileImport[]): string[] =>
  wrong.map(({ from, specifier }) => `${from} imports ${specifier}`);

/** Returns the resource folder that a file belongs to. */
const folderOf = (file: string): string | undefined => /^provider\/resources\/(\w+)\//.exec(file)?.[1];
const folders = [...new Set(files.map(folderOf).filter((folder) => folder !== undefined))];

/**
 * Returns whether the host of dynamic resources must not load the file. The provider plugin loads the functions, too.
 */
const isForPrograms = (file: string): boolean =>
  /^provider\/resources\/(\w+\/(class|functions)|roamingNetwork)\.ts$/.test(file);
/** Returns whether other resources can import the file. */
const isForOthers = (file: string): boolean => /\/(api|locks)\.ts$/.test(file);

describe("architecture", () => {
  it("assigns every file to exactly one layer", () => {
    for (const file of files) {
      assert.equal(layers.filter(({ path }) => isIn(path, file)).length, 1, file);
    }
  });

  it("allows each layer to import only from layers below it", () => {
    const paths = layers.map(({ path }) => path);
    for (const { path, knows } of layers) {
      for (const known of knows) assert.ok(paths.indexOf(known) > paths.indexOf(path), `${path}, ${known}`);
    }
  });

  for (const { path, knows, packages, typesOf = [] } of layers) {
    const own = imports.filter(({ from }) => isIn(path, from));

    it(`allows ${path} to import only from these other layers: ${knows.join(", ") || "none"}`, () => {
      const wrong = own.filter(
        (each) => isFile(each) && ![path, ...knows].some((known) => isIn(known, each.to)),
      );
      assert.deepEqual(shown(wrong), []);
    });

    if (packages === undefined) continue;
    const types = typesOf.length > 0 ? `, and types from ${typesOf.join(", ")}` : "";
    it(`allows ${path} to import only from these packages: ${["Node's modules", ...packages].join(", ")}${types}`, () => {
      const wrong = own
        .filter((each) => !isFile(each) && !each.to.startsWith("node:"))
        .filter(({ to, when }) => !packages.includes(to) && !(when === "type" && typesOf.includes(to)));
      assert.deepEqual(shown(wrong), []);
    });
  }

  for (const folder of folders) {
    it(`allows the provider code of ${folder} to import only API calls and locks from other resources`, () => {
      const own = imports.filter((each) => folderOf(each.from) === folder && !isForPrograms(each.from));
      assert.notEqual(own.length, 0);
      const wrong = own.filter((each) => {
        const { to, when } = each;
        if (!isFile(each)) return when !== "type" && !to.startsWith("node:");
        if (isForPrograms(to)) return true;
        if (folderOf(to) !== undefined) return folderOf(to) !== folder && !isForOthers(to);
        const known = ["provider/resources", "provider/engine", "provider/client"];
        return !known.some((path) => isIn(path, to));
      });
      assert.deepEqual(shown(wrong), []);
    });
  }

  it("names resource folders only in provider/resources and provider/index.ts", () => {
    assert.equal(folders.length, 7);
    const name = new RegExp(`resources/(${folders.join("|")})\\b`);
    const wrong = files
      .filter((file) => !isIn("provider/resources", file) && file !== "provider/index.ts")
      .filter((file) => name.test(readFileSync(join(root, file), "utf8")));
    assert.deepEqual(wrong, []);
  });

  it("loads no code for programs into the provider process", () => {
    const loaded = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const { from, to, when } of imports) if (from === file && when !== "type") load(to);
    };
    load("provider/dynamicProvider.ts");
    for (const folder of folders)
      assert.ok(loaded.has(`provider/resources/${folder}/declaration.ts`), folder);
    const programs = ["provider/index.ts", "provider/invoke", "provider/program", "@pulumi/pulumi"];
    assert.deepEqual(
      [...loaded].filter((file) => isForPrograms(file) || programs.some((path) => isIn(path, file))),
      [],
    );
  });

  it("starts the provider plugin with Pulumi's protocol classes, but without the SDK", () => {
    const loaded = new Set<string>();
    const specifiers = new Set<string>();
    const load = (file: string): void => {
      if (loaded.has(file)) return;
      loaded.add(file);
      for (const { from, to, specifier, when } of imports) {
        if (from !== file || when !== "first") continue;
        specifiers.add(specifier);
        load(to);
      }
    };
    load("provider/plugin/main.ts");
    assert.ok(loaded.has("provider/resources/node/functions.ts"));
    const ofPulumi = [...specifiers].filter((each) => each.startsWith("@pulumi/"));
    assert.deepEqual(
      ofPulumi.filter((each) => !/^@pulumi\/pulumi\/(proto\/\w+|package\.json)$/.test(each)),
      [],
    );
  });

  for (const name of loadedLater) {
    it(`loads ${name} only on first use`, () => {
      const provider = imports.filter(({ from, to }) => to === name && isIn("provider", from));
      assert.notEqual(provider.length, 0);
      assert.deepEqual(shown(provider.filter(({ when }) => when === "first")), []);
    });
  }

  it("has no import cycles, even through type-only imports", () => {
    assert.deepEqual(
      cycles(imports).map((path) => path.join(" → ")),
      [],
    );
  });
});

describe("importsOf", () => {
  const forms: [source: string, when: string][] = [
    ['import x from "m"', "first"],
    ['import * as x from "m"', "first"],
    ['import "m"', "first"],
    ['import { type A, b } from "m"', "first"],
    ['import x, { type A } from "m"', "first"],
    ['export * from "m"', "first"],
    ['export { type A, b } from "m"', "first"],
    ['import x = require("m")', "first"],
    ['const x = require("m")', "first"],
    ["const x = require(`m`)", "first"],
    ['const path = require.resolve("m")', "first"],
    ['const x = createRequire(__filename)("m")', "first"],
    ['import type x from "m"', "type"],
    ['import { type A, type B } from "m"', "type"],
    ['export type { A } from "m"', "type"],
    ['export { type A } from "m"', "type"],
    ['type A = import("m").A', "type"],
    ['type A = typeof import("m")', "type"],
    ['const f = () => require("m")', "later"],
    ['const f = async () => import("m")', "later"],
    ['class C { f() { return require("node:module").createRequire("/")("m"); } }', "later"],
  ];
  for (const [source, when] of forms) {
    it(`finds ${source}`, () => {
      assert.deepEqual(
        importsOf(source).filter(({ specifier }) => specifier === "m"),
        [{ specifier: "m", when }],
      );
    });
  }

  it("ignores comments, strings and calls to other functions", () => {
    assert.deepEqual(importsOf('// import x from "m"\nconst text = "require(\'m\')"; other("m");'), []);
  });
});
