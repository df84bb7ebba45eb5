import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { pipeline, Readable, type Writable } from "node:stream";
import { gzipSync } from "node:zlib";
import { closeServer, listen } from "./httpServer";

type Answer = (response: ServerResponse, socket: Socket, request: IncomingMessage) => unknown;

/** A hostile or broken endpoint that responds to every call in the same way. */
export interface HostileMode {
  readonly name: string;
  readonly answer: Answer;
  /** Code of the error that the user sees. */
  readonly code: string;
  /** Whether the client retries. */
  readonly retried: boolean;
}

const MB = 1024 * 1024;
const BLANKS = Buffer.alloc(MB, " ");

/** Writes a chunk repeatedly, by default until the client closes the connection. */
export const pour = (target: Writable, chunk: Buffer | string, times = Infinity): void => {
  const chunks = function* () {
    for (let i = 0; i < times; i++) yield chunk;
  };
  pipeline(Readable.from(chunks(), { objectMode: false }), target, () => {});
};
const drip = (socket: Socket, text: string): void => {
  const timer = setInterval(() => socket.write(text), 50);
  socket.once("close", () => clearInterval(timer));
};

/** 64 KB that inflate to 64 MB of spaces. */
const bomb = gzipSync(Buffer.alloc(64 * MB, " "));
const HEAD = "HTTP/1.1 200 OK\r\n";
const success = (data: string): string => `{"RequestId":"R","Success":true,"Data":${data}}`;
const filled = (piece: string, bytes: number): string => piece.repeat(Math.floor(bytes / piece.length));

const body =
  (text: string | Buffer, headers: Record<string, string> = {}): Answer =>
  (response) =>
    response.writeHead(200, headers).end(text);
const raw =
  (text: string): Answer =>
  (_response, socket) =>
    socket.write(text);

const tooLarge = (name: string, answer: Answer): HostileMode => ({
  name,
  answer,
  code: "ResponseTooLarge",
  retried: false,
});
const final = (name: string, code: string, answer: Answer): HostileMode => ({
  name,
  answer,
  code,
  retried: false,
});
const retried = (name: string, code: string, answer: Answer): HostileMode => ({
  name,
  answer,
  code,
  retried: true,
});

export const hostileModes: readonly HostileMode[] = [
  tooLarge("1 GB with a Content-Length header", (response) => {
    response.writeHead(200, { "content-length": 1024 * MB });
    return pour(response, BLANKS, 1024);
  }),
  tooLarge("1 GB in chunks", (response) => pour(response, BLANKS, 1024)),
  tooLarge("endless body", (response) => pour(response, BLANKS)),
  tooLarge("gzip bomb: 4 MB that inflate to 4 GB", (response) =>
    pour(response.writeHead(200, { "content-encoding": "gzip" }), bomb, 64),
  ),
  tooLarge("endless gzip bomb", (response) =>
    pour(response.writeHead(200, { "content-encoding": "gzip" }), bomb),
  ),
  tooLarge("600,000 empty objects", body(success(`[${filled("{},", 1.9 * MB)}{}]`))),
  tooLarge("string of 300,000 escapes", body(success(`"${filled("\\u6c34", 1.9 * MB)}"`))),
  tooLarge("number of 1.9 million digits", body(success(filled("7", 1.9 * MB)))),
  tooLarge("arrays, 2 million levels deep", body(filled("[", 1.9 * MB))),
  tooLarge("objects, 400,000 levels deep", body(filled('{"a":', 1.9 * MB))),
  tooLarge("arrays, 100,000 levels deep", body(success(filled("[", 100_000)))),
  retried(
    "string of 1.9 MB instead of an object",
    "MalformedResponse",
    body(success(`"${filled("a", 1.9 * MB)}"`)),
  ),
  retried("body of 100,000 spaces", "MalformedResponse", body(filled(" ", 100_000))),
  final(
    "failure with a message of 1.9 MB",
    "SomethingNew",
    body(`{"Code":"SomethingNew","Message":"${filled("AccessKeyId= ", 1.9 * MB)}"}`),
  ),
  retried("40,000 empty objects", "MalformedResponse", body(success(`[${filled("{},", 125_000)}{}]`))),
  retried(
    "40,000 short property names",
    "MalformedResponse",
    body(success(`[{${Array.from({ length: 40_000 }, (_, i) => `"${i}":1`)}}]`)),
  ),
  retried("string of 120,000 escapes", "MalformedResponse", body(success(`"${filled("\\u6c34", 720_000)}"`))),
  tooLarge("header of 1 MB", raw(`${HEAD}x: ${filled("a", MB)}\r\n\r\n`)),
  tooLarge("endless headers", (_response, socket) => {
    socket.write(HEAD);
    return pour(socket, filled("name: value\r\n", 16_000));
  }),
  tooLarge("endless trailers", (_response, socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n`);
    return pour(socket, filled("name: value\r\n", 16_000));
  }),
  tooLarge("endless chunk extension", (_response, socket) => {
    socket.write(`${HEAD}transfer-encoding: chunked\r\n\r\n2;`);
    return pour(socket, filled("name=value;", 16_000));
  }),
  final("content-encoding br", "UnsupportedEncoding", body("{}", { "content-encoding": "br" })),
  final(
    "content-encoding gzip, twice",
    "UnsupportedEncoding",
    body("{}", { "content-encoding": "gzip, gzip" }),
  ),
  retried("plain text as gzip", "MalformedResponse", body("{}", { "content-encoding": "gzip" })),
  retried(
    "half of a gzip body",
    "MalformedResponse",
    body(gzipSync(success('{"JoinPermissionId":"7"}')).subarray(0, 30), { "content-encoding": "gzip" }),
  ),
  retried("UTF-16", "MalformedResponse", body(Buffer.from(success("{}"), "utf16le"))),
  final("another protocol", "NotHttp", raw("SSH-2.0-OpenSSH_9.6\r\n")),
  retried("protocol switch", "ConnectionLost", (_response, socket) =>
    socket.write("HTTP/1.1 101 Switching Protocols\r\nconnection: upgrade\r\nupgrade: x\r\n\r\n"),
  ),
  retried("redirect to itself", "MalformedResponse", (response, _socket, request) =>
    response.writeHead(302, { location: `http://${request.headers.host}/` }).end(),
  ),
  retried("silence", "Timeout", () => undefined),
  retried("slow headers", "Timeout", (_response, socket) => {
    socket.write(`${HEAD}x: `);
    drip(socket, "a");
  }),
  retried("slow body", "Timeout", (response, socket) => {
    response.writeHead(200).flushHeaders();
    drip(socket, "1\r\n \r\n");
  }),
  retried("endless informational responses", "Timeout", (_response, socket) =>
    drip(socket, filled("HTTP/1.1 103 Early Hints\r\n\r\n", 16_000)),
  ),
  retried("hang-up", "ConnectionLost", (_response, socket) => socket.destroy()),
];

/** Starts an endpoint that counts its requests. */
export const hostileServer = async ({ answer }: HostileMode) => {
  let requests = 0;
  const server = createServer((request, response) => {
    requests++;
    request.resume();
    request.once("end", () => void answer(response, request.socket, request));
    for (const each of [response, request.socket]) each.on("error", () => {});
  });
  return {
    url: `http://127.0.0.1:${await listen(server)}`,
    requests: () => requests,
    close: () => closeServer(server),
  };
};
