import assert from "node:assert/strict";
import { pluginDownloadUrl } from "../../scripts/derive/schema";

describe("pluginDownloadUrl", () => {
  for (const repository of [
    "git+https://github.com/someone/pulumi-linkwan.git",
    "https://github.com/someone/pulumi-linkwan",
    "git@github.com:someone/pulumi-linkwan.git",
  ])
    it(`returns the release address for ${repository}`, () =>
      assert.equal(pluginDownloadUrl(repository), "github://api.github.com/someone/pulumi-linkwan"));

  it("returns undefined if package.json has no address, or an address outside GitHub", () => {
    for (const repository of [undefined, "https://example.com/someone/pulumi-linkwan.git"])
      assert.equal(pluginDownloadUrl(repository), undefined);
  });
});
