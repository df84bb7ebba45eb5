import assert from "node:assert/strict";
import { writesIn } from "../support/calls";
import { builtPackages, type Door } from "../support/door";
import { declareResource, engineStage, type Kind } from "../support/engineStage";
import { resourceCases } from "../support/resourceCases";
import { works } from "../support/stack";

const kinds: readonly Kind[] = ["lease", "local", "order", "group", "gateway", "node"];

describe("moving a stack between dynamic resources and the plugin on Pulumi's real engine", function () {
  const stage = engineStage(this);

  /**
   * Declares one resource of every kind. The component contains the ROAMING lease, because the account can hold only
   * one.
   */
  const prepare = () => {
    const { engine } = stage;
    const inputs = kinds
      .filter((kind) => kind !== "lease")
      .map((kind) => [kind, resourceCases[kind].declare(engine)] as const);
    return (door: Door) => () => {
      for (const [kind, declared] of inputs) declareResource(kind, kind, declared, {}, door);
      const { RoamingNetwork } = builtPackages[door];
      new RoamingNetwork("network", { classMode: "A", freqBandPlanGroupId: "101", dataRate: 2 });
    };
  };
  const held = () => Object.values(resourceCases).map((each) => each.held(stage.engine));
  const types = async (): Promise<(string | undefined)[]> => {
    const resources = (await stage.stack.state()) as { type?: string }[];
    return resources.map(({ type }) => type).filter((type) => type?.includes("linkwan:") === true);
  };

  it("makes no changes or calls, and lets the plugin delete the resources afterward", async () => {
    const program = prepare();
    const before = held();
    const stack = await stage.open(program("dynamic"));
    await works(stack.up());
    const during = held();

    const moved = await works(stack.up(program("plugin")));
    assert.deepEqual(moved.calls, []);
    assert.match(moved.output, /10 unchanged/);
    assert.ok(!(await types()).some((type) => type?.startsWith("pulumi-nodejs:dynamic")));
    assert.match((await works(stack.refresh())).output, /10 unchanged/);
    assert.deepEqual(held(), during);

    await works(stack.destroy());
    assert.deepEqual(held(), before);
  });

  it("moves back to dynamic resources with an update that writes nothing to the cloud", async () => {
    const program = prepare();
    const before = held();
    const stack = await stage.open(program("plugin"));
    await works(stack.up());
    const during = held();

    const moved = await works(stack.up(program("dynamic")));
    assert.deepEqual(writesIn(moved.calls), []);
    assert.deepEqual(held(), during);
    assert.ok(
      !(await types()).some((type) => type?.startsWith("linkwan:index:") && !type.endsWith("RoamingNetwork")),
    );
    assert.deepEqual((await works(stack.up())).calls, []);

    await works(stack.destroy());
    assert.deepEqual(held(), before);
  });
});
