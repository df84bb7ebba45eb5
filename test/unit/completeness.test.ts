import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { actions as emulated } from "../../emulator/actions";
import * as program from "../../provider";
import type { AnyAction } from "../../provider/client/action";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { sourceFiles } from "../support/importGraph";
import { resourceCases } from "../support/resourceCases";

const isAction = (value: unknown): value is AnyAction =>
  typeof value === "object" && value !== null && "effect" in value && "parameters" in value;

/** Returns every exported action. */
const declaredActions = (): AnyAction[] =>
  sourceFiles("provider")
    .map((file) => join(__dirname, "..", "..", file))
    .filter((file) => readFileSync(file, "utf8").includes("= action({"))
    .flatMap((file) => Object.values(require(file) as object).filter(isAction));

const namesOf = (actions: readonly AnyAction[]): string[] =>
  [...new Set(actions.map(({ name }) => name))].sort();

/**
 * Finds missing parts of resources and actions. Otherwise, nobody would notice a missing part until a user needs it.
 */
describe("completeness", () => {
  const tested = Object.values(resourceCases).map(({ resource }) => resource.name);
  const used = [
    ...resources.flatMap(({ actions }) => actions),
    ...[...accountFunctions.values()].flatMap((each) => each.actions),
  ];

  for (const { name, actions } of resources) {
    it(`requires a class and a test case for ${name}`, () => {
      assert.ok(Object.hasOwn(program, name), "no class in provider/index.ts");
      assert.ok(tested.includes(name), "no case in test/support/resourceCases.ts");
    });

    it(`requires the emulator to implement every action that ${name} calls`, () => {
      assert.notEqual(actions.length, 0);
      assert.deepEqual(
        namesOf(actions).filter((action) => !Object.hasOwn(emulated, action)),
        [],
      );
    });
  }

  it("requires a resource for every test case", () => {
    const names = resources.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.deepEqual(
      tested.filter((name) => !names.includes(name)),
      [],
    );
  });

  it("requires the emulator to implement every action that a function calls", () => {
    const functions = Object.keys(program).filter((name) => /^get(?!.*Output$)/.test(name));
    assert.deepEqual([...accountFunctions.keys()].sort(), functions.sort());
    for (const [name, { actions }] of accountFunctions) {
      assert.notEqual(actions.length, 0, name);
      for (const action of namesOf(actions)) assert.ok(Object.hasOwn(emulated, action), `${name}, ${action}`);
    }
  });

  it("requires every action to be used, and to be declared only once", () => {
    const declared = declaredActions();
    assert.ok(declared.length > 30);
    assert.deepEqual(namesOf(declared), namesOf(used));
    assert.equal(namesOf(declared).length, declared.length, "an action is declared twice");
  });
});
