import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { doorName } from "../support/door";
import type { Values } from "../support/host";
import { HostStage } from "../support/hostStage";

const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" };

// Pulumi provides the process for dynamic resources, so these tests cover only the plugin's process.
const describePlugin = doorName === "plugin" ? describe : () => undefined;

describePlugin("process of the provider plugin", () => {
  let stage: HostStage | undefined;
  afterEach(() => stage?.close());

  it("records the result of a call that is in flight when the command is canceled, and starts no other call", async () => {
    stage = await HostStage.open("LeasedJoinPermission");
    const { host, cloud } = stage;
    cloud.injectFault({ action: "ApplyRoamingJoinPermission", answer: "late", effect: true, delayMs: 1_000 });
    const creation = host.up({ ...roaming, enabled: false }).then(
      () => assert.fail("the creation succeeded"),
      (error: { message: string; partial?: { id: string; properties: Values } }) => error,
    );
    while (!stage.calls().some((call) => call.startsWith("ApplyRoaming"))) await setTimeout(10);
    await host.cancel();
    const { message, partial } = await creation;
    assert.match(message, /Canceled: the call was not sent, because the command was canceled/);
    const { List } = cloud.callAs("renter", "ListRentedJoinPermissions", { Offset: 0, Limit: 9 }) as {
      List: Values[];
    };
    assert.deepEqual(
      List.map(({ JoinPermissionId }) => String(JoinPermissionId)),
      [partial?.id],
    );
    assert.ok(!stage.calls().includes("UpdateRoamingJoinPermissionEnablingState"));
  });

  it("limits an operation to the resource's timeout", async () => {
    stage = await HostStage.open("LeasedJoinPermission");
    stage.cloud.injectFault({ action: "ApplyRoamingJoinPermission", code: "Throttling.User", times: 1_000 });
    const { inputs } = await stage.host.check({ resourceName: "lease", ...roaming });
    const { message } = await stage.failure(stage.host.create(inputs, 2));
    assert.match(message, /OperationTimeout: the operation took more than 2 s/);
  });

  const start = (stdin: "pipe" | "ignore" = "pipe"): ChildProcess =>
    spawn(join(__dirname, "..", "..", "plugin", "pulumi-resource-linkwan"), ["127.0.0.1:1"], {
      stdio: [stdin, "pipe", "pipe"],
    });

  it("exits on SIGINT if no request is in flight", async () => {
    const child = start();
    await once(child.stdout ?? assert.fail(), "data");
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("exits when the command that started it exits, even if the command is killed", async () => {
    const child = start();
    await once(child.stdout ?? assert.fail(), "data");
    child.stdin?.end();
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });

  it("runs without standard input", async () => {
    const child = start("ignore");
    await once(child.stdout ?? assert.fail(), "data");
    await setTimeout(500);
    assert.equal(child.exitCode, null);
    child.kill("SIGINT");
    assert.deepEqual(await once(child, "exit"), [0, null]);
  });
});
