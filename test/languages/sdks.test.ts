import assert from "node:assert/strict";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeGateway } from "../support/byHand";
import { holdingsOf } from "../support/calls";
import { pluginStage, yamlProject } from "../support/pluginProject";
import { works } from "../support/stack";
import { goProgram, type Prepare, pythonProgram, typescriptProgramWithSdk } from "./runners";

/**
 * The TypeScript version of `network.py` and `network.go`. The program is a string, because this project's compiler
 * cannot resolve the SDK.
 */
const typescript = `import * as pulumi from "@pulumi/pulumi";
import * as linkwan from "pulumi-linkwan-sdk";

const network = new linkwan.RoamingNetwork("meters", {
  classMode: linkwan.ClassMode.A,
  freqBandPlanGroupId: "101",
  nodeGroupName: "meters",
});
export const { joinEui, nodeGroupId } = network;
export const mast = linkwan.Gateway.get("mast", "aaaa000000000001").name;

if (new pulumi.Config().getBoolean("slow"))
  new linkwan.NodeGroup("slow", {}, { customTimeouts: { create: "2s" } });
`;

interface Language {
  readonly title: string;
  /** Pulumi's name for the language. */
  readonly runtime: string;
  readonly write: (folder: string) => void;
  readonly prepare: Prepare;
}

const languages: readonly Language[] = [
  {
    title: "Python",
    runtime: "python",
    write: (folder) => copyFileSync(join(__dirname, "network.py"), join(folder, "__main__.py")),
    prepare: pythonProgram,
  },
  {
    title: "Go",
    runtime: "go",
    write: (folder) => copyFileSync(join(__dirname, "network.go"), join(folder, "main.go")),
    prepare: goProgram,
  },
  {
    title: "TypeScript",
    runtime: "nodejs",
    write: (folder) => writeFileSync(join(folder, "index.ts"), typescript),
    prepare: typescriptProgramWithSdk,
  },
];

describe("a program with the generated SDK", function () {
  const stage = pluginStage(this);

  for (const { title, runtime, write, prepare } of languages) {
    it(`creates the component, reads an object of another stack, and respects customTimeouts in ${title}`, async () => {
      makeGateway(stage.cloud, { Name: "tower" });
      const project = await stage.open(yamlProject.replace("runtime: yaml", `runtime: ${runtime}`), []);
      write(project.folder);
      const run = await prepare(project, "plugin");

      const created = await works(run("up"));
      // Pulumi creates the stack, the component and its three child resources, and reads the gateway.
      assert.match(created.output, /\+ 5 created/);
      const resources = await project.resources();
      assert.deepEqual(resources.map(({ type, urn }) => [type, urn.split("::").at(-1)]).sort(), [
        ["linkwan:index:Gateway", "mast"],
        ["linkwan:index:LeasedJoinPermission", "meters"],
        ["linkwan:index:NodeGroup", "meters"],
        ["linkwan:index:NodeGroupBinding", "meters"],
        ["linkwan:index:RoamingNetwork", "meters"],
      ]);
      const nodeGroupId = resources.find(({ type }) => type === "linkwan:index:NodeGroup")?.id;
      const outputs = JSON.parse((await project.must("stack", "output", "--json")).output);
      assert.deepEqual(outputs, { joinEui: "d896e0efff000000", mast: "tower", nodeGroupId });

      const again = await works(run("up"));
      assert.match(again.output, /5 unchanged/);
      assert.doesNotMatch(again.output, /created|updated|replaced|deleted/);

      await project.setConfig("slow", "true");
      stage.cloud.injectFault({ action: "CreateNodeGroup", code: "Throttling.User", times: -1 });
      const slow = await run("up");
      assert.ok(slow.failed);
      assert.match(slow.output, /OperationTimeout: the operation took more than 2 s/);

      const destroyed = await works(run("destroy"));
      assert.match(destroyed.output, /- 5 deleted/);
      const { ListGateways, ...others } = holdingsOf(stage.cloud);
      assert.equal(ListGateways, 1, "destroy must not delete the gateway of the other stack");
      assert.deepEqual([...new Set(Object.values(others))], [0]);
    });
  }
});
