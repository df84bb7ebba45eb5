import assert from "node:assert/strict";
import fc from "fast-check";
import { Emulator } from "../../../emulator/emulator";
import { actions } from "../../../provider/client/actions";
import { CallFailed, judge } from "../../../provider/client/answer";
import { MalformedAnswer } from "../../../provider/client/decode";
import { stateOf } from "../../../provider/engine/state";
import { ofCloud } from "../../../provider/lifecycle/leasedJoinPermission/state";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";
import { makeLocal, makeOffer } from "../../support/byHand";

const JSONbig = require("json-bigint");

/** Real answers of the emulated cloud, by action. */
const realAnswers = (): Record<string, string> => {
  const cloud = new Emulator({});
  const data = (account: string, action: string, parameters: Record<string, unknown>) =>
    cloud.callAs(account, action, parameters);
  const values = { ClassMode: "B", FreqBandPlanGroupId: 102, DataRate: 3 };
  const JoinPermissionId = makeLocal(cloud, "valley", values);
  const OrderId = makeOffer(cloud, JoinPermissionId);
  data("renter", "AcceptJoinPermissionAuthOrder", { OrderId });
  const application = { JoinPermissionName: "meters", ClassMode: "A", FreqBandPlanGroupId: 101 };
  const answer = (value: unknown) => JSON.stringify({ RequestId: "R", Success: true, Data: value });
  return {
    ApplyRoamingJoinPermission: answer(data("renter", "ApplyRoamingJoinPermission", application)),
    GetRentedJoinPermission: answer(data("renter", "GetRentedJoinPermission", { JoinPermissionId })),
    ListRentedJoinPermissions: answer(data("renter", "ListRentedJoinPermissions", { Offset: 0, Limit: 10 })),
    GetJoinPermissionAuthOrder: answer(data("renter", "GetJoinPermissionAuthOrder", { OrderId })),
    ReturnJoinPermission: answer(undefined),
  };
};

const answers = realAnswers();
const pieces = [
  '"',
  "{",
  "}",
  "[",
  "]",
  ",",
  ":",
  "null",
  "true",
  "1e999",
  "-0",
  "12345678901234567890",
  '""',
  '"__proto__":1,',
  "\u0000",
  "é",
];

/** A real answer with some places cut out, doubled, or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...Object.keys(answers)),
    fc.array(
      fc.record({
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        cut: fc.nat(12),
        insert: fc.oneof(fc.constant(""), fc.constantFrom(...pieces)),
      }),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([action, edits]) => {
    let text = answers[action] ?? "";
    for (const { at, cut, insert } of edits) {
      const index = Math.floor(at * text.length);
      text = text.slice(0, index) + insert + text.slice(index + cut);
    }
    return { action, text };
  });

/** A real answer whose values are replaced by any others. */
const replaced = fc
  .tuple(fc.constantFrom(...Object.keys(answers)), fc.nat(30), fc.jsonValue())
  .map(([action, place, value]) => {
    let index = 0;
    const text = JSON.stringify(JSON.parse(answers[action] ?? ""), (_key, each) =>
      index++ === place ? value : each,
    );
    return { action, text: text ?? "" };
  });

/** Parses as pop-core does, then judges and decodes; gives what would go on, or `undefined` for an error. */
const read = (action: string, text: string): unknown => {
  let json: unknown;
  try {
    json = JSONbig.parse(text);
  } catch {
    return undefined;
  }
  const { data } = actions[action as keyof typeof actions] as {
    data: (value: unknown, path: string) => unknown;
  };
  try {
    return { value: data(judge(json, { response: { statusCode: 200 } }, []).data, "Data") };
  } catch (error) {
    assert.ok(error instanceof CallFailed || error instanceof MalformedAnswer, String(error));
    return undefined;
  }
};

describe("any answer", () => {
  for (const [what, arbitrary] of [
    ["cut and patched", mutated],
    ["with other values", replaced],
  ] as const) {
    it(`${what} is an error or a correct result, and never puts undefined into the state`, () => {
      let understood = 0;
      fc.assert(
        fc.property(arbitrary, ({ action, text }) => {
          const result = read(action, text) as { value: never } | undefined;
          if (!result) return;
          understood++;
          if (action === "ApplyRoamingJoinPermission") assert.match(result.value, /./);
          if (action !== "GetRentedJoinPermission") return;
          const state = stateOf(leasedJoinPermission, ofCloud(result.value), {
            unbindOnReturn: false,
            __inputs: [],
          });
          assert.deepEqual(JSON.parse(JSON.stringify(state)), state, "the state is not plain JSON");
          for (const name of [
            "joinPermissionId",
            "joinPermissionName",
            "classMode",
            "freqBandPlanGroupId",
            "joinEui",
          ]) {
            assert.equal(typeof state[name], "string", name);
            assert.notEqual(state[name], "");
          }
          assert.equal(typeof state.enabled, "boolean");
        }),
        { numRuns: 10_000 },
      );
      assert.ok(understood > 100, "hardly any answer was understood, so nothing was shown");
    });
  }
});
