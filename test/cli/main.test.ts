import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { Place } from "../support/doctor";
import { emulated } from "../support/hooks";

const command = join(__dirname, "..", "..", "dist", "cli", "main.js");

describe("pulumi-linkwan", () => {
  let place: Place;
  beforeEach(() => {
    place = new Place();
  });
  afterEach(() => place.remove());

  it("finishes with its own exit code if the reader of its output ends first", async () => {
    const { url } = await emulated();
    const child = spawn(process.execPath, [command, "doctor", "--endpoint", url], {
      cwd: place.folder,
      env: place.env,
    });
    const [errors, closed] = [text(child.stderr), once(child, "close")];
    child.stdout.once("data", () => child.stdout.destroy());
    const [exitCode] = await closed;
    assert.equal(await errors, "");
    // The folder has no CLI and no key.
    assert.equal(exitCode, 1);
  });
});
