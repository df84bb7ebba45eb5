import { createHmac, randomUUID } from "node:crypto";

/**
 * Client of the emulator that follows only the API file. It shares no code with the emulator or the provider, so that
 * it cannot repeat their errors and thus hide them.
 */
export interface Caller {
  readonly url: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Returns the account at position `index` of an emulator. */
export const callerOf = (
  { url, accounts }: { readonly url: string; readonly accounts: readonly Omit<Caller, "url">[] },
  index = 0,
): Caller => ({ url, ...(accounts[index] as Omit<Caller, "url">) });

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests read responses of any shape
  readonly json: Record<string, any>;
}

const encode = (text: string): string =>
  [...Buffer.from(text, "utf8")]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9_.~-]/.test(character)
        ? character
        : `%${byte.toString(16).toUpperCase().padStart(2, "0")}`;
    })
    .join("");

export const signature = (method: string, parameters: Record<string, string>, secret: string): string => {
  const canonical = Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? "")}`)
    .join("&");
  return createHmac("sha1", `${secret}&`)
    .update(`${method}&%2F&${encode(canonical)}`)
    .digest("base64");
};

export const commonParameters = (caller: Caller, action: string): Record<string, string> => ({
  Action: action,
  Version: "2019-03-01",
  Format: "JSON",
  RegionId: "cn-shanghai",
  AccessKeyId: caller.accessKeyId,
  SignatureMethod: "HMAC-SHA1",
  SignatureVersion: "1.0",
  SignatureNonce: randomUUID(),
  Timestamp: new Date().toISOString().replace(/\.\d+Z$/, "Z"),
});

const form = (parameters: Record<string, string>): string =>
  Object.entries(parameters)
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .join("&");

/** Sends parameters, signed or not. A POST sends the first half in the query and the second half in the body. */
export const send = async (
  url: string,
  method: string,
  parameters: Record<string, string>,
): Promise<Reply> => {
  const entries = Object.entries(parameters);
  const half = method === "GET" ? entries.length : Math.floor(entries.length / 2);
  const response = await fetch(`${url}/?${form(Object.fromEntries(entries.slice(0, half)))}`, {
    method,
    ...(method === "GET" || method === "HEAD"
      ? {}
      : {
          body: form(Object.fromEntries(entries.slice(half))),
          headers: { "content-type": "application/x-www-form-urlencoded" },
        }),
  });
  const text = await response.text();
  const contentType = response.headers.get("content-type") ?? "";
  return {
    status: response.status,
    contentType,
    text,
    json: contentType.includes("json") ? JSON.parse(text) : {},
  };
};

/**
 * Sends a correctly signed call; `common` replaces common parameters, or removes those whose value is `undefined`.
 */
export const call = (
  caller: Caller,
  action: string,
  parameters: Record<string, string> = {},
  { method = "POST", common = {} as Record<string, string | undefined> } = {},
): Promise<Reply> => {
  const all = { ...commonParameters(caller, action), ...common, ...parameters };
  const present = Object.fromEntries(
    Object.entries(all).filter(([, value]) => value !== undefined),
  ) as Record<string, string>;
  return send(caller.url, method, {
    ...present,
    Signature: signature(method, present, caller.accessKeySecret),
  });
};
