import assert from "node:assert/strict";
import stringWidth from "string-width";
import { type Column, tableOf } from "../../cli/audit/table";

type Row = readonly [id: string, name: string, stack: string];
const columns: readonly Column<Row>[] = [
  { title: "ID", cell: ([id]) => id, canShrink: false },
  { title: "NAME", cell: ([, name]) => name, canShrink: true },
  { title: "HELD BY", cell: ([, , stack]) => stack, canShrink: true },
];

describe("table of audit", () => {
  it("aligns columns by the width of their characters; a Chinese character has the width 2", () => {
    assert.deepEqual(
      tableOf(
        columns,
        [
          ["1", "二号楼水表", "dev"],
          ["20", "pumps", "no stack"],
        ],
        100,
      ),
      ["ID  NAME        HELD BY", "1   二号楼水表  dev", "20  pumps       no stack"],
    );
  });

  it("omits a column without a value", () => {
    assert.deepEqual(tableOf(columns, [["1", "", "dev"]], 100), ["ID  HELD BY", "1   dev"]);
  });

  it("shortens the widest columns until the table fits, but no id", () => {
    const id = "aaaa000000000001/1234567890123456789";
    const rows: Row[] = [[id, "水".repeat(40), "organization/network/production"]];
    const lines = tableOf(columns, rows, 70);
    assert.ok(Math.max(...lines.map((line) => stringWidth(line))) <= 70, lines.join("\n"));
    assert.match(lines[1] ?? "", new RegExp(`^${id} {2}水+… {1,3}organization/n?\\w*…$`));
  });

  it("shows the code of a character that a terminal interprets", () => {
    assert.deepEqual(tableOf(columns, [["\u001b[2J", "", ""]], 30)[1], "\\u{1b}[2J");
  });
});
