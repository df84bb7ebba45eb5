import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };

const guides = [
  "CONTRIBUTING.md",
  "docs/releasing.md",
  "docs/versioning.md",
  ".github/pull_request_template.md",
];
const workflows = readdirSync(join(root, ".github", "workflows")).map((name) => `.github/workflows/${name}`);

/** Matches paths that exist in the build or the package, but not in the repository. */
const NOT_HERE = /^(dist|pulumi-linkwan)\//;

describe("maintainer documentation", () => {
  for (const guide of guides) {
    it(`names only existing files in ${guide}`, () => {
      const named = [...read(guide).matchAll(/`([\w.-]+\/[\w./-]*)`|npx mocha (\S+)|\]\((?!http|#)(.*?)\)/g)];
      for (const [, path = "", mocha = "", link = ""] of named) {
        if (NOT_HERE.test(path)) continue;
        const target = link ? join(guide, "..", link) : path || mocha;
        assert.ok(existsSync(join(root, target)), `${guide} names a missing file: ${target}`);
      }
    });
  }

  for (const document of [...guides, ...workflows]) {
    it(`names only existing npm scripts in ${document}`, () => {
      for (const [, name = ""] of read(document).matchAll(/npm run (?:-s )?([\w:]+)/g))
        assert.ok(Object.hasOwn(scripts, name), `${document} names a missing script: npm run ${name}`);
    });
  }

  it("lists every check: script in CONTRIBUTING.md and in npm run check", () => {
    const steps = Object.keys(scripts).filter((name) => name.startsWith("check:"));
    for (const step of steps) {
      assert.ok(read("CONTRIBUTING.md").includes(`\`${step}\``), `${step} is not in CONTRIBUTING.md`);
      assert.ok(scripts.check?.includes(`npm run ${step}`), `${step} is not in npm run check`);
    }
  });
});
