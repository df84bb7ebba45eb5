import assert from "node:assert/strict";
import * as fc from "fast-check";
import ts from "typescript";
import type { Held, HeldNodeGroup, Inventory } from "../../cli/adopt/inventory";
import { identifierOf, resourceNameOf } from "../../cli/adopt/names";
import { type Files, programOf } from "../../cli/adopt/program";
import { settingCommands } from "../../cli/adopt/settings";
import { typeErrors } from "../support/typeErrors";

const nothing: Inventory = { leases: [], ownedJoinPermissions: [], nodeGroups: [], gateways: [], unread: [] };

const eui = (prefix: string, n: number): string => `${prefix}${n.toString(16).padStart(12, "0")}`;
const lease = (name: string, id: string): Held => ({
  id,
  name,
  values: { type: "LOCAL", joinPermissionId: id, joinPermissionName: name, classMode: "A", enabled: true },
});
const owned = (name: string, id: string): Held => ({
  id,
  name,
  values: {
    joinPermissionId: id,
    joinPermissionName: name,
    classMode: "A",
    freqBandPlanGroupId: "101",
    enabled: true,
  },
});
const group = (
  name: string,
  id: string,
  joinPermissionId?: string,
  devEuis: string[] = [],
): HeldNodeGroup => ({
  id,
  name,
  joinPermissionId,
  devEuis,
  values: {
    nodeGroupId: id,
    nodeGroupName: name,
    dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: name, enabled: true },
  },
});
const gateway = (name: string, id: string): Held => ({
  id,
  name,
  values: { gwEui: id, name, city: name, longitude: 120.00123596191406, latitude: 30.5, enabled: false },
});

/** What the compiler says of a program that is installed beside the package. */
const problemsOf = (files: Files): string[] =>
  typeErrors(
    Object.entries(files).map(([name, code]) => ({ name, code })),
    {
      noUncheckedIndexedAccess: true,
      noUnusedLocals: true,
      module: ts.ModuleKind.Node16,
      moduleResolution: ts.ModuleResolutionKind.Node16,
    },
  );

const resourcesIn = (source: string): string[] => source.match(/new (\w+)\(/g) ?? [];

describe("the program that adopt writes", () => {
  for (const [name, identifier] of [
    ["meters", "meters"],
    ["2号楼", "_2号楼"],
    ["delete", "delete_"],
    ["await", "await_"],
    ["pump-house 3", "pump_house_3"],
    ["", "_"],
    ["a\u202eb", "a_b"],
    ["é𐀀", "__"],
  ] as const)
    it(`calls the constant of "${name}" ${identifier}`, () => assert.equal(identifierOf(name), identifier));

  it("keeps names of resources as people know them, but for what a URN cannot hold", () => {
    assert.equal(resourceNameOf("水塔-2 (north)::x"), "水塔-2__north___x");
  });

  it("declares 500 of each kind, with names that collide, and compiles", () => {
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    const name = (n: number) => ["pumps", "Gateway", "adopted", "pumpsBinding", `site_${n}`][n % 5] as string;
    const inventory: Inventory = {
      ...nothing,
      ownedJoinPermissions: numbers.map((n) => owned(name(n), String(50_001 + n))),
      leases: numbers.map((n) => lease(name(n), String(50_251 + n))),
      nodeGroups: numbers.map((n) =>
        group(name(n), String(301 + n), String(50_251 + n), [eui("dddd", n), eui("eeee", n)]),
      ),
      gateways: numbers.map((n) => gateway(name(n), eui("aaaa", n))),
    };
    const files = programOf(inventory, "production");
    assert.deepEqual(problemsOf(files), []);
    const counts = Object.fromEntries(
      Object.entries(files).map(([file, source]) => [file, resourcesIn(source).length]),
    );
    assert.deepEqual(counts, {
      "index.ts": 0,
      "adopted.ts": 0,
      "ownedJoinPermissions.ts": 500,
      "leases.ts": 500,
      "nodeGroups.ts": 1000,
      "gateways.ts": 500,
      "nodes.ts": 500,
    });
    for (const [file, source] of Object.entries(files)) {
      const names = [...source.matchAll(/new (\w+\("[^"]*")/g)].map(([, each]) => each);
      assert.equal(new Set(names).size, names.length, `${file} has two resources of one name`);
    }
  });

  it("is a program whatever things are called, and what they are called is nothing but text in it", () => {
    const hostile = fc.oneof(
      fc.string({ unit: "grapheme" }),
      fc.constantFrom(
        '"); process.exit(1); ("',
        "*/ evil",
        "`$".concat("{1}`"),
        "\\",
        "\n",
        "__proto__",
        "constructor",
      ),
    );
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 1, maxLength: 6 }), (names) => {
        const files = programOf(
          {
            ...nothing,
            leases: names.map((name, n) => lease(name, String(n))),
            nodeGroups: names.map((name, n) => group(name, String(n), String(n))),
            gateways: names.map((name, n) => gateway(name, eui("aaaa", n))),
          },
          undefined,
        );
        for (const [file, source] of Object.entries(files)) {
          const { diagnostics } = ts.transpileModule(source, { fileName: file, reportDiagnostics: true });
          assert.deepEqual(
            diagnostics?.map(({ messageText }) => messageText),
            [],
            source,
          );
          const { statements } = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022);
          const kinds = new Set(statements.map(({ kind }) => kind));
          kinds.delete(ts.SyntaxKind.ImportDeclaration);
          kinds.delete(ts.SyntaxKind.VariableStatement);
          assert.equal(kinds.size, 0, source);
          const constants = [...source.matchAll(/^export const (\S+) = /gm)].map(([, name]) => name);
          assert.equal(new Set(constants).size, constants.length, source);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves out what a resource may not be told: what the owner of a LOCAL lease decides, a name of an older rule", () => {
    const { "leases.ts": leases = "", "nodeGroups.ts": groups = "" } = programOf(
      { ...nothing, leases: [lease("valley", "50001")], nodeGroups: [group("no", "301")] },
      undefined,
    );
    assert.match(leases, /\("valley", \{\s+type: "LOCAL",\s+joinPermissionId: "50001",\s+\}, adopted\);/);
    assert.doesNotMatch(groups, /nodeGroupName/);
  });

  it("writes coordinates with as many digits as mean something", () => {
    const { "gateways.ts": gateways = "" } = programOf(
      { ...nothing, gateways: [gateway("tower", eui("aaaa", 1))] },
      undefined,
    );
    assert.match(gateways, /longitude: 120\.001236,\n\s+latitude: 30\.5,/);
  });

  it("returns a lease of the account's own join permission before that is deleted", () => {
    const inventory = {
      ...nothing,
      leases: [lease("own", "1"), lease("other", "2")],
      ownedJoinPermissions: [owned("own", "1")],
    };
    const { "leases.ts": leases = "" } = programOf(inventory, undefined);
    assert.match(leases, /"1",\s+\}, \{ \.\.\.adopted, dependsOn: ownedJoinPermissions\.own \}\);/);
    assert.match(leases, /"2",\s+\}, adopted\);/);
  });
});

describe("the settings that adopt prints for another stack", () => {
  const commandFor = (key: string, value: string): string[] =>
    settingCommands({ entries: { [key]: { value, secret: false } } });

  for (const key of [
    "linkwan:accessKeySecret",
    "linkwan:profiles",
    "alicloud:secretKey",
    "alicloud:securityToken",
  ])
    it(`never show ${key}, also where the stack holds it unencrypted`, () =>
      assert.deepEqual(commandFor(key, "hunter2"), [`pulumi config set --secret ${key}`]));

  it("quote what a shell would take apart", () => {
    assert.deepEqual(commandFor("linkwan:profile", "the owner"), [
      'pulumi config set linkwan:profile "the owner"',
    ]);
  });
});
