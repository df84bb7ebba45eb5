import assert from "node:assert/strict";
import { Operation } from "../../../provider/client/operation";
import { Claims } from "../../../provider/engine/claims";
import { type Context, Lifecycle } from "../../../provider/engine/lifecycle";
import { gateway } from "../../../provider/resources/gateway/declaration";
import { leasedJoinPermission } from "../../../provider/resources/leasedJoinPermission/declaration";
import { node } from "../../../provider/resources/node/declaration";
import { withoutCommand } from "../../support/withoutCommand";
import { fakeClient, ok, type Respond } from "../client/fakeClient";

const THROTTLED = "Throttling.User";
const empty = ok({ TotalCount: 0, List: [] });

/** Returns the engine's context with an operation timeout, and a function that returns the elapsed time. */
const runWith = (seconds: number, respond: Respond) => {
  const client = fakeClient(respond, { operationTimeoutMs: 1_000 * seconds });
  const context: Context = {
    startOperation: async () => new Operation(client.account),
    claims: new Claims(),
    stackState: withoutCommand,
  };
  const start = client.clock.now();
  return { ...client, context, elapsed: () => client.clock.now() - start };
};

/** Throttles the first `count` calls, then returns an empty list. */
const throttledFirst = (count: number): (() => string | typeof empty) => {
  let left = count;
  return () => (left-- > 0 ? THROTTLED : empty);
};

describe("linkwan:operationTimeout", () => {
  const declared = { devEui: "dddd000000000001", pinCode: "100001", nodeGroupId: "301" };

  it("aborts three concurrent refreshes whose calls are all throttled", async () => {
    const { context, clock, elapsed } = runWith(4, () => THROTTLED);
    const refresh = async (gwEui: string): Promise<number> => {
      await assert.rejects(
        new Lifecycle(gateway, context).read(gwEui, { gwEui }),
        new RegExp(
          `gateway ${gwEui} failed with OperationTimeout: the operation took more than 4 s, including 4 s`,
        ),
      );
      return elapsed();
    };
    assert.deepEqual(await clock.runUntil(Promise.all(["a", "b", "c"].map(refresh))), [4_000, 4_000, 4_000]);
  });

  for (const seconds of [4, 20]) {
    it(`counts the waits of all calls in a creation toward the limit of ${seconds} s`, async () => {
      const list = throttledFirst(8);
      const { context, clock, elapsed } = runWith(seconds, (action) =>
        action === "ListNodesByNodeGroupId" ? list() : THROTTLED,
      );
      await assert.rejects(
        clock.runUntil(new Lifecycle(node, context).create(declared)),
        new RegExp(
          `^LinkWanError: AddNodeToGroup of node dddd000000000001 failed with OperationTimeout: the operation took more than ${seconds} s, including ${seconds} s waiting for the request quota\\.`,
        ),
      );
      assert.equal(elapsed(), 1_000 * seconds);
    });
  }

  it("aborts a creation before its first write if the initial list takes too long", async () => {
    const { context, clock, elapsed, sent } = runWith(4, () => THROTTLED);
    await assert.rejects(
      clock.runUntil(new Lifecycle(node, context).create(declared)),
      /every node failed with OperationTimeout: the operation took more than 4 s, including 4 s waiting/,
    );
    assert.equal(elapsed(), 4_000);
    assert.deepEqual(new Set(sent.map(({ action }) => action)), new Set(["ListNodesByNodeGroupId"]));
  });

  it("aborts the check that follows a creation whose response was lost", async () => {
    const list = throttledFirst(0);
    let started = false;
    const { context, clock, elapsed } = runWith(4, (action) => {
      if (action === "ListRentedJoinPermissions") return started ? THROTTLED : list();
      started = true;
      return "Timeout";
    });
    const inputs = {
      type: "ROAMING",
      classMode: "A",
      freqBandPlanGroupId: "101",
      joinPermissionName: "meters",
    };
    await assert.rejects(
      clock.runUntil(new Lifecycle(leasedJoinPermission, context).create(inputs)),
      /ApplyRoamingJoinPermission of join permission meters failed with Timeout: it is unknown whether the lease was created/,
    );
    assert.equal(elapsed(), 4_000);
  });
});
