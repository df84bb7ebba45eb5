import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { cycles, type FileImport, importsOfFiles, sourceFiles } from "../support/importGraph";
import { importsOf } from "../support/imports";

interface Layer {
  /** A folder, or one file. */
  readonly path: string;
  /** The layers that it can import from, also if only types. */
  readonly knows: readonly string[];
  /** The packages that it can import from, besides Node's. Default: any. */
  readonly packages?: readonly string[];
  /** Further packages that it can import types from. */
  readonly typesOf?: readonly string[];
}

/** From top to bottom: a layer knows only layers below it. */
const layers: readonly Layer[] = [
  { path: "bench", knows: ["scripts"] },
  // scripts/derive writes the tables of the docs from the declarations.
  {
    path: "scripts",
    knows: [
      "provider/index.ts",
      "provider/resources",
      "provider/program",
      "provider/engine",
      "provider/client",
    ],
  },
  { path: "examples", knows: [], packages: ["@pulumi/pulumi", "pulumi-linkwan"] },
  {
    path: "cli",
    knows: ["emulator", "provider/resources", "provider/functions", "provider/engine", "provider/client"],
    // Its own name leads to its manifest, from the build as from the source.
    packages: ["cli-progress", "js-yaml", "pulumi-linkwan", "semver"],
  },
  { path: "emulator", knows: [], packages: [] },
  {
    path: "provider/index.ts",
    knows: ["provider/resources", "provider/functions", "provider/program", "provider/client"],
    packages: [],
  },
  {
    path: "provider/functions",
    knows: ["provider/resources", "provider/program", "provider/client"],
    packages: [],
  },
  // The shim in every state loads it, by the name of the package.
  {
    path: "provider/dynamicProvider.ts",
    knows: ["provider/resources", "provider/engine", "provider/client"],
    packages: [],
    typesOf: ["@pulumi/pulumi"],
  },
  {
    path: "provider/resources",
    knows: ["provider/program", "provider/engine", "provider/client"],
    packages: ["@pulumi/pulumi"],
  },
  {
    path: "provider/program",
    knows: ["provider/engine", "provider/client"],
    // Its own name leads to its manifest.
    packages: ["@pulumi/pulumi", "pulumi-linkwan", "semver"],
  },
  { path: "provider/engine", knows: ["provider/client"], packages: [] },
  { path: "provider/client", knows: [], packages: ["@alicloud/credentials", "@alicloud/pop-core"] },
];

/** Packages that slow down the start of the provider process, so that they are loaded when first needed. */
const loadedLater = ["@alicloud/credentials", "@alicloud/pop-core"];

const root = join(__dirname, "..", "..");
const files = sourceFiles("bench", "scripts", "examples", "cli", "emulator", "provider");
const imports = importsOfFiles(files);
const isIn = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`);
const isFile = ({ to }: FileImport): boolean => to.endsWith(".ts");
const shown = (wrong: readonly FileImport[]): string[] =>
  wrong.map(({ from, specifier }) => `${from} imports ${specifier}`);

/** Folder of a resource that a file belongs to. */
const folderOf = (file: string): string | undefined => /^provider\/resources\/(\w+)\//.exec(file)?.[1];
const folders = [...new Set(files.map(folderOf).filter((folder) => folder !== undefined))];

/** Files of a resource that only programs load; the provider process loads the others. */
const isForPrograms = (file: string): boolean =>
  /^provider\/resources\/(\w+\/(class|functions)|roamingNetwork)\.ts$/.test(file);
/** Files of a resource that other resources can use. */
const isForOthers = (file: string): boolean => /\/(api|locks)\.ts$/.test(file);

describe("architecture", () => {
  it("has exactly one layer for every file", () => {
    for (const file of files) {
      assert.equal(layers.filter(({ path }) => isIn(path, file)).length, 1, file);
    }
  });

  it("is ordered: a layer knows only layers below it", () => {
    const paths = layers.map(({ path }) => path);
    for (const { path, knows } of layers) {
      for (const known of knows) assert.ok(paths.indexOf(known) > paths.indexOf(path), `${path}, ${known}`);
    }
  });

  for (const { path, knows, packages, typesOf = [] } of layers) {
    const own = imports.filter(({ from }) => isIn(path, from));

    it(`allows ${path} to import from ${knows.join(", ") || "no other layer"}`, () => {
      const wrong = own.filter(
        (each) => isFile(each) && ![path, ...knows].some((known) => isIn(known, each.to)),
      );
      assert.deepEqual(shown(wrong), []);
    });

    if (packages === undefined) continue;
    const types = typesOf.length > 0 ? `, and types of ${typesOf.join(", ")}` : "";
    it(`allows ${path} to use ${packages.join(", ") || "no package"}${types}`, () => {
      const wrong = own
        .filter((each) => !isFile(each) && !each.to.startsWith("node:"))
        .filter(({ to, when }) => !packages.includes(to) && !(when === "type" && typesOf.includes(to)));
      assert.deepEqual(shown(wrong), []);
    });
  }

  for (const folder of folders) {
    it(`allows ${folder} to import from the calls of other resources, the engine and the client`, () => {
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

  it("has no file that names the folder of a resource outside of provider/resources and provider/index.ts", () => {
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
    const programs = ["provider/index.ts", "provider/program", "@pulumi/pulumi"];
    assert.deepEqual(
      [...loaded].filter((file) => isForPrograms(file) || programs.some((path) => isIn(path, file))),
      [],
    );
  });

  for (const name of loadedLater) {
    it(`loads ${name} when it is first needed`, () => {
      const provider = imports.filter(({ from, to }) => to === name && isIn("provider", from));
      assert.notEqual(provider.length, 0);
      assert.deepEqual(shown(provider.filter(({ when }) => when === "first")), []);
    });
  }

  it("has no cycle of files, also if they import only types", () => {
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

  it("ignores comments and other text", () => {
    assert.deepEqual(importsOf('// import x from "m"\nconst text = "require(\'m\')"; other("m");'), []);
  });
});
