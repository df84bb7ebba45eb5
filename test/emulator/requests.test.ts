import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sign, stringToSign } from "../../emulator/signature";
import { emulated } from "../support/hooks";
import { type Caller, call, callerOf, commonParameters, send, signature } from "../support/signedRequest";

const renterOf = async (options = {}): Promise<Caller> => callerOf(await emulated(options));

const outcome = ({ status, json }: { status: number; json: Record<string, unknown> }) =>
  `${status} ${json.Code ?? "OK"}`;

describe("emulator requests", () => {
  it("computes the signatures of the vendor's test vectors", () => {
    const common: [string, string][] = [
      ["AccessKeyId", "testid"],
      ["Format", "JSON"],
      ["Version", "2019-03-01"],
      ["SignatureMethod", "HMAC-SHA1"],
      ["SignatureVersion", "1.0"],
      ["SignatureNonce", "15215528852396"],
      ["Timestamp", "2019-03-01T12:00:00Z"],
      ["RegionId", "cn-shanghai"],
    ];
    const returnLocal: [string, string][] = [
      ["Action", "ReturnJoinPermission"],
      ["JoinPermissionId", "123"],
      ["JoinPermissionType", "LOCAL"],
    ];
    const apply: [string, string][] = [
      ["Action", "ApplyRoamingJoinPermission"],
      ["ClassMode", "A"],
      ["FreqBandPlanGroupId", "102"],
      ["RxDelay", "1"],
      ["JoinPermissionName", "泛在 a*~!'()"],
    ];
    const signed = (method: string, business: [string, string][]) =>
      sign("testsecret", stringToSign(method, new Map([...business, ...common, ["Signature", "ignored"]])));
    assert.equal(signed("GET", returnLocal), "0RsFldXsrWDr/rDsLznZ6zIIaio=");
    assert.equal(signed("POST", returnLocal), "eWx5ecFUK4/PioJcqZrh32c8YHE=");
    assert.equal(signed("POST", apply), "w++G7mCMYsX/dJLA2ejzr/QH+aU=");
    assert.equal(
      stringToSign("GET", new Map([...returnLocal, ...common])),
      "GET&%2F&AccessKeyId%3Dtestid%26Action%3DReturnJoinPermission%26Format%3DJSON%26JoinPermissionId%3D123%26JoinPermissionType%3DLOCAL%26RegionId%3Dcn-shanghai%26SignatureMethod%3DHMAC-SHA1%26SignatureNonce%3D15215528852396%26SignatureVersion%3D1.0%26Timestamp%3D2019-03-01T12%253A00%253A00Z%26Version%3D2019-03-01",
    );
  });

  it("accepts GET and POST requests, with parameters in the query and the body", async () => {
    const renter = await renterOf();
    for (const method of ["GET", "POST"]) {
      const reply = await call(renter, "CountRentedJoinPermissions", { Type: "LOCAL" }, { method });
      assert.equal(reply.status, 200);
      assert.match(reply.contentType, /^application\/json/);
      assert.deepEqual(Object.keys(reply.json), ["RequestId", "Success", "Data"]);
      assert.match(reply.json.RequestId, /^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
    }
  });

  it("returns the documented error envelope", async () => {
    const { status, json } = await call(await renterOf(), "GetRentedJoinPermission", {
      JoinPermissionId: "1",
    });
    assert.equal(status, 400);
    assert.deepEqual(
      { ...json, RequestId: "" },
      {
        RequestId: "",
        HostId: "linkwan.cn-shanghai.aliyuncs.com",
        Code: "NonExistent",
        Message: "The specified resource does not exist.",
        Recommend: "https://error-center.aliyun.com/status/search?Keyword=NonExistent&source=PopGw",
      },
    );
  });

  it("returns service errors with status 200 if failureForm is http200", async () => {
    const renter = await renterOf({ failureForm: "http200" });
    const { status, json } = await call(renter, "GetRentedJoinPermission", { JoinPermissionId: "1" });
    assert.deepEqual(
      [status, json.Success, json.Code, json.ErrorMessage],
      [200, false, "NonExistent", "The specified resource does not exist."],
    );
  });

  it("checks requests in the documented order", async () => {
    const renter = await renterOf();
    const early = { Timestamp: "2019-03-01T12:00:00Z" };
    // Each request also contains errors that only later checks detect.
    const invalid: [string, Record<string, string | undefined>, string][] = [
      [
        "common parameter",
        {
          SignatureNonce: undefined,
          Format: "YAML",
          Version: "1",
          Action: "No",
          AccessKeyId: "no",
          ...early,
        },
        "MissingSignatureNonce",
      ],
      [
        "format",
        { Format: "YAML", Version: "1", Action: "No", AccessKeyId: "no", ...early },
        "InvalidParameter.Format",
      ],
      ["version", { Version: "1", Action: "No", AccessKeyId: "no", ...early }, "400 InvalidVersion"],
      ["action", { Action: "No", AccessKeyId: "no", ...early }, "404 InvalidAction.NotFound"],
      ["key", { AccessKeyId: "no", SecurityToken: "t", ...early }, "404 InvalidAccessKeyId.NotFound"],
      [
        "token",
        { SecurityToken: "t", Timestamp: "yesterday" },
        "400 InvalidSecurityToken.MismatchWithAccessKey",
      ],
      ["timestamp format", { Timestamp: "2019-03-01 12:00:00" }, "400 InvalidTimeStamp.Format"],
      ["timestamp date", { Timestamp: "2019-02-31T99:00:00Z" }, "400 InvalidTimeStamp.Format"],
      ["timestamp", { ...early, SignatureMethod: "MD5" }, "400 InvalidTimeStamp.Expired"],
      ["signature method", { SignatureMethod: "MD5" }, "400 InvalidSignatureMethod"],
      ["signature version", { SignatureVersion: "2.0" }, "400 InvalidSignatureVersion"],
      ["required parameter", {}, "400 MissingJoinPermissionId"],
    ];
    for (const [name, common, expected] of invalid) {
      const reply = await call(renter, "ReturnJoinPermission", { JoinPermissionType: "LOCAL" }, { common });
      assert.ok(`${outcome(reply)} ${reply.text}`.includes(expected), `${name}: ${outcome(reply)}`);
    }
  });

  it("rejects a malformed signature, and rejects a wrong signature with the server's string to sign", async () => {
    const renter = await renterOf();
    const common = commonParameters(renter, "CountRentedJoinPermissions");
    assert.equal(
      outcome(await send(renter.url, "POST", { ...common, Signature: "abc" })),
      "400 IncompleteSignature",
    );
    const other = { ...common, Signature: signature("POST", common, "another secret") };
    const reply = await send(renter.url, "POST", other);
    assert.equal(outcome(reply), "400 SignatureDoesNotMatch");
    assert.match(reply.json.Message, /server string to sign is:POST&%2F&AccessKeyId%3D/);
    const method = { ...common, Signature: signature("GET", common, renter.accessKeySecret) };
    assert.equal(outcome(await send(renter.url, "POST", method)), "400 SignatureDoesNotMatch");
  });

  it("rejects a reused nonce, unless the earlier request had a wrong signature", async () => {
    const renter = await renterOf();
    const common = { SignatureNonce: randomUUID() };
    const parameters = { ...commonParameters(renter, "CountRentedJoinPermissions"), ...common };
    await send(renter.url, "POST", { ...parameters, Signature: signature("POST", parameters, "wrong") });
    const count = () => call(renter, "CountRentedJoinPermissions", {}, { common });
    assert.equal(outcome(await count()), "200 OK");
    assert.equal(outcome(await count()), "400 SignatureNonceUsed");
  });

  it("remembers the nonces of each access key for half an hour", async () => {
    let now = Date.now();
    const emulator = await emulated({ now: () => now });
    const [renter, owner] = [callerOf(emulator), callerOf(emulator, 1)];
    const count = async (caller: Caller) => {
      const Timestamp = new Date(now).toISOString().replace(/\.\d+Z$/, "Z");
      return outcome(
        await call(
          caller,
          "CountRentedJoinPermissions",
          {},
          { common: { SignatureNonce: "same", Timestamp } },
        ),
      );
    };
    assert.equal(await count(renter), "200 OK");
    assert.equal(await count(owner), "200 OK");
    now += 29 * 60_000;
    assert.equal(await count(renter), "400 SignatureNonceUsed");
    now += 2 * 60_000;
    assert.equal(await count(renter), "200 OK");
  });

  it("allows a clock difference of up to 15 minutes", async () => {
    const at = (offset: number) => new Date(Date.now() + offset).toISOString().replace(/\.\d+Z$/, "Z");
    const renter = await renterOf();
    const count = (offset: number) =>
      call(renter, "CountRentedJoinPermissions", {}, { common: { Timestamp: at(offset) } });
    const minute = 60_000;
    assert.equal(outcome(await count(-14 * minute)), "200 OK");
    assert.equal(outcome(await count(14 * minute)), "200 OK");
    assert.equal(outcome(await count(-16 * minute)), "400 InvalidTimeStamp.Expired");
    assert.equal(outcome(await count(16 * minute)), "400 InvalidTimeStamp.Expired");
  });

  it("requires the security token of a temporary key", async () => {
    const renter = await renterOf({ seed: { accounts: [{ name: "sts", securityToken: "token" }] } });
    const count = (SecurityToken?: string) =>
      call(renter, "CountRentedJoinPermissions", {}, { common: { SecurityToken } });
    assert.equal(outcome(await count()), "400 MissingSecurityToken");
    assert.equal(outcome(await count("other")), "400 InvalidSecurityToken.Malformed");
    assert.equal(outcome(await count("token")), "200 OK");
  });

  it("admits five calls per action and account in any sliding window of one second, and does not count throttled calls", async () => {
    let now = Date.now();
    const emulator = await emulated({ now: () => now });
    const [renter, owner] = [callerOf(emulator), callerOf(emulator, 1)];
    const count = async (caller: Caller, action = "CountRentedJoinPermissions") =>
      outcome(await call(caller, action));
    for (let i = 0; i < 5; i++) {
      assert.equal(await count(renter), "200 OK");
      now += 100;
    }
    assert.equal(await count(renter), "400 Throttling.User");
    assert.equal(await count(owner), "200 OK");
    assert.equal(await count(renter, "CountNodeGroups"), "200 OK");
    now += 499;
    assert.equal(await count(renter), "400 Throttling.User");
    now += 1;
    assert.equal(await count(renter), "200 OK");
    assert.equal(await count(renter), "400 Throttling.User");
  });

  it("checks the permission, the activation and the feature before it runs an action", async () => {
    const accounts = [
      { name: "ram", deniedActions: ["ApplyRoamingJoinPermission"] },
      { name: "product", activated: false },
      { name: "feature", missingFeatures: ["ROAMING_JOIN_PERMISSION"] },
    ];
    const emulator = await emulated({ seed: { accounts } });
    const application = { JoinPermissionName: "meters", ClassMode: "A", FreqBandPlanGroupId: "101" };
    const codes = accounts.map(async (_, index) =>
      outcome(await call(callerOf(emulator, index), "ApplyRoamingJoinPermission", application)),
    );
    assert.deepEqual(await Promise.all(codes), [
      "400 ForbiddenByRam",
      "400 CloudProductNotActivated",
      "400 FeatureNotActivated",
    ]);
  });

  it("validates parameters before it checks permissions", async () => {
    const accounts = [{ name: "ram", deniedActions: ["ReturnJoinPermission"] }];
    const renter = await renterOf({ seed: { accounts } });
    assert.equal(outcome(await call(renter, "ReturnJoinPermission")), "400 MissingJoinPermissionId");
  });

  it("validates the types, ranges and allowed values of parameters", async () => {
    const renter = await renterOf({ qps: 1000 });
    const list = async (parameters: Record<string, string>) =>
      outcome(await call(renter, "ListRentedJoinPermissions", { Offset: "0", Limit: "10", ...parameters }));
    assert.equal(await list({ Limit: "201" }), "400 InvalidLimit");
    assert.equal(await list({ Limit: "0" }), "200 OK");
    assert.equal(await list({ Limit: "" }), "400 MissingLimit");
    assert.equal(await list({ Offset: "-1" }), "400 InvalidOffset");
    assert.equal(await list({ Offset: "1.5" }), "400 InvalidOffset");
    assert.equal(await list({ Type: "roaming" }), "400 InvalidType");
    assert.equal(await list({ Enabled: "yes" }), "400 InvalidEnabled");
    assert.equal(await list({ SortingField: "NAME" }), "400 InvalidSortingField");
  });

  it("accepts any 64-bit integer as an id, and returns NonExistent for unknown ids", async () => {
    const renter = await renterOf({ qps: 1000 });
    const get = async (GroupId: string) => outcome(await call(renter, "GetFreqBandPlanGroup", { GroupId }));
    assert.equal(await get("9223372036854775807"), "400 NonExistent");
    assert.equal(await get("-9223372036854775808"), "400 NonExistent");
    assert.equal(await get("1234567890123456"), "400 NonExistent");
    assert.equal(await get("9223372036854775808"), "400 InvalidGroupId");
    assert.equal(await get("12345678901234567890"), "400 InvalidGroupId");
  });
});
