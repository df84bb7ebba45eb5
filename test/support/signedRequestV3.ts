import { createHash, createHmac, randomUUID } from "node:crypto";
import { request } from "node:http";
import type { Caller, Reply } from "./signedRequest";

/** Client of the emulator with signature V3. Like `signedRequest.ts`, the client follows only the API file. */

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (each) => `%${each.charCodeAt(0).toString(16).toUpperCase()}`);

const form = (parameters: Record<string, string>): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${encode(name)}=${encode(parameters[name] ?? "")}`)
    .join("&");

interface Options {
  readonly method?: string;
  readonly query?: Record<string, string>;
  /** Parameters of the form body. */
  readonly body?: Record<string, string>;
  /** Headers to replace, or to omit if the value is `undefined`, before the request is signed. */
  readonly headers?: Record<string, string | undefined>;
  /** Headers to replace, or to omit if the value is `undefined`, after the request is signed. */
  readonly afterSigning?: Record<string, string | undefined>;
  /** Returns the names of the headers to sign, given all headers that can be signed. */
  readonly signedHeaders?: (names: string[]) => string[];
}

const defined = (headers: Record<string, string | undefined>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)) as Record<
    string,
    string
  >;

const send = (url: URL, method: string, headers: Record<string, string>, body: string): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const outgoing = request(url, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () => {
        const text = Buffer.concat(chunks).toString("utf8");
        const contentType = response.headers["content-type"] ?? "";
        const json = contentType.includes("json") ? JSON.parse(text) : {};
        resolve({ status: response.statusCode ?? 0, contentType, text, json });
      });
    });
    outgoing.on("error", reject);
    outgoing.end(body);
  });

/** Sends a call with signature V3; by default with `Accept: application/json`. */
export const callV3 = (
  { url, accessKeyId, accessKeySecret }: Caller,
  action: string,
  { method = "POST", query = {}, body = {}, headers = {}, afterSigning = {}, signedHeaders }: Options = {},
): Promise<Reply> => {
  const payload = form(body);
  const target = new URL(`/?${form(query)}`, url);
  const all = defined({
    host: target.host,
    accept: "application/json",
    ...(payload === "" ? {} : { "content-type": "application/x-www-form-urlencoded" }),
    "x-acs-action": action,
    "x-acs-version": "2019-03-01",
    "x-acs-date": new Date().toISOString().replace(/\.\d+Z$/, "Z"),
    "x-acs-signature-nonce": randomUUID(),
    "x-acs-content-sha256": sha256(payload),
    ...headers,
  });
  const signable = Object.keys(all).filter((name) => /^(host|content-type|x-acs-.*)$/.test(name));
  const names = (signedHeaders ?? ((each) => each.sort()))(signable);
  const lines = names.map((name) => `${name}:${all[name]}\n`).join("");
  const canonical = [method, "/", form(query), lines, names.join(";"), sha256(payload)].join("\n");
  const signature = createHmac("sha256", accessKeySecret)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest("hex");
  const authorization = `ACS3-HMAC-SHA256 Credential=${accessKeyId},SignedHeaders=${names.join(";")},Signature=${signature}`;
  return send(target, method, defined({ ...all, authorization, ...afterSigning }), payload);
};
