import assert from "node:assert/strict";
import fc from "fast-check";
import { Emulator } from "../../../../emulator/emulator";
import { type Decoded, MalformedResponse } from "../../../../provider/client/decode";
import { parseJson } from "../../../../provider/client/http/readResponse";
import { CallFailed, parseResponse } from "../../../../provider/client/http/response";
import { cloudStateFrom } from "../../../../provider/engine/apiFields";
import { keptFromInputs, stateOf } from "../../../../provider/engine/state";
import { GetJoinPermissionAuthOrder } from "../../../../provider/resources/joinPermissionAuthOrder/api";
import {
  ApplyRoamingJoinPermission,
  GetRentedJoinPermission,
  ListRentedJoinPermissions,
  ReturnJoinPermission,
} from "../../../../provider/resources/leasedJoinPermission/api";
import { leasedJoinPermission } from "../../../../provider/resources/leasedJoinPermission/declaration";
import { properties } from "../../../../provider/resources/leasedJoinPermission/properties";
import { makeLocal, makeOffer } from "../../../support/byHand";

/** Returns real responses from the emulator, keyed by action. */
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
const decoders = Object.fromEntries(
  [
    ApplyRoamingJoinPermission,
    GetRentedJoinPermission,
    ListRentedJoinPermissions,
    GetJoinPermissionAuthOrder,
    ReturnJoinPermission,
  ].map(({ name, decoder: data }) => [name, data]),
);
/** Tokens that break or change JSON when they are inserted. */
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

/** Real response with parts removed or replaced. */
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

/** Real response with one value replaced by any JSON value. */
const replaced = fc
  .tuple(fc.constantFrom(...Object.keys(answers)), fc.nat(30), fc.jsonValue())
  .map(([action, place, value]) => {
    let index = 0;
    const text = JSON.stringify(JSON.parse(answers[action] ?? ""), (_key, each) =>
      index++ === place ? value : each,
    );
    return { action, text: text ?? "" };
  });

/** Parses, checks and decodes a response; returns `undefined` if the response is rejected. */
const read = (action: string, text: string): { readonly value: unknown } | undefined => {
  let body: unknown;
  try {
    body = parseJson(text);
  } catch {
    return undefined;
  }
  const decode = decoders[action] ?? assert.fail(action);
  try {
    return { value: decode(parseResponse({ statusCode: 200, date: undefined, body }, []).data, "Data") };
  } catch (error) {
    assert.ok(error instanceof CallFailed || error instanceof MalformedResponse, String(error));
    return undefined;
  }
};

describe("any response", () => {
  for (const [what, arbitrary] of [
    ["if its text is damaged", mutated],
    ["if one value is replaced", replaced],
  ] as const) {
    it(`is rejected or decoded correctly ${what}, and never puts undefined into the state`, () => {
      let decoded = 0;
      fc.assert(
        fc.property(arbitrary, ({ action, text }) => {
          const result = read(action, text);
          if (!result) return;
          decoded++;
          if (action === "ApplyRoamingJoinPermission") assert.match(String(result.value), /./);
          if (action !== "GetRentedJoinPermission") return;
          const lease = result.value as Decoded<typeof GetRentedJoinPermission.decoder>;
          const cloud = cloudStateFrom(properties, lease);
          const state = stateOf(
            leasedJoinPermission,
            cloud,
            keptFromInputs(leasedJoinPermission, {}, { key: "key", account: undefined }),
          );
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
      assert.ok(decoded > 100, "too few responses were decoded to prove anything");
    });
  }
});
