import type { IncomingMessage } from "node:http";
import { gatewayError } from "./errors";

/** Real requests are a few hundred bytes. */
const MOST_BODY_BYTES = 1_000_000;

/** Reads the body to its end, however long, and keeps none of it beyond the limit. */
export const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MOST_BODY_BYTES) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (size > MOST_BODY_BYTES) throw gatewayError("InvalidParameter", " The body is too large.");
  return Buffer.concat(chunks).toString("utf8");
};

/** The union of query and form body, on which the signature is made; in a map, so that any name is just a name. */
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
    throw gatewayError("InvalidParameter", " The percent-encoding is broken.");
  }
};
