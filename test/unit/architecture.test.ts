import assert from "node:assert/strict";
import { cycles, type FileImport, importsOfFiles, sourceFiles } from "../support/importGraph";
import { importsOf } from "../support/imports";

interface Layer {
  /** A folder, or one file. */
  readonly path: string;
  /** The layers that it may import from, be it only types; those that are not named here it does not know. */
  readonly knows: readonly string[];
  /** The packages that it may import from, besides Node's own. Left out where that matters to nobody. */
  readonly packages?: readonly string[];
}

/** Ordered: a layer knows only such as stand further down. */
const layers: readonly Layer[] = [
  { path: "bench", knows: ["scripts"] },
  { path: "scripts", knows: [] },
  { path: "examples", knows: [], packages: ["@pulumi/pulumi", "pulumi-linkwan"] },
  {
    path: "cli",
    knows: ["emulator", "provider/index.ts", "provider/functions", "provider/lifecycle", "provider/api"],
    // Its own name leads to its manifest, from the build as from the source.
    packages: ["cli-progress", "js-yaml", "pulumi-linkwan", "semver"],
  },
  { path: "emulator", knows: [], packages: [] },
  {
    path: "provider/index.ts",
    knows: ["provider/resources", "provider/functions", "provider/dataDispatch.ts", "provider/api"],
    packages: [],
  },
  {
    path: "provider/resources",
    knows: ["provider/configuration.ts", "provider/dataDispatch.ts", "provider/dynamic.ts"],
    // Its own name leads to its manifest.
    packages: ["@pulumi/pulumi", "pulumi-linkwan", "semver"],
  },
  {
    path: "provider/functions",
    knows: ["provider/configuration.ts", "provider/dataDispatch.ts", "provider/lifecycle", "provider/api"],
    packages: ["@pulumi/pulumi"],
  },
  { path: "provider/configuration.ts", knows: ["provider/api"], packages: ["@pulumi/pulumi"] },
  { path: "provider/dataDispatch.ts", knows: [], packages: ["@pulumi/pulumi"] },
  // The shim loads the lifecycle by the package's name, from wherever the engine runs it.
  { path: "provider/dynamic.ts", knows: [], packages: ["@pulumi/pulumi", "pulumi-linkwan"] },
  { path: "provider/lifecycle", knows: ["provider/api"], packages: [] },
  { path: "provider/api", knows: [], packages: ["@alicloud/credentials", "@alicloud/pop-core"] },
];

/** What costs the start of the provider's process time, so that it is loaded only when it is first needed. */
const loadedLater = ["@alicloud/credentials", "@alicloud/pop-core"];

const files = sourceFiles("bench", "scripts", "examples", "cli", "emulator", "provider");
const imports = importsOfFiles(files);
const isIn = (path: string, file: string): boolean => file === path || file.startsWith(`${path}/`);
const isFile = ({ to }: FileImport): boolean => to.endsWith(".ts");
const told = (wrong: readonly FileImport[]): string[] =>
  wrong.map(({ from, specifier }) => `${from} imports ${specifier}`);

describe("architecture", () => {
  it("has a layer for every file, and one only", () => {
    for (const file of files) {
      assert.equal(layers.filter(({ path }) => isIn(path, file)).length, 1, file);
    }
  });

  it("is ordered: a layer knows only such as stand below it", () => {
    const paths = layers.map(({ path }) => path);
    for (const { path, knows } of layers) {
      for (const known of knows) assert.ok(paths.indexOf(known) > paths.indexOf(path), `${path}, ${known}`);
    }
  });

  for (const { path, knows, packages } of layers) {
    const own = imports.filter(({ from }) => isIn(path, from));

    it(`${path} knows ${knows.join(", ") || "no other layer"}`, () => {
      const wrong = own.filter(
        (each) => isFile(each) && ![path, ...knows].some((known) => isIn(known, each.to)),
      );
      assert.deepEqual(told(wrong), []);
    });

    if (packages === undefined) continue;
    it(`${path} uses ${packages.join(", ") || "no package"}`, () => {
      const wrong = own.filter(
        (each) => !isFile(each) && !each.to.startsWith("node:") && !packages.includes(each.to),
      );
      assert.deepEqual(told(wrong), []);
    });
  }

  for (const name of loadedLater) {
    it(`${name} is loaded when it is first needed`, () => {
      const provider = imports.filter(({ from, to }) => to === name && isIn("provider", from));
      assert.notEqual(provider.length, 0);
      assert.deepEqual(told(provider.filter(({ when }) => when === "first")), []);
    });
  }

  it("has no file that imports itself over others, be it only types", () => {
    assert.deepEqual(
      cycles(imports).map((way) => way.join(" → ")),
      [],
    );
  });
});

describe("the imports of a file", () => {
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
    it(`are seen in ${source}`, () => {
      assert.deepEqual(
        importsOf(source).filter(({ specifier }) => specifier === "m"),
        [{ specifier: "m", when }],
      );
    });
  }

  it("are not seen in comments and other text", () => {
    assert.deepEqual(importsOf('// import x from "m"\nconst text = "require(\'m\')"; other("m");'), []);
  });
});
