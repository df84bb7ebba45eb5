import assert from "node:assert/strict";
import { revealingSettings } from "../../../provider/run/revealingSettings";

describe("revealingSettings", () => {
  const commands: [args: string, settings: string[]][] = [
    ["up -v=9", ["-v=9"]],
    ["-v 11 up --logtostderr", ["-v=9"]],
    ["up --verbose=9", ["-v=9"]],
    ["up --verbose 10", ["-v=9"]],
    ["up -v9", ["-v=9"]],
    ["up --tracing=file:/tmp/trace", ["--tracing"]],
    ["--tracing tcp://127.0.0.1:1 -v=9", ["--tracing", "-v=9"]],
    ["up -v=8", []],
    ["up -v", []],
    ["up --version=9 --stack v9", []],
    ["", []],
  ];
  for (const [args, settings] of commands)
    it(`returns ${settings.join(", ") || "nothing"} for pulumi ${args}`, () =>
      assert.deepEqual(revealingSettings({}, [["127.0.0.1:1"], args.split(" ")]), settings));

  it("returns PULUMI_DEBUG_GRPC if it is set", () => {
    assert.deepEqual(revealingSettings({ PULUMI_DEBUG_GRPC: "/tmp/log" }, []), ["PULUMI_DEBUG_GRPC"]);
    assert.deepEqual(revealingSettings({ PULUMI_DEBUG_GRPC: "" }, []), []);
  });
});
