import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { printsRequests } from "../../../provider/client/log";

describe("printsRequests", () => {
  const loud = [
    "*",
    "httpx:*",
    "httpx*",
    "httpx:body",
    "express, httpx:header",
    "a httpx:*",
    "*:body",
    "httpx:*,-httpx:body",
  ];
  const quiet = [
    undefined,
    "",
    "express",
    "http",
    "httpx",
    "httpx:other",
    "-httpx:*",
    "*,-httpx:*",
    "httpx_body",
  ];

  it("detects DEBUG values that make the HTTP library print requests", () => {
    for (const debug of loud) assert.equal(printsRequests(debug), true, debug);
    for (const debug of quiet) assert.equal(printsRequests(debug), false, debug);
  });

  it("agrees with the debug package itself", () => {
    const ofPopCore = createRequire(require.resolve("@alicloud/pop-core"));
    const debug = createRequire(ofPopCore.resolve("httpx"))("debug");
    for (const value of [...loud, ...quiet]) {
      debug.enable(value ?? "");
      assert.equal(
        debug.enabled("httpx:body") || debug.enabled("httpx:header"),
        printsRequests(value),
        value,
      );
    }
    debug.disable();
  });
});
