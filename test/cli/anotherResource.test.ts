import assert from "node:assert/strict";
import { summaryOf } from "../../cli/adopt/command";
import { readInventory } from "../../cli/adopt/inventory";
import { programFiles, programOf } from "../../cli/adopt/program";
import { checkFeatures, checkLimits } from "../../cli/doctor/features";
import { ok } from "../../cli/doctor/finding";
import { LinkWanError } from "../../provider/client/errors";
import { operationStarter } from "../../provider/client/startOperation";
import { name } from "../../provider/engine/names";
import type { AnyResource, Resource } from "../../provider/engine/resource";
import { decimalId, degrees, pinCode, string } from "../../provider/engine/types";
import { resources } from "../../provider/resources";
import { makeGroup } from "../support/byHand";
import { emulated } from "../support/hooks";

const properties = {
  relayId: decimalId.optionalComputed({ onChange: "replace" }),
  relayName: name.optionalComputed(),
  nodeGroupId: decimalId.required({ references: "NodeGroup" }),
  longitude: degrees(180).optional(),
  pinCode: pinCode.programOnly({ secret: true }),
  state: string.computed(),
};

const notCalled = (): never => assert.fail("adopt and doctor must call only discover");

/**
 * Fictitious resource with two objects. The second object has an invalid name and refers to a node group that does not
 * exist.
 */
const relay: Resource<typeof properties> = {
  name: "RelayStation",
  terms: { kind: "relay", object: "relay", deleted: "removed" },
  properties,
  uniqueInputs: [],
  idProperty: "relayId",
  features: [
    { name: "RELAY", use: "RelayStation", limit: { objects: "relays", field: "Node" } },
    { name: "GATEWAY", use: "RelayStation of a gateway" },
  ],
  actions: [],
  create: notCalled,
  readAlone: notCalled,
  delete: notCalled,
  discover: async () => [
    {
      id: "1",
      name: "hill",
      inputs: { relayName: "hill", nodeGroupId: "301", longitude: 120.00123596191406 },
    },
    {
      id: "2",
      name: "x",
      inputs: { relayName: "x", nodeGroupId: "999" },
      dependsOn: { resource: "NodeGroup", id: "301" },
    },
  ],
};

const withRelay: readonly AnyResource[] = [...resources, relay];

/** Returns the inventory of an account that holds only node group 301, and the numbers of total and finished steps. */
const inventoryOf = async (all: readonly AnyResource[]) => {
  const cloud = await emulated({ qps: 1_000 });
  assert.equal(makeGroup(cloud, "meters"), "301");
  const { accessKeyId = "", accessKeySecret = "" } = cloud.accounts[0] ?? {};
  const config = new Map([
    ["linkwan:endpoint", cloud.url],
    ["linkwan:accessKeyId", accessKeyId],
    ["linkwan:accessKeySecret", accessKeySecret],
  ]);
  const startOperation = operationStarter((key) => config.get(key));
  const steps = { expected: 0, done: 0 };
  const progress = {
    start: (count: number) => {
      steps.expected = count;
    },
    done: () => {
      steps.done++;
    },
  };
  const inventory = await readInventory(all, () => startOperation(undefined), progress);
  return { inventory, steps };
};

describe("a resource added to the registry", () => {
  it("appears in adopt's program, summary and progress", async () => {
    const { inventory, steps } = await inventoryOf(withRelay);
    const files = programOf(inventory, undefined);
    assert.deepEqual(Object.keys(files), ["index.ts", "adopted.ts", "nodeGroups.ts", "relayStations.ts"]);
    assert.equal(
      files["relayStations.ts"],
      [
        'import { RelayStation } from "pulumi-linkwan";',
        'import { adopted, pinOf } from "./adopted";',
        'import * as nodeGroups from "./nodeGroups";',
        "",
        'export const hill = new RelayStation("hill", {',
        '  relayId: "1",',
        '  relayName: "hill",',
        "  nodeGroupId: nodeGroups.meters.nodeGroupId,",
        "  longitude: 120.001236,",
        '  pinCode: pinOf("1"),',
        "}, adopted);",
        "",
        'export const x = new RelayStation("x", {',
        '  relayId: "2",',
        '  nodeGroupId: "999",',
        '  pinCode: pinOf("2"),',
        "}, { ...adopted, dependsOn: nodeGroups.meters });",
        "",
      ].join("\n"),
    );
    assert.match(files["index.ts"] ?? "", /^import "\.\/relayStations";$/m);
    assert.match(summaryOf(inventory), /\b1 node group, .*, 2 relay stations$/);
    assert.ok(programFiles(withRelay).includes("relayStations.ts"));
    const listed = withRelay.filter(({ discover }) => discover);
    assert.deepEqual(steps, { expected: listed.length, done: listed.length });
  });

  it("is reported as unread if the permission to list its objects is missing", async () => {
    const denied = new LinkWanError({ action: "ListRelays", code: "ForbiddenByRam" });
    const { inventory, steps } = await inventoryOf([
      ...resources,
      { ...relay, discover: () => Promise.reject(denied) },
    ]);
    assert.deepEqual(
      inventory.unread.map(({ resource, error }) => [resource.name, error]),
      [["RelayStation", denied]],
    );
    assert.doesNotMatch(summaryOf(inventory), /relay/);
    assert.equal(steps.done, steps.expected);
  });

  it("aborts adopt if its objects cannot be read for a reason other than a missing permission", async () => {
    const broken = new LinkWanError({ action: "ListRelays", code: "InternalError" });
    const all = [...resources, { ...relay, discover: () => Promise.reject(broken) }];
    await assert.rejects(inventoryOf(all), (error) => error === broken);
  });

  it("appears in the features and limits that doctor checks", () => {
    const activated = resources.flatMap(({ features }) => features.map(({ name: feature }) => feature));
    assert.equal(checkFeatures({ value: activated }).mark, "ok");
    assert.match(
      checkFeatures({ value: activated }, withRelay).text,
      /^not activated: RELAY \(for RelayStation\)\. /,
    );
    const rest = activated.filter((feature) => feature !== "GATEWAY");
    assert.match(
      checkFeatures({ value: rest }, withRelay).text,
      /^not activated: GATEWAY \(for Gateway, RelayStation of a gateway\), RELAY \(for RelayStation\)\. /,
    );
    assert.deepEqual(
      checkLimits({ value: { NodeCount: 1, NodeLimit: 5 } }, [relay]),
      ok("used: 1 of 5 relays"),
    );
  });
});
