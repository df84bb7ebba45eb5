import { rows } from "./rows";
import { testRows } from "./rowTests";

describe("the ways of using the package that break most easily", function () {
  this.timeout(300_000);
  testRows(rows.filter(({ short }) => short));
});
