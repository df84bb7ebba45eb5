import assert from "node:assert/strict";
import { IMPORT_FILE, importFileOf } from "../../cli/adopt/importFile";
import type { Holding } from "../../cli/adopt/inventory";
import { parseImportId } from "../../provider/engine/import";
import type { Discovered } from "../../provider/engine/resource";
import { resources } from "../../provider/resources";

interface Entry {
  readonly type: string;
  readonly name: string;
  readonly logicalName?: string;
  readonly id: string;
}

/** Returns the entries of the import file for objects, by resource class. */
const entriesOf = (objects: Readonly<Record<string, readonly Discovered[]>>): readonly Entry[] => {
  const holdings = Object.entries(objects).map(
    ([className, each]): Holding => ({
      resource: resources.find(({ name }) => name === className) ?? assert.fail(className),
      objects: each,
    }),
  );
  return JSON.parse(importFileOf({ holdings, unread: [] })[IMPORT_FILE] ?? "").resources;
};

const group = (name: string, id: string): Discovered => ({ id, name, inputs: { nodeGroupName: name } });
const node = (devEui: string, nodeGroupId: string): Discovered => ({
  id: devEui,
  name: devEui,
  inputs: { devEui, nodeGroupId },
});
const binding = (name: string, nodeGroupId: string, joinPermissionId: string): Discovered => ({
  id: `${nodeGroupId}/${joinPermissionId}`,
  name,
  inputs: { nodeGroupId, joinPermissionId },
});
const lease = (name: string, id: string): Discovered => ({ id, name, inputs: { type: "ROAMING" } });

describe("importFileOf", () => {
  const entries = entriesOf({
    Node: [node("dddd000000000001", "301")],
    NodeGroupBinding: [binding("pumps", "301", "50001")],
    NodeGroup: [group("pumps", "301"), group("Pumps", "302"), group("2 wells", "303"), group("pumps", "304")],
    LeasedJoinPermission: [lease("linkwan", "50001")],
  });

  it("lists an object after the objects that it refers to", () => {
    const types = [...new Set(entries.map(({ type }) => type.replace("linkwan:index:", "")))];
    assert.deepEqual(types, ["NodeGroup", "LeasedJoinPermission", "Node", "NodeGroupBinding"]);
  });

  it("writes ids that the plugin accepts", () => {
    const ids = entries.map(({ id }) => id);
    assert.deepEqual(ids, ["301", "302", "303", "304", "50001", "301/dddd000000000001", "301/50001"]);
    for (const { type, id } of entries) {
      const resource = resources.find(({ name }) => type.endsWith(`:${name}`)) ?? assert.fail(type);
      assert.doesNotThrow(() => parseImportId(resource, id));
    }
  });

  it("names each resource as adopt does, and gives each variable a name that is unique in every language", () => {
    assert.deepEqual(
      entries.map(({ name, logicalName = name }) => [name, logicalName]),
      [
        ["pumps", "pumps"],
        ["Pumps_NodeGroup", "Pumps"],
        ["_2_wells", "2_wells"],
        ["pumps_304", "pumps_304"],
        ["linkwan_LeasedJoinPermission", "linkwan"],
        ["dddd000000000001", "dddd000000000001"],
        ["pumps_NodeGroupBinding", "pumps"],
      ],
    );
  });
});
