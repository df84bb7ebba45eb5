import assert from "node:assert/strict";
import { readSettings } from "../../../provider/client/configuration";

const settings = (values: Record<string, string>) => readSettings((key) => values[key]);

describe("readSettings", () => {
  it("returns the documented defaults", () => {
    assert.deepEqual(settings({}), {
      endpoint: "https://linkwan.cn-shanghai.aliyuncs.com",
      regionId: "cn-shanghai",
      requestsPerSecond: 5,
      requestTimeoutMs: 30_000,
      operationTimeoutMs: 600_000,
      stsEndpoint: "https://sts.aliyuncs.com",
      expectedAccount: undefined,
      adoptExisting: false,
      iotInstanceId: undefined,
    });
  });

  for (const [endpoint, stsEndpoint] of [
    ["https://linkwan.cn-hangzhou.aliyuncs.com", "https://sts.aliyuncs.com"],
    ["https://linkwan.example.com", undefined],
    ["https://aliyuncs.com.example.com", undefined],
    ["http://127.0.0.1:8010", undefined],
  ] as const) {
    it(`uses ${stsEndpoint ?? "no STS endpoint"} for ${endpoint}, unless linkwan:stsEndpoint is set`, () => {
      const values = { "linkwan:endpoint": endpoint };
      assert.equal(settings(values).stsEndpoint, stsEndpoint);
      const set = { ...values, "linkwan:stsEndpoint": "https://sts.cn-shanghai.aliyuncs.com" };
      assert.equal(settings(set).stsEndpoint, "https://sts.cn-shanghai.aliyuncs.com");
    });
  }

  it("rejects an unencrypted STS address, and names the configuration key", () => {
    assert.throws(
      () => settings({ "linkwan:stsEndpoint": "http://sts.aliyuncs.com" }),
      /linkwan:stsEndpoint failed with ConfigInvalid/,
    );
  });

  it("accepts only digits as the expected account", () => {
    const expected = (value: string) => settings({ "linkwan:expectedAccount": value }).expectedAccount;
    assert.equal(expected("1234567890123456"), "1234567890123456");
    for (const value of ["acme", "1234 5678 9012 3456", "acs:ram::1234567890123456:root", "1.2e15"])
      assert.throws(
        () => expected(value),
        /linkwan:expectedAccount failed with ConfigInvalid: it is not an account id/,
      );
  });

  it("accepts the id of an IoT instance, but rejects a masked id", () => {
    const instance = (value: string) => settings({ "linkwan:iotInstanceId": value }).iotInstanceId;
    for (const value of ["iot-060a0abc", "iot_instc_pu2x_c3-v64ab"]) assert.equal(instance(value), value);
    for (const value of ["iot-060a****", "iot 060a", "实例"])
      assert.throws(
        () => instance(value),
        /linkwan:iotInstanceId failed with ConfigInvalid: it is not an IoT instance id/,
      );
  });

  for (const endpoint of [
    "https://example.com",
    "http://127.0.0.1:8080",
    "http://localhost:1",
    "http://[::1]:9/",
    "http://127.9.8.7",
  ]) {
    it(`accepts ${endpoint}`, () => {
      assert.equal(settings({ "linkwan:endpoint": endpoint }).endpoint, endpoint.replace(/\/$/, ""));
    });
  }

  const rejected = [
    "http://linkwan.cn-shanghai.aliyuncs.com",
    "http://127.0.0.1.example.com",
    "http://localhost.example.com",
    "ftp://127.0.0.1",
    "linkwan.cn-shanghai.aliyuncs.com",
    "https://user:word@example.com",
    "https://example.com/path",
    "https://example.com/?x=1",
  ];
  for (const endpoint of rejected) {
    it(`rejects ${endpoint} with an error that names the configuration key`, () => {
      assert.throws(
        () => settings({ "linkwan:endpoint": endpoint }),
        /^LinkWanError: Reading the configuration of linkwan:endpoint failed with ConfigInvalid: it .*What to do: /,
      );
    });
  }

  for (const [key, value] of [
    ["linkwan:requestsPerSecond", "0"],
    ["linkwan:requestsPerSecond", "1.5"],
    ["linkwan:requestTimeout", "601"],
    ["linkwan:operationTimeout", "soon"],
    ["linkwan:operationTimeout", "-1"],
  ] as const) {
    it(`rejects ${key} = ${value}`, () => {
      assert.throws(() => settings({ [key]: value }), new RegExp(`${key}.*is not an integer from 1 to`));
    });
  }

  it("reads times in seconds", () => {
    const { requestTimeoutMs, operationTimeoutMs } = settings({
      "linkwan:requestTimeout": "2",
      "linkwan:operationTimeout": "7",
    });
    assert.deepEqual([requestTimeoutMs, operationTimeoutMs], [2000, 7000]);
  });
});
