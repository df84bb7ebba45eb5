import assert from "node:assert/strict";
import type { CustomResourceOptions } from "@pulumi/pulumi";
import { writesIn } from "../support/calls";
import { MODULE } from "../support/door";
import { declareResource, engineStage, type Kind } from "../support/engineStage";
import { resourceCases } from "../support/resourceCases";
import { works } from "../support/stack";

/** Actions that delete and create the object of each kind. */
const writes: Readonly<Record<Kind, readonly [deletion: string, creation: string]>> = {
  lease: ["ReturnJoinPermission", "ApplyRoamingJoinPermission"],
  local: ["DeleteLocalJoinPermission", "CreateLocalJoinPermission"],
  order: ["CancelJoinPermissionAuthOrder", "SubmitJoinPermissionAuthOrder"],
  group: ["DeleteNodeGroup", "CreateNodeGroup"],
  binding: ["UnbindJoinPermissionFromNodeGroup", "BindJoinPermissionToNodeGroup"],
  gateway: ["DeleteGateway", "CreateGateway"],
  node: ["RemoveNodeFromGroup", "AddNodeToGroup"],
};

describe("a forced replacement on Pulumi's real engine", function () {
  const stage = engineStage(this);

  const urnOf = (kind: Kind): string =>
    `urn:pulumi:dev::${stage.stack.name}::${MODULE}${resourceCases[kind].resource.name}::${kind}`;

  const up = async (program?: () => void, replace: string[] = []): Promise<string[]> => {
    const { calls } = await works(stage.stack.up(program, { replace }));
    return writesIn(calls);
  };

  // The account can hold only one ROAMING lease, and the binding also needs a lease.
  const stacks: readonly Kind[][] = [["lease", "local", "order", "group", "gateway", "node"], ["binding"]];
  for (const kinds of stacks) {
    it(`deletes each old object, then creates the new one: ${kinds.map((kind) => resourceCases[kind].resource.name).join(", ")}`, async () => {
      const { engine } = stage;
      const inputs = kinds.map((kind) => [kind, resourceCases[kind].declare(engine)] as const);
      const counts = () => kinds.map((kind) => resourceCases[kind].held(engine).length);
      const program = (options: CustomResourceOptions) => () => {
        for (const [kind, declared] of inputs) declareResource(kind, kind, declared, options);
      };
      const before = counts();
      const stack = await stage.open(program({}));
      await up();
      const after = counts();
      assert.deepEqual(
        after,
        before.map((count) => count + 1),
      );
      const urns = kinds.map(urnOf);
      const first = program({ replacementTrigger: "first" });
      const second = program({ replacementTrigger: "second" });
      const ways = {
        "--replace": () => up(undefined, urns),
        "state taint": async () => {
          for (const urn of urns) await stack.taint(urn);
          return up();
        },
        replacementTrigger: async () => {
          await up(first);
          return up(second);
        },
      };
      for (const [way, replace] of Object.entries(ways)) {
        const made = await replace();
        for (const kind of kinds)
          assert.deepEqual(
            made.filter((action) => writes[kind].includes(action)),
            writes[kind],
            `${way} of ${kind}`,
          );
        assert.deepEqual(counts(), after, way);
      }
      assert.deepEqual(await up(second), [], "an up without changes writes nothing");
      await works(stack.destroy());
      assert.deepEqual(counts(), before);
    });
  }
});
