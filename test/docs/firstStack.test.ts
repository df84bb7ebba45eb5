import assert from "node:assert/strict";
import { pathToFileURL } from "node:url";
import { withEngine } from "../support/stack";
import { type Section, sectionsOf } from "./markdown";
import { Reader } from "./reader";

/** What a section tells to do, which has to be blocks of these languages. */
const blocksOf = (section: Section | undefined, ...languages: string[]): string[] => {
  assert.deepEqual(
    section?.blocks.map(({ language }) => language),
    languages,
  );
  return section?.blocks.map(({ code }) => code) ?? [];
};

describe("The first stack, from an empty folder, by the words of the README", function () {
  withEngine(this);
  let reader: Reader | undefined;
  afterEach(() => reader?.leave());

  // The Chinese one has the same blocks: languages.test.ts compares them.
  it("goes up and down, on the emulator and with a key of one's own", async () => {
    const began = Date.now();
    reader = await Reader.open();
    const [, first, real] = sectionsOf("README.md");
    const [pack, install = "", project = "", program = "", emulator = "", up = "", destroy = ""] = blocksOf(
      first,
      ...["sh", "sh", "yaml", "ts", "sh", "sh", "sh"],
    );
    assert.equal(pack, "npm ci\nnpm pack\n");
    await reader.type(install);
    reader.write("Pulumi.yaml", project);
    reader.write("index.ts", program);
    await reader.start(emulator);
    const told = await reader.type(up);
    assert.match(told, /joinEui *: "[0-9a-f]{16}"/);
    assert.doesNotMatch(told, /entry point/);
    assert.equal(await reader.leases(), 1);
    // The same terminal still knows what was exported.
    const exported = up.match(/^export .*$/gm) ?? [];
    await reader.type([...exported, destroy].join("\n"));
    assert.equal(await reader.leases(), 0);
    const seconds = (Date.now() - began) / 1000;
    process.stdout.write(`      from the empty folder to the end in ${seconds.toFixed(0)} s\n`);
    assert.ok(seconds < 300);

    // The emulator stands in for the platform; what the reader would type in is given otherwise. The state goes to
    // another folder than the home of whoever runs the test.
    const typing = {
      PULUMI_CONFIG_PASSPHRASE: "remembered",
      PULUMI_SKIP_CONFIRMATIONS: "true",
    };
    const [login = "", configure = "", run = ""] = blocksOf(real, "sh", "sh", "sh");
    const { accessKeyId, accessKeySecret } = reader.key();
    await reader.type(login.replace("--local", pathToFileURL(reader.home).href), typing);
    await reader.type(configure.replace("YOUR_ACCESS_KEY_ID", accessKeyId), typing, accessKeySecret);
    await reader.type(`pulumi config set linkwan:endpoint ${reader.url}`, typing);
    const [upAgain = "", destroyAgain = ""] = run.split("\n");
    await reader.type(upAgain, typing);
    assert.equal(await reader.leases(), 1);
    await reader.type(destroyAgain, typing);
    assert.equal(await reader.leases(), 0);

    // What the README says of newer syntax.
    reader.write("index.ts", `${program}import { type NodeArgs } from "pulumi-linkwan";\n`);
    assert.match(await reader.type("pulumi preview || true", typing), /error TS1005: ',' expected\./);
    const [newer = ""] = first?.codes.filter((code) => code.includes("typescript@")) ?? [];
    await reader.type(newer, typing);
    await reader.type("pulumi preview", typing);
  });
});
