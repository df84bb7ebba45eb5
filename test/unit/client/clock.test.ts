import assert from "node:assert/strict";
import { getEventListeners } from "node:events";
import { systemClock } from "../../../provider/client/clock";

const LONG_MS = 600_000;

describe("systemClock.sleep", () => {
  it("leaves no listener on the signal after the sleep", async () => {
    const { signal } = new AbortController();
    await systemClock.sleep(1, signal);
    assert.deepEqual(getEventListeners(signal, "abort"), []);
  });

  it("resolves as soon as the signal is aborted", async () => {
    const controller = new AbortController();
    const sleep = systemClock.sleep(LONG_MS, controller.signal);
    controller.abort();
    await sleep;
  });

  it("resolves immediately if the signal is already aborted", async () => {
    await systemClock.sleep(LONG_MS, AbortSignal.abort());
  });
});
