import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { documents } from "./documents";

const root = join(__dirname, "..", "..");
const MAX_LINES = 150;
/** Matches the regions that a command writes, including their markers. */
const WRITTEN_REGION = /<!-- (?:derived: |written by ).+? -->[\s\S]*?<!-- end(?: derived)? -->\n/g;

describe("length of the guides", () => {
  for (const path of documents.filter((each) => !each.startsWith("README"))) {
    it(`is at most ${MAX_LINES} lines without derived regions: ${path}`, () => {
      const text = readFileSync(join(root, path), "utf8").replace(WRITTEN_REGION, "");
      const lines = text.split("\n").length - 1;
      assert.ok(lines <= MAX_LINES, `${lines} lines`);
    });
  }
});
