import assert from "node:assert/strict";
import { hostileModes, hostileServer } from "../support/hostileServer";
import { callsInChild, readInChild } from "../support/readInChild";

const REQUEST_S = 2;
const OPERATION_S = 3;
const MEGABYTES = 300;

describe("a hostile or broken endpoint", () => {
  const rows: string[][] = [["answer", "error", "requests", "seconds", "MB"]];
  after(() => {
    const widths = (rows[0] ?? []).map((_, column) =>
      Math.max(...rows.map((row) => row[column]?.length ?? 0)),
    );
    for (const row of rows)
      console.log(`      ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join("  ")}`.trimEnd());
  });

  for (const mode of hostileModes) {
    const { name, code, retried } = mode;
    it(`causes ${code}, ${retried ? "after retries" : "without a retry"}: ${name}`, async () => {
      const server = await hostileServer(mode);
      const limit = (retried ? OPERATION_S + REQUEST_S : REQUEST_S) + 5;
      const config = {
        "linkwan:endpoint": server.url,
        "linkwan:requestTimeout": String(REQUEST_S),
        "linkwan:operationTimeout": String(OPERATION_S),
      };
      const { message, seconds, megabytes, uncaught } = await readInChild(config, limit).finally(
        server.close,
      );
      const found = / failed with (\S+):/.exec(message)?.[1] ?? message;
      rows.push([name, found, String(server.requests()), seconds.toFixed(1), String(megabytes)]);
      assert.deepEqual(uncaught, []);
      assert.equal(found, code, message);
      assert.doesNotMatch(message, /\n|MARKED/);
      assert.ok(message.length < 1000, `${message.length} characters`);
      assert.equal(server.requests() > 1, retried, `${server.requests()} requests`);
      assert.ok(seconds < limit, `${seconds} s`);
      assert.ok(megabytes < MEGABYTES, `${megabytes} MB`);
    });
  }

  for (const mode of hostileModes.filter(({ name }) => /^endless (body|gzip)/.test(name))) {
    it(`uses less than ${MEGABYTES} MB if 60 concurrent calls receive the response: ${mode.name}`, async () => {
      const server = await hostileServer(mode);
      const { message, megabytes } = await callsInChild(server.url, 60).finally(server.close);
      rows.push([`${mode.name}, 60 calls`, message, String(server.requests()), "", String(megabytes)]);
      assert.equal(message, "ResponseTooLarge");
      assert.equal(server.requests(), 60);
      assert.ok(megabytes < MEGABYTES, `${megabytes} MB`);
    });
  }
});
