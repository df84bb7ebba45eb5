import assert from "node:assert/strict";
import { canonicalCode, describeCode, errorCodes } from "../../../provider/client/errorCodes";
import { hasCode, isLinkWanError, LinkWanError } from "../../../provider/client/errors";
import { redact } from "../../../provider/client/response";

const requestId = "0332404E-2244-4EF2-85F4-23765F3DDD43";

describe("LinkWanError", () => {
  it("formats its message as one line: action, subject, code, meaning, remedy, RequestId", () => {
    const error = new LinkWanError({
      action: "ReturnJoinPermission",
      subject: "join permission 7",
      code: "NonExistent",
      requestId,
    });
    assert.equal(
      error.message,
      `ReturnJoinPermission of join permission 7 failed with NonExistent: it does not exist in this account. What to do: check the id, and that the credentials (profile) belong to the account that holds it. [RequestId ${requestId}]`,
    );
  });

  it("formats every code, known or unknown, as one readable line", () => {
    const strange = ["MissingJoinPermissionId", "InvalidLimit", "Surprise", "Throttling.New"];
    for (const code of [...Object.keys(errorCodes), ...strange]) {
      const { message } = new LinkWanError({
        action: "GetGateway",
        subject: "gateway x",
        code,
        message: "Two\nlines.",
      });
      assert.match(
        message,
        /^GetGateway of gateway x failed with \S+: [^.]{10,}.* What to do: .{10,}\.$/,
        code,
      );
      assert.doesNotMatch(message, /\n|undefined|<action>/, code);
    }
  });

  it("quotes the service's message only if the meaning of the code is vague", () => {
    const isQuoted = (code: string) =>
      new LinkWanError({ action: "A", code, message: "its words" }).message.includes("its words");
    assert.deepEqual(
      [isQuoted("Surprise"), isQuoted("InvalidParameter"), isQuoted("NonExistent")],
      [true, true, false],
    );
  });

  it("maps announced new names of codes to the documented names", () => {
    assert.equal(new LinkWanError({ action: "A", code: "Nonexistent" }).code, "NonExistent");
    assert.equal(canonicalCode("UnqualifiedRamAccount"), "ForbiddenByRam");
    assert.equal(describeCode("UnactivatedFeature", 400), errorCodes.FeatureNotActivated);
    assert.equal(canonicalCode("constructor"), "constructor");
  });

  it("classifies each failure by whether the call can have taken effect", () => {
    const kinds = [
      "Throttling.User",
      "Throttling.Weird",
      "InternalError",
      "Timeout",
      "ConnectionRefused",
      "NonExistent",
    ];
    assert.deepEqual(
      kinds.map((code) => describeCode(code, undefined).kind),
      ["throttled", "throttled", "ambiguous", "ambiguous", "notSent", "final"],
    );
    assert.equal(describeCode("Surprise", 503).kind, "ambiguous");
    assert.equal(describeCode("Surprise", 400).kind, "final");
  });

  it("is recognized even if another copy of the package created it", () => {
    const path = require.resolve("../../../provider/client/errors");
    delete require.cache[path];
    const copy = require(path) as typeof import("../../../provider/client/errors");
    const error = new copy.LinkWanError({ action: "A", code: "NonExistent" });
    assert.equal(error instanceof LinkWanError, false);
    assert.ok(isLinkWanError(error) && hasCode(error, "NonExistent"));
  });
});

describe("redact", () => {
  it("removes an echoed request, secret parameters and the given values, and shortens long text", () => {
    const text = "Bad.\n server string to sign is:POST&AccessKeyId%3Dabc";
    assert.equal(redact(text), "Bad.");
    assert.equal(
      redact("x AccessKeyId=abc&Signature=d%2Be&SecurityToken%3Df ok"),
      "x AccessKeyId=***&Signature=***&SecurityToken=*** ok",
    );
    assert.equal(redact("key a+b and a%2Bb", ["a+b", undefined]), "key *** and ***");
    assert.equal(redact("y".repeat(1000)).length, 300);
  });
});
