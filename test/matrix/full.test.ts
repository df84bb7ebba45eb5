import { type Row, rows } from "./rows";
import { testRows } from "./rowTests";
import { writeTable } from "./table";

describe("every supported combination", function () {
  const passed: Row[] = [];
  testRows(this, rows, (row) => passed.push(row));
  after(() => {
    if (passed.length === rows.length) writeTable(passed);
  });
});
