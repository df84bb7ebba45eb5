import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { actions } from "../../emulator/actions";
import { readSettings } from "../../provider/client/configuration";
import { credentialSources } from "../../provider/client/credentials/credentials";
import { errorCodes } from "../../provider/client/errorCodes";
import { documents } from "./documents";
import { sectionsOf } from "./markdown";

// languages.test.ts compares the Chinese README with this English README.
const readme = sectionsOf("README.md");

/** Returns the rows of the table under a README heading, without the header row. */
const table = (title: string): string[][] =>
  readme.find((section) => section.title === title)?.rows.slice(1) ?? [];

const names = (rows: readonly string[][]): string[] =>
  rows.flatMap(([cell = ""]) => [...cell.matchAll(/`(.*?)`/g)].map(([, name = ""]) => name));

describe("README", () => {
  it("states the number of Link WAN actions in the emulator", () => {
    const [emulator] = readme.filter(({ title }) => title === "The emulator");
    const count = Object.values(actions).filter(({ version }) => version === undefined).length;
    assert.ok(
      emulator?.prose.some((text) => text.includes(`the ${count} actions`)),
      String(count),
    );
  });

  it("lists every configuration key that the code reads", () => {
    const asked = new Set<string>();
    const config = (key: string): string | undefined => void asked.add(key);
    readSettings(config);
    for (const source of credentialSources) source(config, {});
    const own = [...asked].filter((key) => key.startsWith("linkwan:"));
    assert.deepEqual(names(table("Configuration")).sort(), [...own, "linkwan:profiles"].sort());
    const codes = new Set(readme.flatMap((section) => section.codes));
    for (const key of asked) assert.ok(codes.has(key), key);
  });
});

describe("Documentation", () => {
  it("names the OIDC variables that the Alibaba Cloud credentials library reads", () => {
    const library = join(dirname(require.resolve("@alicloud/credentials")), "providers", "oidc_role_arn.js");
    const code = readFileSync(library, "utf8");
    const guide = sectionsOf("docs/credentials.md").find(({ title }) => title === "CI with OIDC");
    const variables = guide?.rows.slice(1).map(([name = ""]) => name.replaceAll("`", "")) ?? [];
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
        assert.ok(existsSync(join(__dirname, "..", "..", target)), link);
        if (anchor !== undefined)
          assert.ok(
            sectionsOf(target).some((section) => section.anchor === anchor),
            link,
          );
      }
    });
  }
});
