import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulated } from "../support/hooks";
import { initStack } from "../support/project";
import { withEngine } from "../support/stack";
import { makeProject, type Tarballs } from "./folder";
import { live, refuses } from "./life";
import { packComponent, packThis } from "./packages";
import { type Row, titleOf } from "./rows";

/**
 * Defines a test for each row; the test installs the row's packages into a new folder and runs the stack's lifecycle
 * there.
 */
export const testRows = (
  suite: Mocha.Suite,
  rows: readonly Row[],
  passed: (row: Row) => void = () => undefined,
): void => {
  withEngine(suite);
  let folder: string;
  let tarballs: Tarballs;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-matrix-"));
    const linkwan = packThis(join(folder, "this"));
    tarballs = { linkwan, component: packComponent(join(folder, "component"), linkwan) };
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  for (const [number, row] of rows.entries())
    it(`${row.says ? "rejects" : "runs"} ${titleOf(row)}`, async () => {
      const cloud = await emulated({ qps: 1_000 });
      const at = join(folder, `${number}`);
      const project = await makeProject(row, at, tarballs);
      assert.match((await project.run("node", ["--version"])).output, new RegExp(`^v${row.node}\\.`));
      await initStack(project, cloud);
      if (row.says) await refuses(project, cloud, row.says);
      else await live(project, cloud);
      rmSync(at, { recursive: true, force: true });
      passed(row);
    });
};
