import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults";
import type { Reply } from "./render";

const LATE_MS = 60_000;

/** What arrives instead of a reply; `undefined` where the connection is cut. */
export const spoil = async (reply: Reply, fault: Fault): Promise<Reply | undefined> => {
  const json = "application/json;charset=utf-8";
  switch (fault.answer) {
    case "dropped":
      return undefined;
    case "late":
      // Nothing waits for an answer that nobody reads any more.
      await sleep(fault.delayMs ?? LATE_MS, undefined, { ref: false });
      // A call that took no effect was lost on its way, so nothing can say that it worked.
      return fault.effect === true ? reply : undefined;
    case "html502":
      return { statusCode: 502, contentType: "text/html", body: "<html><h1>502 Bad Gateway</h1></html>" };
    case "status503":
      return { statusCode: 503, contentType: json, body: '{"error":"unavailable"}' };
    case "empty":
      return { statusCode: 200, contentType: json, body: "" };
    case "cutJson":
      return {
        statusCode: 200,
        contentType: json,
        body: reply.body.slice(0, Math.floor(reply.body.length / 2)),
      };
    case "successFalse":
      return { statusCode: 200, contentType: json, body: '{"RequestId":"","Success":false}' };
    default:
      return reply;
  }
};
