import type { IncomingMessage } from "node:http";
import { apiGatewayError } from "./errors";

/** Maximum size of a body; the body of a real request has a few hundred bytes. */
const MAX_BODY_BYTES = 1_000_000;

/** Reads a body to its end. Throws, and discards the body, if the body exceeds the limit. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > MAX_BODY_BYTES) throw apiGatewayError("InvalidParameter", " The body is too large.");
  return Buffer.concat(chunks).toString("utf8");
};

const THIS_MACHINE = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Returns whether the `Host` header names this machine. Without this check, a web page whose host name resolves to this
 * machine (DNS rebinding) could read the emulator's replies.
 */
export const isForThisMachine = ({ headers }: IncomingMessage): boolean =>
  THIS_MACHINE.test(headers.host ?? "");

/** Parses the signed parameters: the union of query and form body. Any name is valid, even `__proto__`. */
export const parseParameters = (url: string, body: string): Map<string, string> => {
  const query = url.includes("?") ? url.slice(url.indexOf("?") + 1) : "";
  const parameters = new Map<string, string>();
  for (const pair of [...query.split("&"), ...body.split("&")]) {
    if (pair === "") continue;
    const [name = "", ...value] = pair.split("=");
    parameters.set(decode(name), decode(value.join("=")));
  }
  return parameters;
};

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text.replaceAll("+", " "));
  } catch {
    throw apiGatewayError("InvalidParameter", " The percent-encoding is invalid.");
  }
};
