import assert from "node:assert/strict";
import fc from "fast-check";
import { hasUnprintable, printableJson } from "../../../provider/client/oneLine";

describe("JSON for a terminal", () => {
  it("contains no unprintable characters except line breaks, and parses to the same value", () => {
    const texts = fc.string({ unit: "binary", maxLength: 20 });
    fc.assert(
      fc.property(texts, texts, (key, value) => {
        const json = printableJson({ [key]: [value, "\u001b[2J\u009b\u202e\u{e0001}"] });
        assert.ok(!hasUnprintable(json.replaceAll("\n", "")));
        assert.deepEqual(
          JSON.parse(json),
          JSON.parse(JSON.stringify({ [key]: [value, "\u001b[2J\u009b\u202e\u{e0001}"] })),
        );
      }),
    );
  });
});
