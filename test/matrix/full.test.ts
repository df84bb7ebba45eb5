import { type Row, rows } from "./rows";
import { testRows } from "./rowTests";
import { writeTable } from "./table";

describe("every way the package is used", function () {
  this.timeout(300_000);
  const passed: Row[] = [];
  testRows(rows, (row) => passed.push(row));
  after(() => {
    if (passed.length === rows.length) writeTable(passed);
  });
});
