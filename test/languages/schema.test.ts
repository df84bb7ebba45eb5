import assert from "node:assert/strict";
import { join } from "node:path";
import schema from "../../provider/plugin/schema.json";
import { workFolder } from "../../scripts/engine";
import { Project } from "../support/project";
import { withEngine } from "../support/stack";
import { generateSdk, plugin } from "./sdk";

const root = join(__dirname, "..", "..");

describe("the package schema", function () {
  withEngine(this);
  const folder = join(workFolder, `schema-${process.pid}`);
  let project: Project;
  before(async () => {
    project = await Project.withPackage(folder);
  });
  after(() => project.remove());

  it("is valid", async () => {
    const file = join(root, "provider", "plugin", "schema.json");
    assert.equal(await project.must("pulumi", "schema", "check", file), "");
  });

  it("contains the same types, resources and functions as the schema that the plugin returns", async () => {
    const returned: typeof schema = JSON.parse(await project.must("pulumi", "package", "get-schema", plugin));
    for (const kind of ["types", "resources", "functions"] as const)
      assert.deepEqual(Object.keys(returned[kind]).sort(), Object.keys(schema[kind]).sort());
  });

  it("wraps the result of each function that returns a list in an object", () => {
    const lists = Object.entries(schema.functions).filter(([, { outputs }]) => "items" in outputs.properties);
    assert.deepEqual(
      lists.map(([token]) => token.replace("linkwan:index:", "")),
      [
        "getFreqBandPlanGroups",
        "getGatewayPositions",
        "getGatewayTraffic",
        "getGateways",
        "getNodeGroupTraffic",
        "getNodeGroups",
        "getNodes",
        "getNotifications",
        "getOwnedJoinPermissions",
        "getPendingJoinPermissionAuthOrders",
        "getRentedJoinPermissions",
        "getTupleOrders",
      ],
    );
    for (const [token, { outputs }] of lists) assert.deepEqual(outputs.required, ["items"], token);
  });

  it("generates a Node SDK that compiles", async () => {
    await generateSdk(folder, "nodejs");
    const compiler = join(root, "node_modules", "typescript", "bin", "tsc");
    await project.must(process.execPath, compiler, "--noEmit", "--project", "sdk/nodejs");
  });
});
