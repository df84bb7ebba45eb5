import assert from "node:assert/strict";
import fc from "fast-check";
import { legalName, refusesName } from "../../../provider/engine/names";

describe("names", () => {
  const legal = [
    "abcd",
    "A_1_",
    "水表",
    "水表_1",
    "a".repeat(30),
    "水".repeat(15),
    `${"水".repeat(14)}ab`,
    "____",
  ];
  const illegal = [
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

  it("takes what the API takes", () => {
    for (const name of legal) assert.equal(refusesName(name), undefined, name);
  });

  it("refuses what it does not, and says why", () => {
    for (const name of illegal) assert.match(String(refusesName(name)), /^(may hold only|is \d+ wide)/, name);
    assert.equal(refusesName("abc"), "is 3 wide; it must be 4 to 30 (a Chinese character counts 2)");
    for (const value of [5, null, {}, ["abcd"]]) assert.equal(refusesName(value), "must be text");
  });

  it("makes the nearest legal name of a resource's name", () => {
    assert.equal(legalName("my-lease"), "my_lease");
    assert.equal(legalName("net"), "net_");
    assert.equal(legalName(""), "____");
    assert.equal(legalName("水表"), "水表");
    assert.equal(legalName("x".repeat(50)), "x".repeat(30));
  });

  it("makes a legal name of any text, and changes no legal one", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => refusesName(legalName(text)) === undefined),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", "Z", "0", "_", "水", "-", " ") }), (text) => {
        if (refusesName(text) === undefined) assert.equal(legalName(text), text);
      }),
    );
  });
});
