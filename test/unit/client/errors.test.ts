import assert from "node:assert/strict";
import { canonicalCode, describeCode, errorCodes } from "../../../provider/client/errorCodes";
import { hasCode, isLinkWanError, LinkWanError } from "../../../provider/client/errors";
import { redact } from "../../../provider/client/redact";

const requestId = "0332404E-2244-4EF2-85F4-23765F3DDD43";

describe("LinkWanError", () => {
  it("formats its message as one line with action, subject, code, meaning, remedy and RequestId", () => {
    const error = new LinkWanError({
      action: "ReturnJoinPermission",
      subject: "join permission 7",
      code: "NonExistent",
      requestId,
    });
    assert.equal(
      error.message,
      `ReturnJoinPermission of join permission 7 failed with NonExistent: it does not exist in this account. What to do: check that the id is correct and that the credentials (profile) belong to the account that holds the object. [RequestId ${requestId}]`,
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

  it("shows control characters in names and responses as codes", () => {
    const { message } = new LinkWanError({
      action: "GetGateway",
      subject: "gateway \u001b]0;title\u0007\u009b2J",
      code: "Surprise",
      message: "a\u202eb\u2066c\ud800",
      remedy: "run \u001b[8mhidden\u001b[0m",
    });
    assert.doesNotMatch(message, /[\p{Cc}\p{Cf}\p{Cs}]/u);
    assert.match(message, /gateway \\u\{1b\}\]0;title/);
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

  const json = JSON.stringify({ AppKey: "MARKED", Signature: "MARKED+/=", PinCode: "MARKED" });
  const fields: [form: string, text: string][] = [
    ["JSON", json],
    ["JSON with white space", "{ \"AppKey\" : \"MARKED\", 'Signature': 'MARKED' }"],
    ["a number in JSON", '{"PinCode":MARKED}'],
    ["JSON in JSON", JSON.stringify(json)],
    ["JSON in JSON in JSON", JSON.stringify(JSON.stringify(json))],
    ["percent-encoded JSON", encodeURIComponent(json)],
    ["XML", "<Signature>MARKED</Signature><AppKey>MARKED</AppKey>"],
    ["a form that is percent-encoded twice", encodeURIComponent(encodeURIComponent("Signature=MARKED"))],
  ];
  for (const [form, text] of fields)
    it(`removes secret fields from ${form}`, () => {
      const safe = redact(`Bad: ${text} ok`);
      assert.doesNotMatch(safe, /MARKED/);
      assert.match(safe, /^Bad: .*\*\*\*.* ok$/);
    });

  const token = "CAIS+MARKED/q1==&";
  const encoded = encodeURIComponent(token);
  const tokens: [form: string, text: string][] = [
    ["plain text", token],
    ["percent-encoding", encoded],
    [
      "percent-encoding in lower case",
      encoded.toLowerCase().replace("marked", "MARKED").replace("cais", "CAIS"),
    ],
    ["percent-encoding that is applied three times", encodeURIComponent(encodeURIComponent(encoded))],
    ["JSON with escaped slashes", JSON.stringify(token).replaceAll("/", "\\/")],
    ["JSON with escaped symbols", token.replaceAll("+", "\\u002b").replaceAll("=", "\\u003D")],
  ];
  for (const [form, text] of tokens)
    it(`removes a token in ${form}`, () => {
      assert.doesNotMatch(redact(`The token ${text} has expired.`, [token]), /MARKED|CAIS/);
    });

  it("keeps other text, and shows control characters as codes", () => {
    assert.equal(
      redact("50% of 100%25 \u001b[31mred\u202e\r\nline"),
      "50% of 100% \\u{1b}[31mred\\u{202e} line",
    );
  });

  // If truncation took quadratic time, each string would take hours.
  it("truncates strings of millions of characters to 300 characters", () => {
    for (const text of [
      "%25".repeat(1_000_000),
      "%5Cu0025".repeat(500_000),
      "\\".repeat(4_000_000),
      "AppKey ".repeat(600_000),
      " ".repeat(4_000_000),
    ])
      assert.ok(redact(text).length <= 300);
  });
});
