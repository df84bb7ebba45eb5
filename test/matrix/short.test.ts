import { rows } from "./rows";
import { testRows } from "./rowTests";

describe("the most fragile combinations", function () {
  testRows(
    this,
    rows.filter(({ short }) => short),
  );
});
