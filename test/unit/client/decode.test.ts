import assert from "node:assert/strict";
import fc from "fast-check";
import {
  boolean,
  decimal32,
  integer,
  list,
  MalformedResponse,
  nothing,
  oneOf,
  optional,
  record,
  string,
} from "../../../provider/client/decode";
import { plain } from "../../../provider/client/plain";
import {
  GetRentedJoinPermission,
  ListRentedJoinPermissions,
} from "../../../provider/resources/leasedJoinPermission/api";

const lease = {
  JoinPermissionId: 123,
  JoinPermissionName: "meters",
  Type: "LOCAL",
  ClassMode: "A",
  FreqBandPlanGroupId: 101,
  JoinEui: "d896e0efff000000",
  Enabled: true,
  RxDelay: 1,
};

describe("a decoder", () => {
  it("accepts ids as strings or numbers", () => {
    assert.equal(string("123", ""), "123");
    assert.equal(string(123, ""), "123");
    assert.throws(() => string("", "Data.Id"), /Data\.Id is not a non-empty string/);
    assert.throws(() => string({}, "Data.Id"), MalformedResponse);
  });

  it("accepts integers only as numbers or decimal strings", () => {
    assert.equal(integer("15", ""), 15);
    assert.equal(integer(15, ""), 15);
    for (const wrong of ["", "1.5", "0x10", "1e3", 1.5, null, [], Number.NaN]) {
      assert.throws(() => integer(wrong, "x"), MalformedResponse, String(wrong));
    }
  });

  it("accepts any decimal number, even a very small one that is sent with many digits", () => {
    const small = Math.fround(1e-20);
    assert.equal(decimal32(small.toFixed(60), ""), 1e-20);
    assert.equal(decimal32("-120.5", ""), -120.5);
    for (const wrong of ["", "1e3", ".5", "9".repeat(400), Number.POSITIVE_INFINITY, null])
      assert.throws(() => decimal32(wrong, "x"), MalformedResponse, String(wrong));
  });

  it("returns a 32-bit number with the fewest digits that identify it, and any other number unchanged", () => {
    for (const [text, expected] of [
      ["120.15499877929688", 120.155],
      ["30.281234741210938", 30.281235],
      ["120.1234567891", 120.1234567891],
      ["120.155", 120.155],
      ["0", 0],
    ] as const)
      assert.equal(decimal32(text, ""), expected);
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (value) => {
        const short = decimal32(value, "");
        return Math.fround(short) === value && String(short).length <= String(value).length;
      }),
    );
  });

  it("accepts booleans sent as booleans or as strings", () => {
    assert.deepEqual([boolean(true, ""), boolean("false", "")], [true, false]);
    assert.throws(() => boolean(1, "x"), MalformedResponse);
  });

  it("decodes an absent field, null and an empty string as undefined", () => {
    for (const none of [undefined, null, ""]) assert.equal(optional(string)(none, ""), undefined);
    assert.equal(optional(integer)("3", ""), 3);
  });

  it("keeps only the declared fields of an object", () => {
    assert.deepEqual(record({ A: string })({ A: "1", Appkey: "secret" }, ""), { A: "1" });
    assert.throws(() => record({ A: string })([], "Data"), /Data is not an object/);
    assert.throws(() => record({ A: string })({}, "Data"), /Data\.A is not a non-empty string/);
  });

  it("accepts a list as an array, under its item tag, or as a single bare item", () => {
    const decoder = list(record({ A: string }), "Item");
    const expected = [{ A: "1" }];
    assert.deepEqual(decoder([{ A: 1 }], ""), expected);
    assert.deepEqual(decoder({ Item: [{ A: 1 }] }, ""), expected);
    assert.deepEqual(decoder({ Item: { A: 1 } }, ""), expected);
    assert.deepEqual(decoder({ A: 1 }, ""), expected);
    assert.deepEqual(decoder([], ""), []);
    assert.deepEqual(decoder({}, ""), []);
    assert.throws(() => decoder("x", "Data.List"), /Data\.List is not a list/);
    assert.throws(() => decoder(undefined, "Data.List"), MalformedResponse);
  });

  it("rejects unknown enumeration values, and ignores data in the response to an action that returns none", () => {
    assert.equal(oneOf("A", "B")("B", ""), "B");
    assert.throws(() => oneOf("A", "B")("C", "x"), /one of A, B/);
    assert.equal(nothing({ any: "data" }, ""), undefined);
  });

  it("decodes a lease identically from Get and List, whether the field is named Type or type", () => {
    const got = GetRentedJoinPermission.decoder(lease, "Data");
    const { Type, ...rest } = lease;
    assert.deepEqual(GetRentedJoinPermission.decoder({ ...rest, type: Type }, "Data"), got);
    const item = {
      ...lease,
      JoinPermissionId: "123",
      FreqBandPlanGroupId: "101",
      RxDelay: "1",
      OwnerAliyunId: "owner",
    };
    const listed = ListRentedJoinPermissions.decoder({ TotalCount: 1, List: [item] }, "Data");
    assert.deepEqual(listed.List, [{ ...got, OwnerAliyunId: "owner" }]);
  });
});

describe("plain", () => {
  it("converts long numbers to strings, and objects without a prototype to plain objects", () => {
    const JSONbig = require("json-bigint");
    const parsed = JSONbig.parse(
      '{"Id": 12345678901234567890, "List": [{"Rate": 0.12345678901234567891}], "Small": 5}',
    );
    const result = plain(parsed) as Record<string, unknown>;
    assert.deepEqual(result, {
      Id: "12345678901234567890",
      List: [{ Rate: "0.12345678901234567891" }],
      Small: 5,
    });
    assert.equal(Object.getPrototypeOf(result), Object.prototype);
  });
});
