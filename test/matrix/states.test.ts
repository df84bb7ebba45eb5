import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emulated } from "../support/hooks";
import { initStack, type PulumiFolder } from "../support/project";
import { withEngine } from "../support/stack";
import { makePlainProject } from "./folder";
import { held, type StoredResource, stateOf, works } from "./life";
import { packThis } from "./packages";
import { read, replay, seed, versions, withAddress } from "./recorded";

const withoutAccount = ({ outputs, ...rest }: StoredResource) => {
  const { __account, ...others } = outputs ?? {};
  return { ...rest, outputs: others };
};

describe("states of earlier versions", function () {
  withEngine(this);
  let folder: string;
  let project: PulumiFolder;
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "linkwan-states-"));
    project = await makePlainProject(join(folder, "project"), packThis(join(folder, "this")));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));
  afterEach(() => rmSync(join(project.folder, "state", ".pulumi"), { recursive: true, force: true }));

  for (const version of versions())
    it(`previews and refreshes the state of ${version} without changes, then destroys it`, async () => {
      const cloud = await emulated({ seed, qps: 1_000 });
      replay(cloud, version);
      writeFileSync(join(project.folder, "index.js"), read(version, "program.js"));
      writeFileSync(join(folder, "state.json"), withAddress(read(version, "state.json"), cloud));
      await initStack(project, cloud);
      await works(project.pulumi(["stack", "import", "--file", join(folder, "state.json")]));
      const imported = stateOf(project);
      assert.ok(imported.length > 1);
      await works(project.pulumi(["preview", "--diff", "--expect-no-changes"]));
      await works(project.pulumi(["refresh", "--yes", "--skip-preview", "--expect-no-changes"]));
      const refreshed = stateOf(project);
      assert.deepEqual(refreshed.map(withoutAccount), imported.map(withoutAccount));
      // Earlier versions did not write the mark of the account. The refresh adds the mark without showing a change.
      const own = refreshed.filter(({ outputs }) => outputs?.__key !== undefined);
      assert.ok(
        own.length > 0 && own.every(({ outputs }) => /^[ak]\w{13}$/.test(String(outputs?.__account))),
      );
      assert.equal(cloud.calls.filter(({ action }) => !/^(Get|List|Count)/.test(action)).length, 0);
      await works(project.pulumi(["destroy", "--yes", "--skip-preview"]));
      assert.deepEqual(stateOf(project), []);
      assert.equal(held(cloud), 0);
    });
});
