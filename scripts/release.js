"use strict";
// Checks that a tag can be released. If the tag cannot be released, prints the problems and exits with code 1;
// otherwise, prints the release notes. This file is plain JavaScript, so that the job with write access to the
// repository installs nothing.
const { readFileSync } = require("node:fs");
const { join } = require("node:path");

const ADDRESSES = ["repository", "bugs", "homepage"];

/** Returns the sections of the changelog in file order, newest first. */
const sectionsOf = (changelog) =>
  changelog
    .split(/^## /m)
    .slice(1)
    .map((section) => {
      const [heading, ...lines] = section.split("\n");
      const [, version, date] = /^\[(.+?)\](?: - (\d{4}-\d\d-\d\d))?$/.exec(heading.trim()) ?? [];
      return { heading: heading.trim(), version, date, text: lines.join("\n").trim() };
    });

/** Returns the release notes of a version: the version's section of the changelog. */
const notesOf = (version, changelog) =>
  sectionsOf(changelog).find((section) => section.version === version)?.text ?? "";

const problemsOfChangelog = (version, changelog) => {
  const sections = sectionsOf(changelog);
  const unreleased = sections.find((section) => section.version === "Unreleased");
  const [newest] = sections.filter((section) => section !== unreleased);
  const problems = [];
  if (unreleased?.text) problems.push(`CHANGELOG.md: move the entries under [Unreleased] to [${version}]`);
  if (newest?.version !== version) {
    const is = newest ? `"${newest.heading}"` : "missing";
    return [...problems, `CHANGELOG.md: the newest section is ${is}; it must be "[${version}] - YYYY-MM-DD"`];
  }
  if (newest.date === undefined)
    problems.push(`CHANGELOG.md: [${version}] has no date, as in "[${version}] - YYYY-MM-DD"`);
  if (newest.text === "") problems.push(`CHANGELOG.md: [${version}] is empty`);
  return problems;
};

/** Returns the problems that prevent the release of a tag, one line each. */
const problemsOf = ({ tag, manifest, changelog }) => {
  const { version } = manifest;
  const problems = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    problems.push(
      `package.json: version ${version} does not have the format 1.2.3; npm would publish it as the latest version`,
    );
  if (tag !== `v${version}`)
    problems.push(`the tag is ${tag}, but package.json has version ${version}; they must match`);
  problems.push(...problemsOfChangelog(version, changelog));
  for (const name of ADDRESSES.filter((each) => !manifest[each]))
    problems.push(
      `package.json: "${name}" is missing; npm verifies the origin of a package by the package's public address`,
    );
  return problems;
};

const main = (tag) => {
  if (tag === undefined) {
    process.stderr.write("usage: node scripts/release.js TAG, for example v1.2.3\n");
    process.exit(1);
  }
  const read = (name) => readFileSync(join(__dirname, "..", name), "utf8");
  const manifest = JSON.parse(read("package.json"));
  const changelog = read("CHANGELOG.md");
  const problems = problemsOf({ tag, manifest, changelog });
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  if (problems.length > 0) process.exit(1);
  process.stdout.write(`${notesOf(manifest.version, changelog)}\n`);
};

if (require.main === module) main(process.argv[2]);

module.exports = { notesOf, problemsOf, sectionsOf };
