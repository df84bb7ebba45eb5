import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { readDevices } from "../../examples/estate/devices";

const groups = ["meters", "pumps"];
const devices = [
  { devEui: "dddd000000000001", pinCode: "739101", group: "meters" },
  { devEui: "dddd000000000002", pinCode: "039102", group: "pumps" },
];
const rows = [
  ["devEui", "pinCode", "group"],
  ...devices.map(({ devEui, pinCode, group }) => [devEui, pinCode, group]),
];
const csv = (separator = ",", end = "\n"): string =>
  rows.map((row) => `${row.join(separator)}${end}`).join("");

describe("CSV file of the example estate", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-csv-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const read = (content: string | Buffer) => {
    const path = join(folder, "nodes.csv");
    writeFileSync(path, content);
    return readDevices(path, groups);
  };

  const files: [form: string, content: string | Buffer][] = [
    ["as a text editor saves it", csv()],
    ["without a newline at the end", csv().trimEnd()],
    ["with a byte order mark, semicolons and CRLF, as Excel saves it in Europe", `\ufeff${csv(";", "\r\n")}`],
    ["with CRLF and quotes", rows.map((row) => `"${row.join('","')}"\r\n`).join("")],
    [
      "with tabs in UTF-16, as Excel saves Unicode text",
      Buffer.from(`\ufeff${csv("\t", "\r\n")}`, "utf16le"),
    ],
    ["with CR, as old versions of Excel for Mac save it", csv(",", "\r")],
    ["with blank lines", `${csv(";", "\r\n\r\n")}\r\n;;\r\n ; ; \r\n`],
    [
      "with an empty column, spaces and a different column order",
      `group;;pinCode;devEui;\r\n meters ;;739101; dddd000000000001;\r\npumps;;039102;dddd000000000002\r\n`,
    ],
  ];
  for (const [form, content] of files) it(`is read ${form}`, () => assert.deepEqual(read(content), devices));

  const faults: [fault: string, content: string, message: string][] = [
    ["an empty file", "\r\n", "nodes.csv, line 1: the header must contain devEui, pinCode, group"],
    [
      "no header",
      csv().split("\n").slice(1).join("\n"),
      "nodes.csv, line 1: the header must contain devEui, pinCode, group",
    ],
    [
      "a PIN without its leading zero",
      csv().replace("039102", "39102"),
      "nodes.csv, line 3: pinCode must be 6 digits (in Excel: format Text)",
    ],
    [
      "a DevEUI as a number",
      csv(";").replace("dddd000000000001", "1E+15"),
      "nodes.csv, line 2: devEui must be 16 hexadecimal digits (in Excel: format Text)",
    ],
    [
      "an unknown group",
      csv(";", "\r\n\r\n").replace("pumps", "739101"),
      "nodes.csv, line 5: group must be meters or pumps",
    ],
    ["a missing column", csv().replace(",pumps", ""), "nodes.csv, line 3: group must be meters or pumps"],
    [
      "a quote that is not closed",
      csv().replace("739101", '"739101'),
      "nodes.csv, line 3: invalid CSV (CSV_QUOTE_NOT_CLOSED)",
    ],
    [
      "a quote inside a value",
      csv().replace("739101", '739101"'),
      "nodes.csv, line 2: invalid CSV (INVALID_OPENING_QUOTE)",
    ],
  ];
  for (const [fault, content, message] of faults)
    it(`reports ${fault} with the line number, but without values`, () => {
      assert.throws(
        () => read(content),
        (error: Error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.equal(error.message, message);
          assert.doesNotMatch(error.message, /39101|39102|dddd|1E/);
          return true;
        },
      );
    });
});
