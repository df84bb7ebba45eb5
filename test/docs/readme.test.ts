import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { actions } from "../../emulator/actions";
import { readSettings } from "../../provider/client/configuration";
import { credentialSources } from "../../provider/client/credentials/credentials";
import { errorCodes } from "../../provider/client/errorCodes";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { documents } from "./documents";
import { type Section, sectionsOf } from "./markdown";
import "../../provider";

const root = join(__dirname, "..", "..");

/** Returns the section of a document with this title. */
const sectionIn = (path: string, title: string): Section =>
  sectionsOf(path).find((section) => section.title === title) ?? assert.fail(`${path}: ${title}`);

/** Returns the rows of the tables in a section, without the header row. */
const table = (path: string, title: string): string[][] => sectionIn(path, title).rows.slice(1);

const names = (cells: readonly (string | undefined)[]): string[] =>
  cells.flatMap((cell = "") => [...cell.matchAll(/`(.*?)`/g)].map(([, name = ""]) => name)).sort();

// languages.test.ts compares the Chinese documents with the English documents.
describe("README", () => {
  for (const path of ["README.md", "README.zh-CN.md"]) {
    it(`has at most 200 lines in ${path}`, () => {
      const lines = readFileSync(join(root, path), "utf8").trimEnd().split("\n");
      assert.ok(lines.length <= 200, String(lines.length));
    });
  }

  it("lists every resource", () => {
    const listed = names(table("README.md", "Resources").map(([name]) => name));
    assert.deepEqual(listed, [...resources.map(({ name }) => name), "RoamingNetwork"].sort());
  });

  it("lists every function", () => {
    const listed = names(table("README.md", "Functions").map(([, functions]) => functions));
    assert.deepEqual(listed, [...accountFunctions.keys()].sort());
  });

  it("shows the Python program of the plugin guide", () => {
    const [shown, guide] = [
      sectionIn("README.md", "Create a first stack"),
      sectionIn("docs/plugin.md", "Use the plugin in a Python program"),
    ].map(({ blocks }) => blocks.filter(({ language }) => language === "python"));
    assert.equal(shown?.length, 1);
    assert.deepEqual(shown, guide);
  });
});

describe("Documentation", () => {
  it("states the number of Link WAN actions in the emulator", () => {
    const { prose } = sectionIn("docs/emulator.md", "What it emulates");
    const count = Object.values(actions).filter(({ version }) => version === undefined).length;
    assert.ok(
      prose.some((text) => text.includes(`the ${count} actions`)),
      String(count),
    );
  });

  it("lists every configuration key that the code reads", () => {
    const asked = new Set<string>();
    const config = (key: string): string | undefined => void asked.add(key);
    readSettings(config);
    for (const source of credentialSources) source(config, {});
    const own = [...asked].filter((key) => key.startsWith("linkwan:"));
    const listed = names(table("docs/configuration.md", "Configuration").map(([key]) => key));
    assert.deepEqual(listed, [...own, "linkwan:profiles"].sort());
    const codes = new Set(sectionsOf("docs/configuration.md").flatMap((section) => section.codes));
    for (const key of asked) assert.ok(codes.has(key), key);
  });

  it("names the OIDC variables that the Alibaba Cloud credentials library reads", () => {
    const library = join(dirname(require.resolve("@alicloud/credentials")), "providers", "oidc_role_arn.js");
    const code = readFileSync(library, "utf8");
    const variables = names(table("docs/credentials.md", "CI with OIDC").map(([name]) => name));
    assert.equal(variables.length, 3);
    for (const variable of variables) assert.ok(code.includes(`process.env.${variable}`), variable);
  });

  it("explains every error code in the troubleshooting guide", () => {
    const codes = new Set(sectionsOf("docs/troubleshooting.md").flatMap((section) => section.codes));
    assert.deepEqual(
      Object.keys(errorCodes).filter((code) => !codes.has(code)),
      [],
    );
  });

  for (const path of documents) {
    it(`has only valid links in ${path}`, () => {
      const folder = path.includes("/") ? path.slice(0, path.lastIndexOf("/")) : "";
      for (const link of sectionsOf(path).flatMap(({ links }) => links)) {
        if (/^https?:/.test(link)) continue;
        const [file = "", anchor] = link.split("#");
        const target = file === "" ? path : join(folder, file);
        assert.ok(existsSync(join(root, target)), link);
        if (anchor !== undefined)
          assert.ok(
            sectionsOf(target).some((section) => section.anchor === anchor),
            link,
          );
      }
    });
  }
});
