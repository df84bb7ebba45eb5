import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");

/** Versions duplicated in several files, because the tool that reads one file cannot read the others. */
const versions: readonly (readonly [what: string, ...places: (readonly [file: string, form: RegExp])[]])[] = [
  [
    "Pulumi CLI to install if none is found",
    ["scripts/pulumiCli.ts", /^const VERSION = "(.+)";$/m],
    ["scripts/pulumi-cli/go.mod", /^require github\.com\/pulumi\/pulumi\/pkg\/v3 v(.+)$/m],
    ["scripts/pulumi-sdk/go.mod", /^\tgithub\.com\/pulumi\/pulumi\/pkg\/v3 v(.+)$/m],
    ["test/languages/requirements.txt", /^pulumi==(.+)$/m],
    ["examples/go/go.mod", /^\tgithub\.com\/pulumi\/pulumi\/sdk\/v3 v(.+)$/m],
    [".github/workflows/test.yml", /pulumi-version: (.+)$/m],
  ],
  [
    "oldest supported Pulumi",
    ["package.json", /"@pulumi\/pulumi": ">=(\S+) <4"/],
    ["scripts/pulumiCli.ts", /^const OLDEST = "(.+)";$/m],
  ],
  [
    "oldest supported Node",
    ["package.json", /"node": ">=(\d+)"/],
    ["package.json", /"@types\/node": "\^(\d+)\./],
    ["scripts/setup.js", /^const OLDEST_NODE = (\d+);$/m],
    [".github/workflows/test.yml", /node: \[(\d+),/],
  ],
];

describe("a version", () => {
  for (const [what, ...places] of versions) {
    it(`is the same in every file: ${what}`, () => {
      const found = places.map(([file, form]) => {
        const version = form.exec(readFileSync(join(root, file), "utf8"))?.[1];
        assert.notEqual(version, undefined, `${file} does not match ${form}`);
        return `${version}`;
      });
      assert.equal(
        new Set(found).size,
        1,
        places.map(([file], index) => `${file}: ${found[index]}`).join(", "),
      );
    });
  }
});
