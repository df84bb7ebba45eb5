import assert from "node:assert/strict";
import fc from "fast-check";
import { name as nameType, validName } from "../../../provider/engine/names";

describe("a name", () => {
  const { validate } = nameType.required().valueType;
  const valid = [
    "abcd",
    "A_1_",
    "水表",
    "水表_1",
    "a".repeat(30),
    "水".repeat(15),
    `${"水".repeat(14)}ab`,
    "____",
  ];
  const invalid = [
    "abc",
    "水a",
    "a".repeat(31),
    "水".repeat(16),
    `${"水".repeat(15)}a`,
    "a-bc",
    "a.bcd",
    "a bcd",
    "ab😀cd",
    "ａｂｃｄ",
    "äbcd",
    "",
  ];

  it("is valid if the API accepts it", () => {
    for (const name of valid) assert.equal(validate(name), undefined, name);
  });

  it("is rejected with a reason if the API rejects it", () => {
    for (const name of invalid)
      assert.match(String(validate(name)), /^(can contain only|has a width of \d+)/, name);
    assert.equal(validate("abc"), "has a width of 3; it must be 4 to 30 (a Chinese character counts as 2)");
    for (const value of [5, null, {}, ["abcd"]]) assert.equal(validate(value), "must be a string");
  });

  it("is derived from the resource name by replacing invalid characters, padding and truncating", () => {
    assert.equal(validName("my-lease"), "my_lease");
    assert.equal(validName("net"), "net_");
    assert.equal(validName(""), "____");
    assert.equal(validName("水表"), "水表");
    assert.equal(validName("x".repeat(50)), "x".repeat(30));
  });

  it("can be derived from any string, and equals the string if the string is valid", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => validate(validName(text)) === undefined),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "Z", "0", "_", "水", "-", " ") }), (text) => {
        if (validate(text) === undefined) assert.equal(validName(text), text);
      }),
    );
  });
});
