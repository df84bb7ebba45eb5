import assert from "node:assert/strict";
import type { Fault, RunningEmulator } from "../../emulator";
import { emulated } from "../support/hooks";
import { type Caller, call, callerOf } from "../support/signedRequest";

describe("faults of the emulator", () => {
  let cloud: RunningEmulator;
  let renter: Caller;
  beforeEach(async () => {
    cloud = await emulated({ qps: 1_000 });
    renter = callerOf(cloud);
  });
  const apply = () =>
    call(renter, "ApplyRoamingJoinPermission", {
      JoinPermissionName: "meters",
      ClassMode: "A",
      FreqBandPlanGroupId: "101",
    });
  const held = () => cloud.callAs("renter", "CountRentedJoinPermissions");
  const ordered = (fault: Omit<Fault, "action">) =>
    cloud.injectFault({ action: "ApplyRoamingJoinPermission", ...fault });

  it("cut the connection before or after the effect", async () => {
    ordered({ answer: "dropped" });
    await assert.rejects(apply());
    assert.equal(held(), 0);
    ordered({ answer: "dropped", effect: true });
    await assert.rejects(apply());
    assert.equal(held(), 1);
  });

  it("spoil answers as proxies and services do", async () => {
    const seen = async (answer: Fault["answer"]) => {
      ordered({ answer });
      return apply().then(
        ({ status, text }) => `${status} ${text}`,
        () => "not to be parsed",
      );
    };
    assert.match(await seen("html502"), /^502 <html>/);
    assert.match(await seen("status503"), /^503 \{"error"/);
    assert.equal(await seen("empty"), "not to be parsed");
    assert.equal(await seen("cutJson"), "not to be parsed");
    assert.match(await seen("successFalse"), /^200 .*"Success":false/);
    assert.equal(held(), 0);
  });

  it("delay an answer, answer with any code, and come at the call that was asked for", async () => {
    ordered({ code: "InternalError", effect: true, nth: 2 });
    ordered({ answer: "late", delayMs: 100 });
    const started = Date.now();
    await assert.rejects(apply());
    assert.ok(Date.now() - started >= 100);
    assert.equal(held(), 0, "late, and without effect");
    assert.equal((await apply()).json.Code, "InternalError");
    assert.equal(held(), 1, "with effect");
  });

  it("answer with every documented code's own message, also under its new name", async () => {
    const messages: [code: string, newName: string, message: string][] = [
      [
        "GatewayAlreadyBoundToOthers",
        "OwnedByOther",
        "This gateway has already been bound to another account.",
      ],
      ["ExceedGatewayLimit", "ReachedGatewayLimit", "The maximum number of gateways is exceeded."],
      ["CloudProductNotActivated", "UnqualifiedAccount", "The Link WAN service has not been activated."],
      ["NonExistent", "Nonexistent", "The specified resource does not exist."],
    ];
    for (const [code, newName, message] of messages) {
      for (const each of [code, newName]) {
        ordered({ code: each });
        const { status, json } = await apply();
        assert.deepEqual([status, json.Code, json.Message], [400, each, message]);
      }
    }
    ordered({ code: "IotHubTripleMissing" });
    assert.equal((await apply()).json.Message, "The IoT Platform trituple of this gateway does not exist.");
  });

  it("shift the clock, also in the header that tells it", async () => {
    cloud.injectFault({ action: "*", clockShiftMs: 3_600_000 });
    assert.equal((await call(renter, "CountNodeGroups")).json.Code, "InvalidTimeStamp.Expired");
    assert.equal((await call(renter, "CountNodeGroups")).json.Success, true);
  });

  const wrong: [fault: object, expected: RegExp][] = [
    [{ action: "Nothing", code: "X" }, /there is no action Nothing/],
    [{ action: "*" }, /a fault has either a code, an answer or a clockShiftMs/],
    [{ action: "*", code: "X", answer: "dropped" }, /a fault has either/],
    [{ action: "*", answer: "lost" }, /there is no answer lost; there are dropped, late/],
    [{ action: "*", code: "X", often: 3 }, /a fault has no often; it may have action, code/],
  ];
  for (const [fault, expected] of wrong) {
    it(`are refused with a reason: ${JSON.stringify(fault)}`, () => {
      assert.throws(() => cloud.injectFault(fault as Fault), expected);
    });
  }
});
