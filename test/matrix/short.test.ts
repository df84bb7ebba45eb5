import { rows } from "./rows";
import { testRows } from "./rowTests";

describe("the ways of using the package that break most easily", function () {
  testRows(
    this,
    rows.filter(({ short }) => short),
  );
});
