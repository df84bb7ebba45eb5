import assert from "node:assert/strict";
import { errorCode, type Need, type Question, type Unanswerable } from "../../cli/probe/question";
import { questions } from "../../cli/probe/questions";
import { type Finding, probe } from "../../cli/probe/run";
import { Canceled, type Provided } from "../../cli/probe/session";
import type { RunningEmulator } from "../../emulator";
import { callsOf, holdingsOf, writesIn } from "../support/calls";
import { emulated } from "../support/hooks";
import { everythingFor, jumpingClock, serviceFor } from "../support/probed";

const collect = async (found: AsyncGenerator<Finding>): Promise<Finding[]> => {
  const findings: Finding[] = [];
  for await (const each of found) findings.push(each);
  return findings;
};

/** A question that only creates a node group. */
const createsGroup: Question = {
  text: "Can a node group be created?",
  effect: "creates",
  answers: errorCode(),
  ask: ({ first }) => first.tryToCreate("group"),
};

describe("probe", () => {
  let emulator: RunningEmulator;
  let provided: Provided;
  let lines: string[];

  beforeEach(async () => {
    const clock = jumpingClock();
    emulator = await emulated(serviceFor({ needs: ["notification"] }, clock));
    lines = [];
    provided = { ...everythingFor(emulator, clock), notify: (line) => void lines.push(line) };
  });

  const holdings = () => ["first", "second"].map((account) => holdingsOf(emulator, account));
  const ask = (question: Question) => collect(probe(provided, "costs", { eui: question }));

  it("confirms every assumption of the emulator that the available accounts and devices can check", async () => {
    const held = holdings();
    const findings = await collect(probe(provided, "costs"));
    const met: readonly Need[] = ["secondAccount", "gateway", "node", "notification"];
    const isOpen = (question: Question | Unanswerable): boolean =>
      "unanswerable" in question || (question.needs ?? []).some((need) => !met.includes(need));
    const expected = Object.entries(questions).map(([name, each]) => [name, isOpen(each) ? "open" : "same"]);
    assert.deepEqual(
      findings.map(({ assumption, status }) => [assumption, status]),
      expected,
    );
    assert.ok(expected.filter(([, status]) => status === "same").length > 60);
    assert.deepEqual(holdings(), held);
    assert.match(
      lines.join("\n"),
      /^waiting 16 min: the next request reuses the nonce of an earlier request$/m,
    );
  });

  for (const effect of ["reads", "creates"] as const) {
    it(`makes no calls with a greater effect if the user allows only ${effect}`, async () => {
      await collect(probe(provided, effect));
      const writes = new Set(writesIn(callsOf(emulator)));
      if (effect === "reads") assert.deepEqual([...writes], []);
      else assert.ok(writes.has("CreateNodeGroup"));
      for (const each of ["ApplyRoamingJoinPermission", "CreateGateway", "AddNodeToGroup"])
        assert.ok(!callsOf(emulator).some((call) => call.startsWith(each)), each);
    });
  }

  it("throws instead of making a call that the effect of the question does not allow", async () => {
    const lease: Question = { ...createsGroup, ask: ({ first }) => first.tryToCreate("roaming") };
    for (const question of [{ ...createsGroup, effect: "reads" as const }, lease])
      await assert.rejects(ask(question), { name: "Forbidden" });
    assert.deepEqual(emulator.calls, []);
  });

  for (const [answer, effect] of [
    ["dropped", true],
    ["dropped", false],
    ["html502", true],
  ] as const) {
    it(`leaves no object if the creation ${effect ? "takes" : "does not take"} effect and the response is ${answer}`, async () => {
      const held = holdings();
      emulator.injectFault({ action: "CreateNodeGroup", answer, effect });
      const [finding] = await ask(createsGroup);
      assert.equal(finding?.status, "failed");
      assert.match(String(finding?.reason), /^the call failed: (ConnectionLost|MalformedResponse)$/);
      assert.deepEqual(holdings(), held);
    });
  }

  it("deletes an object whose creation fails with InternalError", async () => {
    const held = holdings();
    emulator.injectFault({ action: "CreateNodeGroup", code: "InternalError", effect: true });
    const [finding] = await ask(createsGroup);
    assert.equal(finding?.service, "it returns InternalError");
    assert.deepEqual(holdings(), held);
  });

  it("retries a deletion that fails, and reports the deletion if every attempt fails", async () => {
    const held = holdings();
    emulator.injectFault({ action: "DeleteNodeGroup", code: "InternalError", times: 2 });
    assert.equal((await ask(createsGroup))[0]?.status, "differs");
    assert.deepEqual(holdings(), held);
    emulator.injectFault({ action: "DeleteNodeGroup", code: "ResourceLocked", times: -1 });
    const [finding] = await ask(createsGroup);
    assert.equal(finding?.status, "failed");
    assert.equal(finding?.reason, "could not delete some objects: DeleteNodeGroup: ResourceLocked");
    assert.deepEqual(lines, [
      "could not delete an object (DeleteNodeGroup: ResourceLocked); delete the objects named probe_… in the Link WAN console",
    ]);
  });

  for (const code of ["NonExistent", "NotResourceOwner", "JoinPermissionDoesNotExist"]) {
    it(`treats a lease as returned if ReturnJoinPermission fails with ${code}`, async () => {
      emulator.injectFault({ action: "ReturnJoinPermission", code, times: -1 });
      const returned: Question = {
        ...createsGroup,
        ask: async ({ first }) => {
          const JoinPermissionId = await first.create("local");
          first.undo("ReturnJoinPermission", { JoinPermissionId, JoinPermissionType: "LOCAL" });
          return "OK";
        },
      };
      assert.equal((await ask(returned))[0]?.status, "differs");
      assert.deepEqual(lines, []);
    });
  }

  it("deletes the objects of a question that throws an error", async () => {
    const held = holdings();
    const broken: Question = {
      ...createsGroup,
      ask: async ({ first }) => {
        await first.create("group");
        throw new TypeError("a defect");
      },
    };
    await assert.rejects(ask(broken), { name: "TypeError" });
    assert.deepEqual(holdings(), held);
    assert.ok(callsOf(emulator).includes("DeleteNodeGroup"));
  });

  it("makes no further calls when canceled, and deletes its objects, including one whose creation is in flight", async () => {
    const held = holdings();
    const controller = new AbortController();
    const canceling: Question = {
      ...createsGroup,
      ask: async ({ first }) => {
        const creation = first.create("group");
        controller.abort();
        await creation;
        return first.code("ListNodeGroups", { Offset: 0, Limit: 1 });
      },
    };
    provided = { ...provided, canceled: controller.signal };
    await assert.rejects(ask(canceling), Canceled);
    assert.deepEqual(holdings(), held);
    assert.deepEqual(callsOf(emulator), ["CreateNodeGroup", "DeleteNodeGroup"]);
  });

  it("leaves a question open if the account lacks a permission or already has a ROAMING join permission", async () => {
    emulator.callAs("first", "ApplyRoamingJoinPermission", {
      JoinPermissionName: "meters",
      ClassMode: "A",
      FreqBandPlanGroupId: 101,
    });
    emulator.injectFault({ action: "GetUserLicense", code: "ForbiddenByRam", times: -1 });
    const { gatewayLimit, roamingEnabled } = questions;
    const findings = await collect(probe(provided, "costs", { gatewayLimit, roamingEnabled }));
    assert.deepEqual(
      findings.map(({ status, reason }) => [status, reason]),
      [
        ["open", "GetUserLicense failed with ForbiddenByRam"],
        ["open", "ApplyRoamingJoinPermission failed with ExceedRoamingJoinPermissionLimit"],
      ],
    );
    assert.equal(holdings()[0]?.CountRentedJoinPermissions, 1);
  });

  it("reports an answer that the emulator cannot give", async () => {
    emulator.injectFault({ action: "ListNodesByNodeGroupId", code: "Group.Gone" });
    const { nodesOfOthers } = questions;
    const [finding] = await collect(probe(provided, "reads", { nodesOfOthers }));
    assert.deepEqual([finding?.status, finding?.service], ["differs", "Group.Gone"]);
    assert.ok(finding && !("value" in finding));
  });

  it("waits while the service throttles calls", async () => {
    emulator.injectFault({ action: "GetUserLicense", code: "Throttling.User", times: 3 });
    const { gatewayLimit } = questions;
    const [finding] = await collect(probe(provided, "reads", { gatewayLimit }));
    assert.equal(finding?.status, "same");
    assert.equal(emulator.calls.length, 4);
  });
});
