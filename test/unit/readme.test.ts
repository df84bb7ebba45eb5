import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { credentialSources } from "../../provider/api/credentialSources";
import { errorCodes } from "../../provider/api/errorCodes";
import { readSettings } from "../../provider/api/settings";
import { definitions } from "../../provider/lifecycle/definitions";
import { properties } from "../../provider/lifecycle/leasedJoinPermission/properties";

const readme = readFileSync(join(__dirname, "..", "..", "README.md"), "utf8");

/** The rows of the README's table under a heading, cell by cell. */
const table = (heading: string): string[][] => {
  const section = readme.split(new RegExp(`^#+ ${heading}$`, "m"))[1]?.split(/^#+ /m)[0] ?? "";
  const rows = section.split("\n").filter((line) => line.startsWith("|"));
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

describe("README", () => {
  it("lists every error code with its meaning and remedy, and no other", () => {
    const expected = Object.entries(errorCodes).map(([code, { meaning, remedy }]) => [
      `\`${code}\``,
      meaning,
      remedy,
    ]);
    assert.deepEqual(table("Errors"), expected);
  });

  it("lists every input, in the order of the code", () => {
    assert.deepEqual(
      table("Inputs").map(([name]) => name),
      Object.keys(properties).map((name) => `\`${name}\``),
    );
  });

  for (const definition of definitions.slice(1)) {
    it(`lists every input of ${definition.resource}, in the order of the code`, () => {
      assert.deepEqual(
        table(definition.resource).map(([name]) => name),
        Object.keys(definition.properties).map((name) => `\`${name}\``),
      );
    });
  }

  it("lists every configuration key that the code reads", () => {
    const asked = new Set<string>();
    const config = (key: string): string | undefined => void asked.add(key);
    readSettings(config);
    for (const source of credentialSources) source(config, {});
    const listed = table("Configuration").flatMap(([keys]) =>
      [...(keys ?? "").matchAll(/`(.*?)`/g)].map((match) => match[1]),
    );
    const own = [...asked].filter((key) => key.startsWith("linkwan:"));
    assert.deepEqual(listed.sort(), [...own, "linkwan:profiles"].sort());
    for (const key of asked) assert.ok(readme.includes(`\`${key}\``), key);
  });

  it("has a target for every link within it", () => {
    const anchors = new Set(
      [...readme.matchAll(/^#+ (.*)$/gm)].map(([, title = ""]) =>
        title
          .toLowerCase()
          .replace(/[^\w\- ]/g, "")
          .replaceAll(" ", "-"),
      ),
    );
    for (const [, target = ""] of readme.matchAll(/\]\(#(.*?)\)/g)) assert.ok(anchors.has(target), target);
  });
});
