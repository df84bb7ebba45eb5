import { setTimeout as sleep } from "node:timers/promises";
import type { Fault } from "./faults";
import type { Reply } from "./render";

const DEFAULT_DELAY_MS = 60_000;

/** Corrupts a reply according to a fault. Returns `undefined` if the connection must be closed without a reply. */
export const corruptReply = async (reply: Reply, fault: Fault): Promise<Reply | undefined> => {
  const json = "application/json;charset=utf-8";
  switch (fault.answer) {
    case "dropped":
      return undefined;
    case "late":
      // A pending late reply must not keep the process alive.
      await sleep(fault.delayMs ?? DEFAULT_DELAY_MS, undefined, { ref: false });
      // A request that does not take effect counts as lost, so no reply can report success.
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
