import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { verifyConfiguration } from "../../provider/program/verifyConfiguration";

type Values = Record<string, string>;

const hidden = { accessKeyId: "hidden" };
const halves: [where: string, config: Values, env: Values, profile: string | undefined, reason: RegExp][] = [
  [
    "the stack's configuration",
    { "linkwan:accessKeyId": "hidden" },
    {},
    undefined,
    /linkwan:accessKeySecret is missing/,
  ],
  [
    "the environment",
    {},
    { ALIBABA_CLOUD_ACCESS_KEY_SECRET: "hidden" },
    undefined,
    /ALIBABA_CLOUD_ACCESS_KEY_ID is missing/,
  ],
  [
    "the profile of the resource",
    { "linkwan:profiles": JSON.stringify({ owner: hidden }) },
    {},
    "owner",
    /profile "owner".* has no access key secret/,
  ],
  [
    "the profile of the stack",
    { "linkwan:profiles": JSON.stringify({ owner: hidden }), "linkwan:profile": "owner" },
    {},
    undefined,
    /profile "owner".* has no access key secret/,
  ],
];

describe("verifyConfiguration", () => {
  const given = { ...process.env };
  const program = (config: Values, env: Values): void => {
    pulumi.runtime.setAllConfig(config);
    Object.assign(process.env, env);
  };
  afterEach(() => {
    pulumi.runtime.setAllConfig({});
    for (const name of Object.keys(process.env)) if (!(name in given)) delete process.env[name];
  });

  /** Environment of a program that the Pulumi CLI runs. */
  const cli = { PULUMI_NODEJS_MONITOR: "127.0.0.1:1" };

  for (const [where, config, env, profile, reason] of halves)
    it(`reports an incomplete key in ${where} before any call`, () => {
      program(config, { ...env, ...cli });
      assert.throws(
        () => verifyConfiguration(profile),
        (error: Error) => {
          assert.ok(pulumi.RunError.isInstance(error));
          assert.match(error.message, reason);
          assert.doesNotMatch(error.message, /hidden/);
          return true;
        },
      );
    });

  it("checks only the profile that a resource uses, and skips a profile that is an output", () => {
    program(
      {
        "linkwan:accessKeyId": "hidden",
        "linkwan:profiles": JSON.stringify({
          owner: { ...hidden, accessKeySecret: "hidden" },
          other: hidden,
        }),
      },
      cli,
    );
    verifyConfiguration("owner");
    verifyConfiguration(pulumi.output("other"));
  });

  it("ignores the environment of an inline program, because its provider can have a different environment", () => {
    program({}, { ALIBABA_CLOUD_ACCESS_KEY_ID: "hidden" });
    verifyConfiguration(undefined);
  });

  it("shows control characters in an unknown key as codes", () => {
    program({ "linkwan:end\u001b[2Jpoint": "" }, {});
    assert.throws(() => verifyConfiguration(undefined), /^Error: linkwan:end\\u\{1b\}\[2Jpoint is not/);
  });
});
