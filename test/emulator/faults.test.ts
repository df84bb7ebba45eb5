import assert from "node:assert/strict";
import type { Fault, RunningEmulator } from "../../emulator";
import { emulated } from "../support/hooks";
import { type Caller, call, callerOf } from "../support/signedRequest";

describe("emulator faults", () => {
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
  const leaseCount = () => cloud.callAs("renter", "CountRentedJoinPermissions");
  const inject = (fault: Omit<Fault, "action">) =>
    cloud.injectFault({ action: "ApplyRoamingJoinPermission", ...fault });

  it("closes the connection before or after the call takes effect", async () => {
    inject({ answer: "dropped" });
    await assert.rejects(apply());
    assert.equal(leaseCount(), 0);
    inject({ answer: "dropped", effect: true });
    await assert.rejects(apply());
    assert.equal(leaseCount(), 1);
  });

  it("replies with html502, status503, empty, cutJson or successFalse, and does not perform the call", async () => {
    const replyTo = async (answer: Fault["answer"]) => {
      inject({ answer });
      return apply().then(
        ({ status, text }) => `${status} ${text}`,
        () => "not JSON",
      );
    };
    assert.match(await replyTo("html502"), /^502 <html>/);
    assert.match(await replyTo("status503"), /^503 \{"error"/);
    assert.equal(await replyTo("empty"), "not JSON");
    assert.equal(await replyTo("cutJson"), "not JSON");
    assert.match(await replyTo("successFalse"), /^200 .*"Success":false/);
    assert.equal(leaseCount(), 0);
  });

  it("delays a reply, and returns a given code for the nth call", async () => {
    inject({ code: "InternalError", effect: true, nth: 2 });
    inject({ answer: "late", delayMs: 100 });
    const started = Date.now();
    await assert.rejects(apply());
    assert.ok(Date.now() - started >= 100);
    assert.equal(leaseCount(), 0, "the late call does not take effect");
    assert.equal((await apply()).json.Code, "InternalError");
    assert.equal(leaseCount(), 1, "the failed call takes effect");
  });

  it("returns the documented message for both the old and the new name of a code", async () => {
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
        inject({ code: each });
        const { status, json } = await apply();
        assert.deepEqual([status, json.Code, json.Message], [400, each, message]);
      }
    }
    inject({ code: "IotHubTripleMissing" });
    assert.equal((await apply()).json.Message, "The IoT Platform trituple of this gateway does not exist.");
  });

  it("shifts the clock for one call", async () => {
    cloud.injectFault({ action: "*", clockShiftMs: 3_600_000 });
    assert.equal((await call(renter, "CountNodeGroups")).json.Code, "InvalidTimeStamp.Expired");
    assert.equal((await call(renter, "CountNodeGroups")).json.Success, true);
  });

  const invalid: [fault: object, expected: RegExp][] = [
    [{ action: "Nothing", code: "X" }, /invalid fault: unknown action "Nothing"/],
    [{ action: "*" }, /exactly one of code, answer and clockShiftMs is required/],
    [{ action: "*", code: "X", answer: "dropped" }, /exactly one of/],
    [{ action: "*", answer: "lost" }, /unknown answer "lost"; valid answers: dropped, late/],
    [{ action: "*", code: "X", often: 3 }, /unknown key "often"; valid keys: action, code/],
  ];
  for (const [fault, expected] of invalid) {
    it(`rejects ${JSON.stringify(fault)}`, () => {
      assert.throws(() => cloud.injectFault(fault as Fault), expected);
    });
  }
});
