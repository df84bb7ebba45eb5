import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import * as linkwan from "../../provider";

const settled = <T>(output: pulumi.Output<T>): Promise<T> =>
  new Promise((resolve) => output.apply((value) => resolve(value)));

/** Calls only `pulumi.runtime.setMocks`, like a unit test that a user writes for a program. */
describe("a program under pulumi.runtime.setMocks", () => {
  const tokens: string[] = [];
  before(async () => {
    await pulumi.runtime.setMocks({
      newResource: ({ name, inputs }) => ({ id: `${name}-id`, state: inputs }),
      call: ({ token, inputs }) => {
        tokens.push(token);
        return token.endsWith("s") ? ([{ ...inputs, listed: true }] as never) : { ...inputs, mocked: true };
      },
    });
  });
  after(() => pulumi.runtime.setMockOptions(undefined));

  it("declares every resource with ids from the mocks", async () => {
    const network = new linkwan.RoamingNetwork("net", { classMode: "A", freqBandPlanGroupId: "101" });
    assert.equal(await settled(network.nodeGroupId), "net-id");
    const owned = new linkwan.OwnedJoinPermission("own", { classMode: "A", freqBandPlanGroupId: "101" });
    const { joinPermissionId } = owned;
    const order = new linkwan.JoinPermissionAuthOrder("own", { joinPermissionId, renterAliyunId: "me" });
    assert.equal(await settled(order.orderId), "own-id");
    const node = new linkwan.Node("n", { devEui: "dddd000000000001", nodeGroupId: network.nodeGroupId });
    const gateway = new linkwan.Gateway("g", { gwEui: "aaaa000000000001" });
    assert.deepEqual(await Promise.all([settled(node.nodeGroupId), settled(gateway.gwEui)]), [
      "net-id",
      "aaaa000000000001",
    ]);
  });

  it("captures only one stack trace per resource, because a stack trace takes as much time as an output", () => {
    const { prepareStackTrace, stackTraceLimit } = Error;
    const depths: number[] = [];
    Error.prepareStackTrace = (error, frames) => {
      depths.push(frames.length);
      return `${error}`;
    };
    try {
      new linkwan.NodeGroup("group");
    } finally {
      Error.prepareStackTrace = prepareStackTrace;
    }
    assert.equal(depths.filter((depth) => depth > 0).length, 1, `${depths}`);
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
  });

  it("includes the program's source line in Pulumi's errors", () => {
    const { stackTraceLimit } = Error;
    assert.throws(
      () => new linkwan.NodeGroup(""),
      ({ message, stack }: Error) =>
        /Missing resource name/.test(message) &&
        /\n +at .*mocks\.test/.test(`${stack}`.split("\n", 2).join("\n")),
    );
    assert.equal(Error.stackTraceLimit, stackTraceLimit);
  });

  it("calls the mocks instead of the cloud for both forms of every function", async () => {
    const functions = Object.entries(linkwan).filter(([name]) => /^get/.test(name)) as [
      string,
      (args: object) => unknown,
    ][];
    assert.ok(functions.length > 20);
    for (const [name, read] of functions) {
      tokens.length = 0;
      const result = read({ profile: "p" });
      const value = await (pulumi.Output.isInstance(result) ? settled(result) : result);
      assert.deepEqual(tokens, [`linkwan:index:${name.replace(/Output$/, "")}`]);
      assert.equal(JSON.stringify(value).includes("p"), true, name);
    }
  });
});
