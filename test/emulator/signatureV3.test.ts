import assert from "node:assert/strict";
import { canonicalRequest, signV3, stringToSignV3 } from "../../emulator/signatureV3";
import { emulated } from "../support/hooks";
import { type Caller, callerOf, commonParameters, send } from "../support/signedRequest";
import { callV3 } from "../support/signedRequestV3";

const renterOf = async (options = {}): Promise<Caller> => callerOf(await emulated(options));

const outcome = ({ status, json }: { status: number; json: Record<string, unknown> }) =>
  `${status} ${json.Code ?? "OK"}`;

/** A request and the `Authorization` header that the vendor computes for the request. */
interface Vector {
  readonly source: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly secret: string;
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
}

const EMPTY_HASH = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const applied = {
  url: "/?JoinPermissionName=%E6%B3%9B%E5%9C%A8%20a%2A~%21%27%28%29&FreqBandPlanGroupId=102&Empty=",
  headers: {
    host: "linkwan.cn-shanghai.aliyuncs.com",
    "x-acs-action": "ApplyRoamingJoinPermission",
    "x-acs-version": "2019-03-01",
    "x-acs-date": "2019-03-01T12:00:00Z",
    "x-acs-signature-nonce": "15215528852396",
    "x-acs-content-sha256": "25a56b26a213dd9a7aa7da73213249f91d4e3e1fad91dfa0349726d298545f2b",
    "x-acs-security-token": "token",
    "content-type": "application/x-www-form-urlencoded",
    accept: "application/json",
    "user-agent": "x",
  },
  body: "NodeGroupId=301&FuzzyDevEui=dddd",
  secret: "testsecret",
  credential: "testid",
};
const vectors: readonly Vector[] = [
  {
    source: "page 'V3 request structure and signature', the example with fixed parameters",
    url: "/?ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai",
    headers: {
      host: "ecs.cn-shanghai.aliyuncs.com",
      "x-acs-action": "RunInstances",
      "x-acs-content-sha256": EMPTY_HASH,
      "x-acs-date": "2023-10-26T10:22:32Z",
      "x-acs-signature-nonce": "3156853299f313e23d1673dc12e1703d",
      "x-acs-version": "2014-05-26",
    },
    body: "",
    secret: "YourAccessKeySecret",
    credential: "YourAccessKeyId",
    signedHeaders: "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version",
    signature: "06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
  },
  {
    source: "npm @alicloud/openapi-util 0.3.3, getAuthorization",
    ...applied,
    signedHeaders:
      "content-type;host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
    signature: "770b963e9406966275d779a68b97b694a669e2989a0ccbde9f078b0b8df86dc7",
  },
  {
    source: "PyPI alibabacloud-openapi-util 0.2.4, get_authorization, which signs every header",
    ...applied,
    signedHeaders:
      "accept;content-type;host;user-agent;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
    signature: "486a19fb6182a9d7b2d7210ffbce3ccba5c6bbb3b489f4c5dc22b97b2f1aded0",
  },
];

describe("emulator signature V3", () => {
  for (const { source, url, headers, body, secret, credential, signedHeaders, signature } of vectors)
    it(`computes the signature of the vendor's test vector: ${source}`, () => {
      const authorization = `ACS3-HMAC-SHA256 Credential=${credential},SignedHeaders=${signedHeaders},Signature=${signature}`;
      const canonical = canonicalRequest({
        method: "POST",
        url,
        headers: { ...headers, authorization },
        body,
      });
      assert.equal(signV3(secret, stringToSignV3(canonical)), signature);
    });

  it("accepts GET and POST requests, with parameters in the query and in the body", async () => {
    const renter = await renterOf({ qps: 100 });
    const [query, body] = [{ Offset: "0" }, { Limit: "1", Type: "LOCAL", FuzzyJoinPermissionName: "水 *~" }];
    const replies = [
      await callV3(renter, "ListRentedJoinPermissions", { query, body }),
      await callV3(renter, "ListRentedJoinPermissions", { body: { ...query, ...body } }),
      await callV3(renter, "ListRentedJoinPermissions", { query: { ...query, ...body } }),
      await callV3(renter, "ListRentedJoinPermissions", { method: "GET", query: { ...query, ...body } }),
    ];
    for (const { status, json } of replies)
      assert.deepEqual([status, json.Data], [200, { TotalCount: 0, List: [] }]);
    assert.equal(outcome(await callV3(renter, "ListRentedJoinPermissions", { query })), "400 MissingLimit");
  });

  it("records the account and the action of a call", async () => {
    const emulator = await emulated();
    await callV3(callerOf(emulator), "CountNodeGroups", { body: { FuzzyName: "pumps" } });
    const [{ account, action, code, parameters } = {}] = emulator.calls;
    assert.deepEqual(
      [account, action, code, parameters],
      ["renter", "CountNodeGroups", "OK", { FuzzyName: "pumps" }],
    );
  });

  it("replies in the format that Format or, if absent, Accept specifies, and in XML by default, even for errors", async () => {
    const renter = await renterOf({ qps: 100 });
    const forms: [accept: string | undefined, format: string | undefined, expected: "json" | "xml"][] = [
      ["application/json", undefined, "json"],
      ["application/xml", undefined, "xml"],
      ["application/xml", "JSON", "json"],
      ["application/json", "XML", "xml"],
      ["*/*", undefined, "xml"],
      [undefined, undefined, "xml"],
    ];
    // The vendor's generic clients read an error in XML only if it has this type (API file A.5).
    const typeOfErrors = { json: "application/json", xml: "text/xml" };
    for (const [accept, Format, expected] of forms)
      for (const [action, type] of [
        ["CountNodeGroups", `application/${expected}`],
        ["GetNodeGroup", typeOfErrors[expected]],
        ["NoSuchAction", typeOfErrors[expected]],
      ] as const) {
        const query: Record<string, string> = Format === undefined ? {} : { Format };
        const { contentType } = await callV3(renter, action, { query, headers: { accept } });
        assert.equal(contentType, `${type};charset=utf-8`, `${action} ${accept} ${Format}`);
      }
    const { contentType, text } = await callV3(renter, "CountNodeGroups", { query: { Format: "YAML" } });
    assert.match(contentType, /xml/);
    assert.match(text, /<Code>InvalidParameter\.Format<\/Code>/);
  });

  it("ignores Accept in a request with the older signature", async () => {
    const renter = await renterOf();
    const { Format: _, ...parameters } = commonParameters(renter, "CountNodeGroups");
    const query = new URLSearchParams(parameters).toString();
    const response = await fetch(`${renter.url}/?${query}`, { headers: { accept: "application/json" } });
    assert.match(response.headers.get("content-type") ?? "", /xml/);
    assert.match((await send(renter.url, "GET", parameters)).contentType, /xml/);
  });

  it("checks requests in the same order as requests with the older signature", async () => {
    const renter = await renterOf({ qps: 100 });
    const stranger = { ...renter, accessKeyId: "no" };
    const early = { "x-acs-date": "2019-03-01T12:00:00Z" };
    const invalid: [caller: Caller, headers: Record<string, string | undefined>, expected: string][] = [
      [stranger, { "x-acs-action": undefined, "x-acs-version": "1" }, "400 MissingAction"],
      [stranger, { "x-acs-version": undefined, "x-acs-date": undefined }, "400 MissingVersion"],
      [stranger, { "x-acs-signature-nonce": undefined, "x-acs-version": "1" }, "400 MissingSignatureNonce"],
      [stranger, { "x-acs-date": undefined, "x-acs-version": "1" }, "400 MissingTimestamp"],
      [stranger, { "x-acs-content-sha256": undefined, "x-acs-version": "1" }, "400 MissingContentSha256"],
      [stranger, { "x-acs-version": "1", "x-acs-action": "No" }, "400 InvalidVersion"],
      [stranger, { "x-acs-action": "No" }, "404 InvalidAction.NotFound"],
      [stranger, early, "404 InvalidAccessKeyId.NotFound"],
      [renter, { "x-acs-security-token": "t", ...early }, "400 InvalidSecurityToken.MismatchWithAccessKey"],
      [renter, { "x-acs-date": "2019-03-01 12:00:00" }, "400 InvalidTimeStamp.Format"],
      [renter, early, "400 InvalidTimeStamp.Expired"],
      [renter, {}, "400 MissingJoinPermissionId"],
    ];
    for (const [caller, headers, expected] of invalid)
      assert.equal(outcome(await callV3(caller, "ReturnJoinPermission", { headers })), expected);
  });

  it("rejects a wrong signature, and returns the server's string to sign and canonical request", async () => {
    const renter = await renterOf({ qps: 100 });
    const wrong = await callV3({ ...renter, accessKeySecret: "wrong" }, "CountNodeGroups");
    assert.equal(outcome(wrong), "400 SignatureDoesNotMatch");
    assert.match(
      wrong.json.Message,
      /server StringToSign is \[ACS3-HMAC-SHA256\n[0-9a-f]{64}\] server CanonicalRequest is \[POST\n\/\n\nhost:127/,
    );
    const changed: Parameters<typeof callV3>[2][] = [
      { afterSigning: { "x-acs-version": "2019-03-01", "x-acs-signature-nonce": "another" } },
      { headers: { "x-acs-content-sha256": EMPTY_HASH }, body: { FuzzyName: "pumps" } },
    ];
    for (const options of changed)
      assert.equal(outcome(await callV3(renter, "CountNodeGroups", options)), "400 SignatureDoesNotMatch");
  });

  it("rejects a signature that is malformed, or does not cover the host and all x-acs headers in order", async () => {
    const renter = await renterOf({ qps: 100 });
    const without = (name: string) => (names: string[]) => names.filter((each) => each !== name).sort();
    const incomplete: Parameters<typeof callV3>[2][] = [
      { signedHeaders: without("host") },
      { signedHeaders: without("x-acs-action") },
      { signedHeaders: (names) => names.sort().reverse() },
      { afterSigning: { "x-acs-extra": "1" } },
      {
        afterSigning: {
          authorization: `ACS3-HMAC-SHA256 Credential=${renter.accessKeyId},SignedHeaders=host,Signature=abc`,
        },
      },
    ];
    for (const options of incomplete)
      assert.equal(outcome(await callV3(renter, "CountNodeGroups", options)), "400 IncompleteSignature");
    const authorization = `ACS3-HMAC-SM3 Credential=${renter.accessKeyId},SignedHeaders=host,Signature=abc`;
    assert.equal(
      outcome(await callV3(renter, "CountNodeGroups", { afterSigning: { authorization } })),
      "400 InvalidSignatureMethod",
    );
    assert.equal(
      outcome(
        await callV3(renter, "CountNodeGroups", { afterSigning: { authorization: "ACS3-HMAC-SHA256" } }),
      ),
      "400 MissingAccessKeyId",
    );
  });

  it("rejects a reused nonce", async () => {
    const renter = await renterOf();
    const headers = { "x-acs-signature-nonce": "same" };
    assert.equal(outcome(await callV3(renter, "CountNodeGroups", { headers })), "200 OK");
    assert.equal(outcome(await callV3(renter, "CountNodeGroups", { headers })), "400 SignatureNonceUsed");
  });

  it("requires the security token of a temporary key in its header", async () => {
    const renter = await renterOf({ seed: { accounts: [{ name: "sts", securityToken: "token" }] } });
    const count = (token?: string) =>
      callV3(renter, "CountNodeGroups", { headers: { "x-acs-security-token": token } });
    assert.equal(outcome(await count()), "400 MissingSecurityToken");
    assert.equal(outcome(await count("other")), "400 InvalidSecurityToken.Malformed");
    assert.equal(outcome(await count("token")), "200 OK");
  });

  it("ignores the signature headers and returns MissingAction if acceptsSignatureV3 is false", async () => {
    const renter = await renterOf({ acceptsSignatureV3: false });
    const { status, contentType, text } = await callV3(renter, "CountNodeGroups");
    assert.equal(status, 400);
    assert.match(contentType, /xml/);
    assert.match(text, /<Code>MissingAction<\/Code>/);
  });
});
