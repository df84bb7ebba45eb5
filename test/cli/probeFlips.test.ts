import assert from "node:assert/strict";
import { type Assumption, answerWith } from "../../cli/probe/question";
import { questions } from "../../cli/probe/questions";
import { type Finding, probe } from "../../cli/probe/run";
import type { RunningEmulator } from "../../emulator";
import { assumptions } from "../../emulator/assumptions";
import { holdingsOf } from "../support/calls";
import { flippedEmulator } from "../support/flippedEmulator";
import { everythingFor, jumpingClock, prepare, serviceFor } from "../support/probed";

const names = Object.keys(assumptions) as Assumption[];

const holdings = (emulator: RunningEmulator) =>
  ["first", "second"].map((account) => holdingsOf(emulator, account));

/** Asks one question with an emulator that has other assumptions. Asserts that the probe deletes every object. */
const askFlipped = async (name: Assumption, value: unknown): Promise<Finding> => {
  const question = questions[name];
  assert.ok("ask" in question);
  const clock = jumpingClock();
  const emulator = await flippedEmulator({ ...question.given, [name]: value }, serviceFor(question, clock));
  try {
    const findings: Finding[] = [];
    prepare(emulator, question);
    const held = holdings(emulator);
    for await (const each of probe(everythingFor(emulator, clock), "costs", { [name]: question }))
      findings.push(each);
    assert.deepEqual(holdings(emulator), held, "the probe deletes every object that it creates");
    const [finding] = findings;
    return finding ?? assert.fail("no finding");
  } finally {
    await emulator.close();
  }
};

describe("questions of pulumi-linkwan probe", () => {
  it("cover exactly the assumptions of the emulator", () => {
    assert.deepEqual(Object.keys(questions).sort(), [...names].sort());
  });

  for (const name of names.filter((each) => Object.hasOwn(questions, each))) {
    const question = questions[name];
    if ("unanswerable" in question) {
      it(`state what an answer about ${name} requires`, () => assert.match(question.unanswerable, /\w+ \w+/));
      continue;
    }
    const { answers } = question;

    it(`have an answer for the assumed value of ${name}, and at least one other answer`, () => {
      assert.notEqual(answerWith(answers, assumptions[name]), undefined);
      assert.ok(answers.examples.length > 1);
    });

    for (const answer of answers.examples) {
      const known = answers.meaningOf(answer);
      const isAssumed = answer === answerWith(answers, assumptions[name]);
      it(`recognize ${isAssumed ? "the assumed" : "another"} value of ${name}: ${answer}`, async () => {
        const finding = await askFlipped(name, known?.value);
        const { status, service, reason, calls } = finding;
        assert.deepEqual(
          { status, service },
          { status: isAssumed ? "same" : "differs", service: known?.meaning },
          `${reason}: ${JSON.stringify(calls)}`,
        );
      });
    }
  }
});
