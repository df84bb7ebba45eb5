import assert from "node:assert/strict";
import "../../provider";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { FakeEngine } from "../support/fakeEngine";
import { actionsInCode } from "./calledActions";
import { fullLifecycles } from "./fullLifecycles";
import { sectionsOf } from "./markdown";

/** Returns the actions that the guide's policy under a heading allows. */
const allowedBy = (title: string): string[] => {
  const section = sectionsOf("docs/credentials.md").find((each) => each.title === title);
  const [policy, ...more] = (section?.blocks ?? []).filter(({ language }) => language === "json");
  assert.ok(policy && more.length === 0, title);
  const { Version, Statement } = JSON.parse(policy.code);
  assert.equal(Version, "1");
  const [{ Effect, Action, Resource }] = Statement;
  assert.deepEqual([Effect, Resource, Statement.length], ["Allow", ["acs:linkwan:*:*:*"], 1]);
  return (Action as string[]).map((action) => action.replace(/^linkwan:/, "")).sort();
};

const sorted = (actions: readonly { readonly name: string }[]): string[] =>
  [...new Set(actions.map(({ name }) => name))].sort();
const functionActions = [...accountFunctions.values()].flatMap(({ actions }) => actions);
const all = [...resources.flatMap(({ actions }) => actions), ...functionActions];

describe("RAM policy guide", () => {
  for (const { name, actions } of resources) {
    it(`is based on exactly the actions that the code of ${name} refers to`, async () => {
      assert.deepEqual(sorted(actions), await actionsInCode(name));
    });

    it(`grants exactly the actions of ${name}`, () => {
      assert.deepEqual(allowedBy(name), sorted(actions));
    });

    it(`grants exactly the actions that a full lifecycle of ${name} calls`, async () => {
      const allowed = allowedBy(name);
      const deniedActions = sorted(all).filter((action) => !allowed.includes(action));
      const accounts = ["renter", "owner"].map((account) => ({ name: account, deniedActions }));
      const engine = await FakeEngine.open(Math.random, { accounts });
      try {
        await fullLifecycles[name]?.(engine);
        const refused = engine.cloud.calls.filter(({ code }) => code === "ForbiddenByRam");
        assert.deepEqual(refused, []);
        const called = new Set(engine.cloud.calls.map(({ action }) => action));
        called.delete("GetCallerIdentity"); // requires no permission (API file B.34)
        assert.deepEqual([...called].sort(), allowed);
      } finally {
        await engine.close();
      }
    });
  }

  it("grants RoamingNetwork exactly the actions of a ROAMING lease, a node group and a binding", () => {
    const parts = ["LeasedJoinPermission", "NodeGroup", "NodeGroupBinding"];
    const actions = resources.filter(({ name }) => parts.includes(name)).flatMap((each) => each.actions);
    const ofOrders = actions.filter(({ name }) => name.includes("AuthOrder"));
    assert.deepEqual(
      allowedBy("RoamingNetwork"),
      sorted(actions.filter((action) => !ofOrders.includes(action))),
    );
  });

  it("grants exactly the actions that functions call", () => {
    assert.deepEqual(allowedBy("Functions"), sorted(functionActions));
  });
});
