import type { IncomingMessage } from "node:http";
import { PassThrough, type Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip, createInflate } from "node:zlib";
import { oneLine } from "../oneLine";
import { plain } from "../plain";
import { CallFailed, type Received } from "./response";

/**
 * Maximum size of a body after decompression: 40 times the size of a page of 200 leases. Memory use can be a multiple
 * of this limit, because up to eight responses arrive concurrently, and the memory of processed responses is not freed
 * immediately.
 */
const MAX_BYTES = 2 * 1024 * 1024;
/**
 * Maximum number of bytes outside JSON strings plus escapes inside JSON strings. Each of them can take up 200 bytes of
 * memory.
 */
const MAX_SYNTAX = 128 * 1024;

/** Content encodings that the service can use, although the client requests none. */
const decompressors: Readonly<Record<string, () => Transform>> = {
  "": () => new PassThrough(),
  identity: () => new PassThrough(),
  gzip: createGunzip,
  deflate: createInflate,
};

/** Reads a response. Throws {@link CallFailed} if the response is too large or is not JSON. */
export const readResponse = async (response: IncomingMessage, signal: AbortSignal): Promise<Received> => {
  const { statusCode, headers } = response;
  const body = await readBody(response, signal);
  const fail = (code: string, message: string) => new CallFailed({ code, statusCode, message });
  if (syntaxOf(body) > MAX_SYNTAX) throw fail("ResponseTooLarge", "more than 128 KB of JSON outside strings");
  try {
    return { statusCode, date: headers.date, body: parseJson(body.toString()) };
  } catch (error) {
    throw error instanceof RangeError
      ? fail("ResponseTooLarge", "nested too deeply")
      : fail("MalformedResponse", `not JSON, HTTP status ${statusCode}`);
  }
};

/** Parses JSON, and keeps every digit of a long number. */
export const parseJson = (text: string): unknown => {
  const { parse }: { parse: (text: string) => unknown } = require("json-bigint");
  return plain(parse(text));
};

const readBody = async (response: IncomingMessage, signal: AbortSignal): Promise<Buffer> => {
  const { statusCode, headers } = response;
  const tooLarge = new CallFailed({ code: "ResponseTooLarge", statusCode, message: "more than 2 MB" });
  const encoding = headers["content-encoding"]?.trim().toLowerCase() ?? "";
  const decompress = Object.hasOwn(decompressors, encoding) ? decompressors[encoding] : undefined;
  const rejection = decompress
    ? Number(headers["content-length"]) > MAX_BYTES && tooLarge
    : new CallFailed({ code: "UnsupportedEncoding", statusCode, message: oneLine(encoding).slice(0, 40) });
  if (!decompress || rejection) {
    response.destroy();
    throw rejection;
  }
  const chunks: Buffer[] = [];
  let size = 0;
  const collect = async (source: AsyncIterable<Buffer>): Promise<void> => {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > MAX_BYTES) return;
      chunks.push(chunk);
    }
  };
  // Returning from the loop early destroys the response, which raises a separate error.
  await pipeline(response, decompress(), collect, { signal }).catch((error: unknown) => {
    if (size <= MAX_BYTES) throw error;
  });
  if (size > MAX_BYTES) throw tooLarge;
  return Buffer.concat(chunks, size);
};

const [QUOTE, BACKSLASH] = [0x22, 0x5c];

const syntaxOf = (json: Buffer): number => {
  let count = 0;
  let inString = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === QUOTE) inString = !inString;
    else if (!inString) count++;
    else if (byte === BACKSLASH) {
      count++;
      at++;
    }
  }
  return count;
};
