import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import type { RunningEmulator } from "../../emulator";
import { linkwan } from "../support/door";
import { site } from "../support/gateways";
import { emulated } from "../support/hooks";
import { TestStack, withEngine } from "../support/stack";

/** Secrets, used as valid and invalid values of inputs. */
const secrets = {
  pin: "739105",
  shortPin: "73910",
  name: "secret_valley",
  invalidName: "secret valley",
  eui: "5ec2e7000000a9d3",
  invalidEui: "5ec2e7000000a9d3x",
  id: "5273948105",
  invalidId: "5273948105\u001b[2K\n",
  topic: "secret-topic",
} as const;

type Secrets = { readonly [N in keyof typeof secrets]: pulumi.Output<string> };

const devEui = "dddd000000000001";
const gwEui = "aaaa000000000001";
const roaming = { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" } as const;
const queue = { destination: "ONS", uplinkRegionName: "cn-shanghai" } as const;

/** Returns arguments that the compiler would reject, but that a JavaScript program can pass. */
const unchecked = (args: object) => args as never;

interface Row {
  readonly mistake: string;
  readonly program: (secret: Secrets) => void;
  /** Matches the reason that the output must contain. */
  readonly reason: RegExp;
}

const rows: readonly Row[] = [
  {
    mistake: "a misspelled PIN input",
    program: ({ pin }) => new linkwan.Node("meter", unchecked({ devEui, nodeGroupId: "301", pincode: pin })),
    reason: /pincode is not an input of Node/,
  },
  {
    mistake: "a misspelled PIN input that is not marked as a secret",
    program: () => new linkwan.Gateway("tower", unchecked({ gwEui, ...site, PinCode: secrets.pin })),
    reason: /PinCode is not an input of Gateway/,
  },
  {
    mistake: "a PIN of 5 digits",
    program: ({ shortPin }) => new linkwan.Gateway("tower", { gwEui, ...site, pinCode: shortPin }),
    reason: /pinCode must be a string of the 6 digits/,
  },
  {
    mistake: "an unknown field beside a secret field",
    program: ({ topic }) =>
      new linkwan.NodeGroup("pumps", {
        dataDispatch: unchecked({ ...queue, uplinkTopic: topic, topic: "readings" }),
      }),
    reason: /dataDispatch has an invalid field: topic is not a field/,
  },
  {
    mistake: "an invalid sibling of a secret field",
    program: ({ topic }) =>
      new linkwan.NodeGroup("pumps", {
        dataDispatch: unchecked({ ...queue, destination: "MQ", uplinkTopic: topic }),
      }),
    reason: /dataDispatch has an invalid field: destination must be "IOT" or "ONS"/,
  },
  {
    mistake: "a secret string instead of an object",
    program: ({ topic }) => new linkwan.NodeGroup("pumps", { dataDispatch: unchecked(topic) }),
    reason: /dataDispatch must be an object/,
  },
  {
    mistake: "an invalid secret name",
    program: ({ invalidName }) =>
      new linkwan.LeasedJoinPermission("lease", { ...roaming, joinPermissionName: invalidName }),
    reason: /joinPermissionName can contain only/,
  },
  {
    mistake: "a secret name that is declared twice",
    program: ({ name }) => {
      new linkwan.NodeGroup("pumps", { nodeGroupName: name });
      new linkwan.NodeGroup("wells", { nodeGroupName: name });
    },
    reason: /nodeGroupName is also declared by the resource "(pumps|wells)"/,
  },
  {
    mistake: "an invalid secret EUI",
    program: ({ invalidEui }) =>
      new linkwan.Node("meter", { devEui: invalidEui, nodeGroupId: "301", pinCode: "100001" }),
    reason: /devEui must be a string of 16 hexadecimal digits/,
  },
  {
    mistake: "a secret EUI that is declared twice",
    program: ({ eui }) => {
      new linkwan.Node("meter", { devEui: eui, nodeGroupId: "301" });
      new linkwan.Node("spare", { devEui: eui, nodeGroupId: "302" });
    },
    reason: /devEui is also declared by the resource "(meter|spare)"/,
  },
  {
    mistake: "a secret id with control characters",
    program: ({ invalidId }) =>
      new linkwan.LeasedJoinPermission("lease", { type: "LOCAL", authOrderId: invalidId }),
    reason: /authOrderId must be an id/,
  },
  {
    mistake: "a secret id as a number",
    program: ({ id }) =>
      new linkwan.LeasedJoinPermission("lease", unchecked({ type: "LOCAL", authOrderId: id.apply(Number) })),
    reason: /authOrderId must be a string/,
  },
  {
    mistake: "a secret id in an input that the resource does not accept",
    program: ({ id }) => new linkwan.LeasedJoinPermission("lease", { ...roaming, authOrderId: id }),
    reason: /authOrderId belongs to a LOCAL lease/,
  },
  {
    mistake: "a secret in a property with a fixed set of values",
    program: ({ topic }) =>
      new linkwan.Gateway("tower", { gwEui, ...site, gisCoordinateSystem: unchecked(topic) }),
    reason: /gisCoordinateSystem must be "WGS_84" or "GCJ_02"/,
  },
];

/** Returns whether the output contains a secret or the first characters of the secret. */
const shows = (output: string, secret: string): boolean =>
  output.toLowerCase().includes(secret.slice(0, 8).toLowerCase());

describe("secrets in invalid programs on the real engine", function () {
  withEngine(this);
  let cloud: RunningEmulator;
  let stack: TestStack;
  before(async () => {
    cloud = await emulated({ qps: 1_000 });
    stack = await TestStack.open(cloud, () => undefined);
  });
  const results: string[] = [];
  after(() => {
    stack.remove();
    process.stdout.write(results.map((line) => `      ${line}\n`).join(""));
  });

  for (const { mistake, program, reason } of rows)
    it(`are not printed for ${mistake}`, async () => {
      const values = Object.fromEntries(
        Object.entries(secrets).map(([name, value]) => [name, pulumi.secret(value)]),
      );
      const { output, failed } = await stack.preview(() => program(values as Secrets));
      const printed = Object.values(secrets).filter((secret) => shows(output, secret));
      results.push(`${mistake}: ${printed.length === 0 ? "not printed" : `prints ${printed.join(", ")}`}`);
      assert.ok(failed);
      assert.match(output, reason);
      assert.deepEqual(printed, [], output);
    });
});
