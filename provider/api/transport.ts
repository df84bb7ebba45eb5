import { randomUUID } from "node:crypto";
import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent } from "node:https";
import type { Credentials } from "./credentials";
import { type Failure, isLinkWanError } from "./errors";
import type { Keys } from "./keys";
import { plain } from "./plain";
import { redact } from "./redact";

/** The only version of the Link WAN API that has the fields this package needs. */
export const API_VERSION = "2019-03-01";

const MAX_SOCKETS = 8;
/** The service closes idle connections without telling; ours are dropped before it does. */
const IDLE_SOCKET_MS = 4_000;
const SUCCESS_CODES: readonly unknown[] = [undefined, null, "", 200, "200", "OK", "Success", "success"];

export interface Endpoint {
  /** `https://…`, or `http://` to loopback. */
  readonly url: string;
  readonly regionId: string;
  /** For the whole of one request, in milliseconds. */
  readonly requestTimeoutMs: number;
}

export interface Answer {
  readonly data: unknown;
  readonly requestId: string | undefined;
}

/** A call that did not end in a success, of whatever sort. */
export class CallFailed extends Error {
  override readonly name = "CallFailed";
  constructor(readonly failure: Failure) {
    super(failure.code);
  }
}

/** Sends one signed request and judges the answer; throws {@link CallFailed} for anything but a success. */
export type Transport = (action: string, parameters: Record<string, string>) => Promise<Answer>;

interface PopEntry {
  readonly response?: { readonly statusCode?: number };
}
/** What pop-core has but its typings lack. */
interface PopClient {
  request(
    action: string,
    parameters: Record<string, string>,
    options: { method: "POST"; beforeRequest: (options: object) => object },
  ): Promise<[json: unknown, entry: PopEntry]>;
}
type PopClientClass = new (config: object, verbose: true) => PopClient;

/** A transport over `@alicloud/pop-core`, which is loaded at the first call. */
export const popTransport = (endpoint: Endpoint, credentials: Credentials): Transport => {
  let client: PopClient | undefined;
  let lastKeys: Keys | undefined;
  const connect = (): PopClient => {
    const RPCClient = require("@alicloud/pop-core") as PopClientClass;
    const Agent = endpoint.url.startsWith("https:") ? HttpsAgent : HttpAgent;
    return new RPCClient(
      {
        endpoint: endpoint.url,
        apiVersion: API_VERSION,
        credentialsProvider: {
          getCredentials: async () => {
            lastKeys = await credentials.get();
            return lastKeys;
          },
        },
        opts: {
          agent: new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_SOCKET_MS }),
          timeout: endpoint.requestTimeoutMs,
        },
      },
      true,
    );
  };

  return async (action, parameters) => {
    client ??= connect();
    const signal = AbortSignal.timeout(endpoint.requestTimeoutMs);
    try {
      // GET would put the key id, the token and the signature into the address, and that into error messages.
      const [json, entry] = await client.request(
        action,
        { RegionId: endpoint.regionId, SignatureNonce: randomUUID(), ...parameters },
        { method: "POST", beforeRequest: (options) => ({ ...options, signal }) },
      );
      return judge(plain(json), entry.response?.statusCode);
    } catch (error) {
      if (error instanceof CallFailed || isLinkWanError(error)) throw error;
      const secrets = lastKeys && [lastKeys.accessKeyId, lastKeys.accessKeySecret, lastKeys.securityToken];
      throw new CallFailed(failureOf(error, signal.aborted, secrets));
    }
  };
};

/** pop-core takes for a success whatever has no failing `Code`, whatever its status or `Success` say. */
const judge = (json: unknown, statusCode: number | undefined): Answer => {
  if (typeof json !== "object" || json === null || Array.isArray(json)) {
    throw new CallFailed({ code: "MalformedAnswer", statusCode, message: "not an object" });
  }
  const body = json as Record<string, unknown>;
  const success = statusCode !== undefined && statusCode >= 200 && statusCode < 300 && body.Success === true;
  if (success && SUCCESS_CODES.includes(body.Code)) {
    return { data: body.Data, requestId: textOf(body.RequestId) };
  }
  throw new CallFailed(failureOfBody(body, statusCode));
};

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

const failureOfBody = (
  body: Record<string, unknown>,
  statusCode: number | undefined,
  secrets?: readonly (string | undefined)[],
): Failure => {
  const message = textOf(body.Message) ?? textOf(body.ErrorMessage);
  const code = SUCCESS_CODES.includes(body.Code) ? undefined : textOf(body.Code);
  return {
    code: code ?? (statusCode !== undefined && statusCode >= 500 ? "ServiceUnavailable" : "MalformedAnswer"),
    statusCode,
    message: message === undefined ? undefined : redact(message, secrets),
    requestId: textOf(body.RequestId),
  };
};

/** Node's and OpenSSL's error codes, in the words of the error table. */
const systemCodes: Readonly<Record<string, string>> = {
  ECONNREFUSED: "ConnectionRefused",
  ENOTFOUND: "HostNotFound",
  EAI_AGAIN: "HostNotFound",
  ENETUNREACH: "NetworkUnreachable",
  EHOSTUNREACH: "NetworkUnreachable",
  ETIMEDOUT: "Timeout",
  DEPTH_ZERO_SELF_SIGNED_CERT: "CertificateRefused",
  SELF_SIGNED_CERT_IN_CHAIN: "CertificateRefused",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "CertificateRefused",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "CertificateRefused",
  CERT_HAS_EXPIRED: "CertificateRefused",
  ERR_TLS_CERT_ALTNAME_INVALID: "CertificateRefused",
};

/** Makes a failure of whatever pop-core threw: not always an Error, and often with secrets inside. */
const failureOf = (error: unknown, timedOut: boolean, secrets?: readonly (string | undefined)[]): Failure => {
  if (timedOut) return { code: "Timeout" };
  const thrown = (typeof error === "object" && error !== null ? error : {}) as {
    name?: unknown;
    code?: unknown;
    data?: unknown;
    entry?: PopEntry;
  };
  if (typeof thrown.data === "object" && thrown.data !== null) {
    return failureOfBody(
      plain(thrown.data) as Record<string, unknown>,
      thrown.entry?.response?.statusCode,
      secrets,
    );
  }
  if (thrown.name === "RequestTimeoutError") return { code: "Timeout" };
  // pop-core reads the answer's fields without looking whether it is an object.
  if (thrown.name === "SyntaxError" || thrown.name === "TypeError") {
    return { code: "MalformedAnswer", message: "not JSON, or not an object" };
  }
  const code = typeof thrown.code === "string" ? thrown.code : "";
  return { code: systemCodes[code] ?? "ConnectionLost" };
};
