import assert from "node:assert/strict";
import * as fc from "fast-check";
import ts from "typescript";
import type { Holding, Inventory } from "../../cli/adopt/inventory";
import { identifierOf, resourceNameOf } from "../../cli/adopt/names";
import { programOf } from "../../cli/adopt/program";
import type { Files } from "../../cli/adopt/source";
import { settingCommands } from "../../cli/pulumi/stackConfiguration";
import type { AnyResource, Discovered } from "../../provider/engine/resource";
import { resources } from "../../provider/resources";
import { typeErrors } from "../support/typeErrors";

/** Returns an inventory with the given objects, by resource class. */
const inventoryOf = (objects: Readonly<Record<string, readonly Discovered[]>>): Inventory => ({
  holdings: Object.entries(objects).map(
    ([className, each]): Holding => ({ resource: resourceOf(className), objects: each }),
  ),
  unread: [],
});

const resourceOf = (className: string): AnyResource =>
  resources.find(({ name }) => name === className) ?? assert.fail(className);

const eui = (prefix: string, n: number): string => `${prefix}${n.toString(16).padStart(12, "0")}`;
const lease = (name: string, id: string): Discovered => ({
  id,
  name,
  inputs: { type: "LOCAL", joinPermissionId: id, joinPermissionName: name, classMode: "A", enabled: true },
  dependsOn: { resource: "OwnedJoinPermission", id },
});
const owned = (name: string, id: string): Discovered => ({
  id,
  name,
  inputs: {
    joinPermissionId: id,
    joinPermissionName: name,
    classMode: "A",
    freqBandPlanGroupId: "101",
    enabled: true,
  },
});
const group = (name: string, id: string): Discovered => ({
  id,
  name,
  inputs: {
    nodeGroupId: id,
    nodeGroupName: name,
    dataDispatch: { destination: "ONS", uplinkRegionName: "cn-shanghai", uplinkTopic: name, enabled: true },
  },
});
const binding = (name: string, nodeGroupId: string, joinPermissionId: string): Discovered => ({
  id: `${nodeGroupId}/${joinPermissionId}`,
  name,
  inputs: { nodeGroupId, joinPermissionId },
});
const node = (devEui: string, nodeGroupId: string): Discovered => ({
  id: devEui,
  name: devEui,
  inputs: { devEui, nodeGroupId },
});
const gateway = (name: string, id: string): Discovered => ({
  id,
  name,
  inputs: { gwEui: id, name, city: name, longitude: 120.00123596191406, latitude: 30.5, enabled: false },
});

/** Returns the compiler errors in a program that imports the package by name. */
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

describe("programOf", () => {
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
    it(`uses ${identifier} as the constant for the name "${name}"`, () =>
      assert.equal(identifierOf(name), identifier));

  it("uses object names as resource names, and replaces the characters that separate the parts of a URN", () => {
    assert.equal(resourceNameOf("水塔-2 (north)::x"), "水塔-2__north___x");
  });

  it("writes a program that compiles for at least 500 objects of each kind, even if their names collide", () => {
    const numbers = Array.from({ length: 500 }, (_, n) => n);
    const name = (n: number) => ["pumps", "Gateway", "adopted", "nodeGroups", `site_${n}`][n % 5] as string;
    const inventory = inventoryOf({
      OwnedJoinPermission: numbers.map((n) => owned(name(n), String(50_001 + n))),
      LeasedJoinPermission: numbers.map((n) => lease(name(n), String(50_251 + n))),
      NodeGroup: numbers.map((n) => group(name(n), String(301 + n))),
      NodeGroupBinding: numbers.map((n) => binding(name(n), String(301 + n), String(50_251 + n))),
      Gateway: numbers.map((n) => gateway(name(n), eui("aaaa", n))),
      Node: numbers.flatMap((n) => ["dddd", "eeee"].map((prefix) => node(eui(prefix, n), String(301 + n)))),
    });
    const files = programOf(inventory, "production");
    assert.deepEqual(problemsOf(files), []);
    const counts = Object.fromEntries(
      Object.entries(files).map(([file, source]) => [file, resourcesIn(source).length]),
    );
    assert.deepEqual(counts, {
      "index.ts": 0,
      "adopted.ts": 0,
      "ownedJoinPermissions.ts": 500,
      "leasedJoinPermissions.ts": 500,
      "nodeGroups.ts": 500,
      "nodeGroupBindings.ts": 500,
      "gateways.ts": 500,
      "nodes.ts": 500,
    });
    for (const [file, source] of Object.entries(files)) {
      const names = [...source.matchAll(/new (\w+\("[^"]*")/g)].map(([, each]) => each);
      assert.equal(new Set(names).size, names.length, `${file} has two resources with the same name`);
    }
  });

  it("names constants only with characters that every compilation target accepts", () => {
    const targets = [ts.ScriptTarget.ES5, ts.ScriptTarget.ES2015, ts.ScriptTarget.ESNext];
    for (let code = 0; code <= 0xffff; code++) {
      const [first = 0, ...others] = [...identifierOf(String.fromCharCode(code))].map((each) =>
        each.charCodeAt(0),
      );
      for (const target of targets)
        assert(
          ts.isIdentifierStart(first, target) && others.every((each) => ts.isIdentifierPart(each, target)),
          `U+${code.toString(16)}`,
        );
    }
  });

  it("writes a valid program for any object names, and never lets a name become code", () => {
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
          inventoryOf({
            LeasedJoinPermission: names.map((name, n) => lease(name, String(n))),
            NodeGroup: names.map((name, n) => group(name, String(n))),
            NodeGroupBinding: names.map((name, n) => binding(name, String(n), String(n))),
            Gateway: names.map((name, n) => gateway(name, eui("aaaa", n))),
          }),
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

  it("omits inputs that only the owner of a LOCAL join permission can set, and names that only an older rule allows", () => {
    const files = programOf(
      inventoryOf({ LeasedJoinPermission: [lease("valley", "50001")], NodeGroup: [group("no", "301")] }),
      undefined,
    );
    const { "leasedJoinPermissions.ts": leases = "", "nodeGroups.ts": groups = "" } = files;
    assert.match(leases, /\("valley", \{\s+type: "LOCAL",\s+joinPermissionId: "50001",\s+\}, adopted\);/);
    assert.doesNotMatch(groups, /nodeGroupName/);
  });

  it("writes only the significant digits of coordinates", () => {
    const { "gateways.ts": gateways = "" } = programOf(
      inventoryOf({ Gateway: [gateway("tower", eui("aaaa", 1))] }),
      undefined,
    );
    assert.match(gateways, /longitude: 120\.001236,\n\s+latitude: 30\.5,/);
  });

  it("makes a lease depend on its join permission if the account owns that permission", () => {
    const { "leasedJoinPermissions.ts": leases = "" } = programOf(
      inventoryOf({
        LeasedJoinPermission: [lease("own", "1"), lease("other", "2")],
        OwnedJoinPermission: [owned("own", "1")],
      }),
      undefined,
    );
    assert.match(leases, /"1",\s+\}, \{ \.\.\.adopted, dependsOn: ownedJoinPermissions\.own \}\);/);
    assert.match(leases, /"2",\s+\}, adopted\);/);
  });

  it("refers to discovered objects by their constants, and declares the nodes of each group in one loop", () => {
    const files = programOf(
      inventoryOf({
        NodeGroup: [group("meters", "301")],
        NodeGroupBinding: [binding("meters", "301", "50001")],
        Node: [node(eui("dddd", 1), "301"), node(eui("dddd", 2), "302"), node(eui("dddd", 3), "301")],
      }),
      undefined,
    );
    assert.match(
      files["nodeGroupBindings.ts"] ?? "",
      /new NodeGroupBinding\("meters", \{\s+nodeGroupId: nodeGroups\.meters\.nodeGroupId,\s+joinPermissionId: "50001",\s+\}, adopted\);/,
    );
    const loops = (files["nodes.ts"] ?? "").match(/^for [^}]*\{[^}]*\}/gm) ?? [];
    assert.deepEqual(
      loops.map((loop) => loop.replace(/\s+/g, " ").replace(", }", " }")),
      [
        'for (const devEui of [ "dddd000000000001", "dddd000000000003", ]) { new Node(devEui, { devEui, nodeGroupId: nodeGroups.meters.nodeGroupId, pinCode: pinOf(devEui) }',
        'for (const devEui of [ "dddd000000000002", ]) { new Node(devEui, { devEui, nodeGroupId: "302", pinCode: pinOf(devEui) }',
      ],
    );
  });
});

describe("settingCommands", () => {
  const commandFor = (key: string, value: string): string[] =>
    settingCommands({ entries: { [key]: { value, secret: false } } });

  for (const key of [
    "linkwan:accessKeySecret",
    "linkwan:profiles",
    "alicloud:secretKey",
    "alicloud:securityToken",
  ])
    it(`never prints ${key}, even if the stack holds it unencrypted`, () =>
      assert.deepEqual(commandFor(key, "hunter2"), [`pulumi config set --secret ${key}`]));

  it("quotes values that a shell would split", () => {
    assert.deepEqual(commandFor("linkwan:profile", "the owner"), [
      'pulumi config set linkwan:profile "the owner"',
    ]);
  });
});
