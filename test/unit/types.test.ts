import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "..", "..");
const leased = "provider/resources/leasedJoinPermission";

interface Mutation {
  readonly title: string;
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** File in which the compiler must report an error. */
  readonly reportedIn: string;
}

const program = join(root, "provider", "aProgram.ts");
const PROGRAM = `import { LeasedJoinPermission, OwnedJoinPermission } from "./index";
const lease = new LeasedJoinPermission("meters", { type: "ROAMING", classMode: "A", rxDelay: 3 });
export const outputs = [lease.joinEui, lease.rxDelay];
export const owned = new OwnedJoinPermission("pumps", { classMode: "C", profile: "owner" });
`;

const mutations: readonly Mutation[] = [
  {
    title: "a misspelled property",
    file: `${leased}/properties.ts`,
    from: "  rxDelay: integer",
    to: "  rxDelai: integer",
    reportedIn: `${leased}/declaration.ts`,
  },
  {
    title: "a property that a read does not return",
    file: `${leased}/properties.ts`,
    from: "  joinEui: string.computed(),",
    to: "  joinEui: string.computed(),\n  battery: integer(0, 100).optional(),",
    reportedIn: `${leased}/declaration.ts`,
  },
  {
    title: "a removed property that a program reads",
    file: `${leased}/properties.ts`,
    from: "  joinEui: string.computed(),",
    to: "",
    reportedIn: "provider/aProgram.ts",
  },
  {
    title: "a property whose type differs from that of the API field",
    file: `${leased}/properties.ts`,
    from: "  dataRate: integer(0, 5)",
    to: "  dataRate: string",
    reportedIn: `${leased}/declaration.ts`,
  },
  {
    title: "a misspelled response field",
    file: "provider/resources/joinPermission.ts",
    from: "  JoinEui: id,",
    to: "  JoinEuy: string,",
    reportedIn: `${leased}/declaration.ts`,
  },
  {
    title: "a parameter that no input provides",
    file: `${leased}/api.ts`,
    from: "    FreqBandPlanGroupId: parameter.string,",
    to: "    FreqBandPlanGroupId: parameter.string,\n    Frequency: parameter.number,",
    reportedIn: `${leased}/roaming.ts`,
  },
  {
    title: "a missing call parameter",
    file: `${leased}/returnLease.ts`,
    from: ", JoinPermissionType: type }",
    to: " }",
    reportedIn: `${leased}/returnLease.ts`,
  },
  {
    title: "a misspelled property in a change that a resource reports",
    file: "provider/resources/nodeGroup/declaration.ts",
    from: "onChange({ nodeGroupName:",
    to: "onChange({ nodeGroupNam:",
    reportedIn: "provider/resources/nodeGroup/declaration.ts",
  },
  {
    title: "an unknown unique input",
    file: "provider/resources/gateway/declaration.ts",
    from: 'uniqueInputs: ["gwEui"]',
    to: 'uniqueInputs: ["gwEuy"]',
    reportedIn: "provider/resources/gateway/declaration.ts",
  },
  {
    title: "a misspelled argument in a program",
    file: "provider/aProgram.ts",
    from: "rxDelay: 3",
    to: "rxDelai: 3",
    reportedIn: "provider/aProgram.ts",
  },
  {
    title: "a missing argument in a program",
    file: "provider/aProgram.ts",
    from: 'type: "ROAMING", ',
    to: "",
    reportedIn: "provider/aProgram.ts",
  },
  {
    title: "an invalid argument value in a program",
    file: "provider/aProgram.ts",
    from: 'classMode: "C"',
    to: 'classMode: "D"',
    reportedIn: "provider/aProgram.ts",
  },
];

const { config } = ts.readConfigFile(join(root, "tsconfig.json"), ts.sys.readFile);
const { options } = ts.parseJsonConfigFileContent(config, ts.sys, root);
const entries = ["index.ts", "dynamicProvider.ts"].map((name) => join(root, "provider", name));

/** Loads the provider and the program with the changed files; reuses the unchanged files. */
let previous: ts.Program | undefined;
const sources = new Map<string, ts.SourceFile>();
const programWith = (changed: ReadonlyMap<string, string>): ts.Program => {
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = (path) => changed.has(path) || fileExists(path);
  host.getSourceFile = (path, version, ...rest) => {
    const text = changed.get(path);
    if (text !== undefined) return ts.createSourceFile(path, text, version);
    const known = sources.get(path) ?? getSourceFile(path, version, ...rest);
    if (known) sources.set(path, known);
    return known;
  };
  previous = ts.createProgram([...entries, program], { ...options, noEmit: true }, host, previous);
  return previous;
};

describe("the compiler", function () {
  this.timeout(120_000);

  it("accepts the unchanged sources", () => {
    const diagnostics = ts.getPreEmitDiagnostics(programWith(new Map([[program, PROGRAM]])));
    assert.deepEqual(
      diagnostics.map(({ messageText }) => messageText),
      [],
    );
  });

  for (const { title, file, from, to, reportedIn } of mutations)
    it(`reports ${title}`, () => {
      const path = join(root, file);
      const text = path === program ? PROGRAM : readFileSync(path, "utf8");
      assert.ok(text.includes(from), `${file} does not contain ${from}`);
      const changed = new Map([
        [program, PROGRAM],
        [path, text.replace(from, to)],
      ]);
      const compiled = programWith(changed);
      const source = compiled.getSourceFile(join(root, reportedIn)) ?? assert.fail(reportedIn);
      assert.notEqual(compiled.getSemanticDiagnostics(source).length, 0);
    });
});
