import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { actions as allActions } from "../../emulator/actions";
import "../../provider";
import { accountFunctions } from "../../provider/invoke/accountFunction";
import { resources } from "../../provider/resources";
import { emulated } from "../support/hooks";
import { happen, problemsOf, type Run } from "./cell";
import { Client, type Column } from "./client";
import { goActions, goItemTag } from "./goModels";
import { pythonParameters } from "./pythonModels";
import { eventsBefore, type Scenario, scenarios } from "./scenario";

/** A difference between the emulator and an SDK. */
interface Difference {
  readonly sdk: "Go" | "Python";
  /** Action; `*` for all actions with the same difference, `several` for actions that share a struct type of `Data`. */
  readonly action: string;
  /** What differs: a parameter, a field of the response, or the XML tag of list items. */
  readonly part: "parameter" | "answer" | "item tag";
  /** Name of the parameter or list, or path of the field. */
  readonly of: string;
  readonly is: string;
}

/** An intended difference, with the reason. */
interface Explanation extends Difference {
  readonly why: string;
}

const explanations = load(
  readFileSync(join(__dirname, "differences.yaml"), "utf8"),
) as readonly Explanation[];

// GetCallerIdentity belongs to Security Token Service, which has its own SDKs.
const { GetCallerIdentity: _, ...actions } = allActions;

const onlyIn = (where: string): string => `only in the ${where}`;

const explains = (explanation: Explanation, difference: Difference): boolean =>
  (explanation.action === "*" || explanation.action === difference.action) &&
  (["sdk", "part", "of", "is"] as const).every((name) => explanation[name] === difference[name]);

const textOf = ({ sdk, action, part, of, is }: Difference): string =>
  `${sdk}: ${action}, ${part} ${of}: ${is}`;

/** Checks that each difference has an explanation, and that each explanation for this SDK and part applies. */
const verify = (
  sdk: Difference["sdk"],
  part: Difference["part"],
  found: readonly Omit<Difference, "sdk" | "part">[],
): void => {
  const given = explanations.filter((each) => each.sdk === sdk && each.part === part);
  const differences = found.map((each) => ({ sdk, part, ...each }));
  const unexplained = differences.filter((each) => !given.some((explanation) => explains(explanation, each)));
  const obsolete = given.filter((explanation) => !differences.some((each) => explains(explanation, each)));
  const lines = [
    ...unexplained.map((each) => `no explanation for ${textOf(each)}`),
    ...obsolete.map((each) => `obsolete explanation for ${textOf(each)}`),
  ];
  if (lines.length > 0) throw new Error(lines.join("\n"));
};

/** Returns the differences between two tables of types. */
const compare = (
  action: string,
  emulator: Readonly<Record<string, string>>,
  sdk: Readonly<Record<string, string>>,
  isSame = (one: string, other: string) => one === other,
): Omit<Difference, "sdk" | "part">[] =>
  [...new Set([...Object.keys(emulator), ...Object.keys(sdk)])].flatMap((of) => {
    const [one, other] = [emulator[of], sdk[of]];
    if (one === undefined) return [{ action, of, is: onlyIn("SDK") }];
    if (other === undefined) return [{ action, of, is: onlyIn("emulator") }];
    return isSame(one, other) ? [] : [{ action, of, is: `${other} in the SDK, ${one} in the emulator` }];
  });

/** Returns the paths and types of the leaves of a response. */
const leavesOf = (path: string, value: unknown): [string, string][] => {
  if (Array.isArray(value)) return value.flatMap((each) => leavesOf(`${path}[]`, each));
  if (typeof value === "object" && value !== null)
    return Object.entries(value).flatMap(([name, each]) => leavesOf(path ? `${path}.${name}` : name, each));
  if (typeof value === "number") return [[path, Number.isInteger(value) ? "int" : "float"]];
  return [[path, typeof value === "boolean" ? "bool" : typeof value]];
};

type Leaves = Record<string, string>;

/** Runs a scenario with one client. Returns the leaves of all responses, by action. */
const observe = async ({ emulator, steps }: Scenario): Promise<Record<string, Leaves>> => {
  const observed: Record<string, Leaves> = {};
  const column: Column = { client: "pop-core", signature: "V2", format: "JSON", method: "POST" };
  const client = new Client(column.client);
  const recorder: Run["client"] = {
    call: async (url, how, keys, calls) => {
      const outcomes = await client.call(url, how, keys, calls);
      outcomes.forEach(({ body }, index) => {
        const { action = "" } = calls[index] ?? {};
        if (body) observed[action] = { ...observed[action], ...Object.fromEntries(leavesOf("", body)) };
      });
      return outcomes;
    },
  };
  let now = Date.now();
  const run = { column, client: recorder, cloud: await emulated({ ...emulator, now: () => now }), kept: {} };
  try {
    for (const step of steps) {
      if ("cloud" in step) continue;
      now += 1000;
      for (const event of eventsBefore(steps, step)) happen(run, event);
      assert.deepEqual(await problemsOf(run, step), [], step.call);
    }
  } finally {
    await client.close();
  }
  return observed;
};

const without = (leaves: Leaves, isRemoved: (path: string) => boolean): Leaves =>
  Object.fromEntries(Object.entries(leaves).filter(([path]) => !isRemoved(path)));

const isInData = (path: string): boolean => path.startsWith("Data.");

describe("models of the vendor's SDKs", () => {
  it("declare the same actions as the emulator (Go, Python)", () => {
    const names = Object.keys(actions).sort();
    assert.deepEqual(Object.keys(goActions()).sort(), names);
    assert.deepEqual(Object.keys(pythonParameters()).sort(), names);
  });

  it("declare the same parameters and types as the emulator, except for explained differences (Go)", () => {
    const ofGo = goActions();
    const found = Object.entries(actions).flatMap(([action, { parameters }]) => {
      const types = Object.fromEntries(Object.entries(parameters).map(([name, { type }]) => [name, type]));
      return compare(action, types, ofGo[action]?.parameters ?? {});
    });
    verify("Go", "parameter", found);
  });

  it("declare the same parameters as the emulator, except for explained differences (Python)", () => {
    const ofPython = pythonParameters();
    const table = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, "sent"]));
    const found = Object.entries(actions).flatMap(([action, { parameters }]) => {
      const names = Object.entries(parameters).map(([name, { type }]) =>
        type === "strings" ? `${name}.N` : name,
      );
      return compare(action, table(names), table(ofPython[action] ?? []));
    });
    verify("Python", "parameter", found);
  });

  it("declare the same response fields and types as the emulator, except for explained differences (Go)", async () => {
    const [scenario] = scenarios;
    const observed = await observe(scenario as Scenario);
    const ofGo = goActions();
    // A float with an integer value looks like an integer.
    const isSame = (one: string, other: string) => one === other || (one === "int" && other === "float");
    const sharing = Object.entries(ofGo).filter(([, { sharesData }]) => sharesData);
    const found = Object.keys(actions).flatMap((action) => {
      const { answer = {}, sharesData } = ofGo[action] ?? {};
      const given = observed[action] ?? {};
      return compare(
        action,
        given,
        without(answer, (path) => sharesData === true && isInData(path) && !(path in given)),
        isSame,
      );
    });
    const [, { answer: shared = {} } = {}] = sharing[0] ?? [];
    const given = Object.assign({}, ...sharing.map(([action]) => observed[action]));
    const unused = compare(
      "several",
      given,
      without(shared, (path) => !isInData(path)),
    ).filter(({ is }) => is === onlyIn("SDK"));
    verify("Go", "answer", [...found, ...unused]);
  });

  it("declare the same XML item tags as the emulator, except for explained differences (Go)", () => {
    const ofGo = goActions();
    const found = Object.entries(actions).flatMap(([action, { itemTags = {} }]) => {
      const paths = Object.keys(ofGo[action]?.answer ?? {});
      const lists = new Set(
        paths.flatMap((path) => [...path.matchAll(/(\w+)\[\]/g)].map(([, name = ""]) => name)),
      );
      return [...lists].flatMap((list) => {
        const [one, other] = [itemTags[list] ?? "none", goItemTag(action, list) ?? "none"];
        const is = `${other} in the SDK, ${one} in the emulator`;
        return one === other ? [] : [{ action, of: list, is }];
      });
    });
    verify("Go", "item tag", found);
  });

  it("declare every parameter that the provider sends, and IotInstanceId only for actions that accept it", () => {
    const ofGo = goActions();
    const called = [
      ...resources.flatMap((each) => each.actions),
      ...[...accountFunctions.values()].flatMap((each) => each.actions),
    ];
    assert.ok(called.length > 0);
    for (const { name, parameters, takesIotInstanceId } of called) {
      const known = ofGo[name]?.parameters ?? {};
      // Requests contain a repeated parameter as Name.1, Name.2 and so on.
      const unknown = Object.keys(parameters).filter((each) => !(each.replace(/\.\d+$/, "") in known));
      assert.deepEqual(unknown, [], name);
      assert.equal(takesIotInstanceId, "IotInstanceId" in known, name);
    }
  });

  it("have a reason for each explained difference", () => {
    assert.deepEqual(explanations.filter(({ why }) => !why).map(textOf), []);
  });
});
