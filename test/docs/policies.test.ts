import assert from "node:assert/strict";
import { resources } from "../../provider/resources";
import { FakeEngine } from "../support/fakeEngine";
import { allCalls, callsOfFunctions, callsOfResource } from "./callsOfCode";
import { fullLifecycles } from "./fullLifecycles";
import { sectionsOf } from "./markdown";

/** The actions that the guide's policy under a heading allows. */
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

const inOneOf = (...lists: string[][]): string[] => [...new Set(lists.flat())].sort();

describe("RAM policies of the guide", () => {
  for (const { resource } of resources) {
    it(`${resource}: allows what the code can call, and nothing else`, async () => {
      assert.deepEqual(allowedBy(resource), await callsOfResource(resource));
    });

    it(`${resource}: is enough for its whole life, and each action is called in it`, async () => {
      const allowed = allowedBy(resource);
      const deniedActions = allCalls.filter((action) => !allowed.includes(action));
      const accounts = ["renter", "owner"].map((name) => ({ name, deniedActions }));
      const engine = await FakeEngine.open(Math.random, { accounts });
      try {
        await fullLifecycles[resource]?.(engine);
        const refused = engine.cloud.calls.filter(({ code }) => code === "ForbiddenByRam");
        assert.deepEqual(refused, []);
        assert.deepEqual([...new Set(engine.cloud.calls.map(({ action }) => action))].sort(), allowed);
      } finally {
        await engine.close();
      }
    });
  }

  it("RoamingNetwork: allows what a ROAMING lease, a node group and a binding need", async () => {
    const lease = await callsOfResource("LeasedJoinPermission");
    const ofOrders = lease.filter((action) => action.includes("AuthOrder"));
    const all = inOneOf(lease, await callsOfResource("NodeGroup"), await callsOfResource("NodeGroupBinding"));
    assert.deepEqual(
      allowedBy("RoamingNetwork"),
      all.filter((action) => !ofOrders.includes(action)),
    );
  });

  it("Functions: allows what they call", async () => {
    assert.deepEqual(allowedBy("Functions"), await callsOfFunctions());
  });

  it("cover every action of the client", async () => {
    const lists = await Promise.all(resources.map(({ resource }) => callsOfResource(resource)));
    assert.deepEqual(inOneOf(...lists, await callsOfFunctions()), [...allCalls].sort());
  });

  it("README: names the actions of a lease", async () => {
    const [rights] = sectionsOf("README.md").filter(({ title }) => title === "Rights");
    const named = rights?.codes.filter((code) => code.startsWith("linkwan:")) ?? [];
    assert.deepEqual(
      named.map((code) => code.replace("linkwan:", "")).sort(),
      allowedBy("LeasedJoinPermission"),
    );
  });
});
