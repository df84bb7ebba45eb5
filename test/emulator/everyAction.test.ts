import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { actions } from "../../emulator/actions";
import { callsTo } from "../support/accounts";
import { accounts, everyCall, prepare } from "../support/everyAction";
import { emulated } from "../support/hooks";

const apiFile = readFileSync("emulator/linkwan-api.md", "utf8");

const section = (from: string, to: string): string =>
  apiFile.slice(apiFile.indexOf(from), apiFile.indexOf(to));

/** Returns the actions of version 2019-03-01 in the API file. Part B lists them in headings, part C in tables. */
const listedActions = (): { documented: string[]; ofSdks: string[] } => {
  const headings = [...section("# B. Actions", "## Security Token").matchAll(/^### B\.\d+ (.*)$/gm)];
  const partB = headings
    .flatMap(([, names = ""]) => names.replace(/ \(.*\)/, "").split(", "))
    // No SDK of this version contains the action in B.20.
    .filter((name) => /^[A-Z]\w+$/.test(name) && name !== "GetLatestApplyingJoinPermissionAuthOrder");
  const rows = (text: string) =>
    [...text.matchAll(/^\| ([A-Z]\w+)(?: †)? \| (?:[A-Z]) /gm)].map(([, name = ""]) => name);
  return {
    documented: [...partB, ...rows(section("## C.1 ", "## C.2 "))],
    ofSdks: rows(section("## C.2 ", "## C.2b ")),
  };
};

describe("every action of the emulator", () => {
  it("is one of the 79 documented actions or 17 SDK-only actions in the API file, or is GetCallerIdentity", () => {
    const { documented, ofSdks } = listedActions();
    assert.deepEqual([documented.length, ofSdks.length], [79, 17]);
    const listed = [...documented, ...ofSdks, "GetCallerIdentity"];
    assert.deepEqual(Object.keys(actions).sort(), listed.sort());
  });

  it("accepts a call with the required parameters", async () => {
    const cloud = await emulated({ qps: 10_000, seed: { accounts } });
    const calls = everyCall(prepare(cloud));
    const as = callsTo(() => cloud);
    const answers: Record<string, string> = {};
    for (const { action, account, parameters } of calls)
      answers[action] = await as(account).code(action, parameters);
    const listed = Object.values(listedActions()).flat();
    const expected = Object.fromEntries(listed.map((action) => [action, "OK"]));
    assert.deepEqual(answers, expected);
  });
});
