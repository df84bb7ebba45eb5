import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Section {
  readonly heading: string;
  readonly version?: string;
  readonly date?: string;
  readonly text: string;
}

const root = join(__dirname, "..", "..");
const script = join(root, "scripts", "release.js");
const { notesOf, problemsOf, sectionsOf } = require(script) as {
  notesOf(version: string, changelog: string): string;
  problemsOf(release: { tag: string; manifest: object; changelog: string }): string[];
  sectionsOf(changelog: string): Section[];
};

const addresses = {
  repository: { type: "git", url: "git+https://example.com/x.git" },
  bugs: { url: "https://example.com/x/issues" },
  homepage: "https://example.com/x",
};
const good = {
  tag: "v1.2.3",
  manifest: { version: "1.2.3", ...addresses },
  changelog:
    "# Changelog\n\n## [Unreleased]\n\n## [1.2.3] - 2026-01-02\n\n### Fixed\n\n- A fault.\n\n## [1.2.2] - 2026-01-01\n\n### Added\n\n- A feature.\n",
};
const withChangelog = (from: string | RegExp, to: string) => ({
  ...good,
  changelog: good.changelog.replace(from, to),
});

describe("the release script", () => {
  it("accepts a release if tag, version and changelog agree and every address is set", () => {
    assert.deepEqual(problemsOf(good), []);
  });

  const faults: [what: string, release: typeof good | object, problem: RegExp][] = [
    [
      "a tag that differs from the version",
      { ...good, tag: "v1.2.4" },
      /^the tag is v1\.2\.4, but package\.json has version 1\.2\.3/,
    ],
    ["a tag without the v", { ...good, tag: "1.2.3" }, /^the tag is 1\.2\.3/],
    [
      "a changelog whose newest section is older",
      withChangelog(/## \[1\.2\.3\][^#]+### Fixed[^#]+/, ""),
      /the newest section is "\[1\.2\.2\] - 2026-01-01"/,
    ],
    [
      "a changelog without sections",
      { ...good, changelog: "# Changelog\n" },
      /the newest section is missing/,
    ],
    ["a section without a date", withChangelog(" - 2026-01-02", ""), /\[1\.2\.3\] has no date/],
    ["an empty section", withChangelog("### Fixed\n\n- A fault.\n", ""), /\[1\.2\.3\] is empty/],
    [
      "an entry under Unreleased",
      withChangelog("[Unreleased]\n", "[Unreleased]\n\n- More.\n"),
      /move the entries under \[Unreleased\] to \[1\.2\.3\]/,
    ],
    [
      "a missing repository",
      { ...good, manifest: { ...good.manifest, repository: undefined } },
      /^package\.json: "repository" is missing/,
    ],
    [
      "a missing address for bugs",
      { ...good, manifest: { ...good.manifest, bugs: undefined } },
      /^package\.json: "bugs" is missing/,
    ],
    [
      "a missing homepage",
      { ...good, manifest: { ...good.manifest, homepage: undefined } },
      /^package\.json: "homepage" is missing/,
    ],
  ];
  for (const [what, release, problem] of faults) {
    it(`reports ${what} as the only problem`, () => {
      const problems = problemsOf(release as typeof good);
      assert.equal(problems.length, 1, problems.join("\n"));
      assert.match(problems[0] ?? "", problem);
    });
  }

  it("rejects a prerelease version", () => {
    const release = { ...withChangelog("[1.2.3]", "[1.2.3-rc.1]"), tag: "v1.2.3-rc.1" };
    const problems = problemsOf({ ...release, manifest: { ...addresses, version: "1.2.3-rc.1" } });
    assert.deepEqual(problems, [
      "package.json: version 1.2.3-rc.1 does not have the format 1.2.3; npm would publish it as the latest version",
    ]);
  });

  it("takes the release notes from the changelog section of the version", () => {
    assert.equal(notesOf("1.2.3", good.changelog), "### Fixed\n\n- A fault.");
    assert.equal(notesOf("1.2.2", good.changelog), "### Added\n\n- A feature.");
  });

  it("exits with code 1 and prints the reason if the tag is missing or wrong", () => {
    for (const tag of [[], ["v0.0.0"]]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...tag], { encoding: "utf8" });
      assert.equal(status, 1);
      assert.equal(stdout, "");
      assert.match(
        stderr,
        tag.length === 0 ? /^usage: / : /^the tag is v0\.0\.0, but package\.json has version/,
      );
    }
  });
});

describe("CHANGELOG.md", () => {
  const sections = sectionsOf(readFileSync(join(root, "CHANGELOG.md"), "utf8"));

  it("begins with Unreleased, followed by dated versions", () => {
    assert.equal(sections[0]?.heading, "[Unreleased]");
    for (const { heading, version, date } of sections.slice(1)) {
      assert.match(version ?? "", /^\d+\.\d+\.\d+$/, heading);
      assert.notEqual(date, undefined, heading);
    }
  });

  it("uses only the six headings that its format defines", () => {
    for (const { text } of sections) {
      for (const [, kind] of text.matchAll(/^### (.*)$/gm))
        assert.match(kind ?? "", /^(Added|Changed|Deprecated|Removed|Fixed|Security)$/);
    }
  });
});
