import { html, securityPolicy } from "./html";
import { type Shown, viewOf } from "./view";

export interface PageReply {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const reply = (
  statusCode: number,
  contentType: string,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): PageReply => ({
  statusCode,
  headers: {
    "content-type": `${contentType};charset=utf-8`,
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    ...headers,
  },
  body,
});

const documents: Readonly<Record<string, (shown: Shown, address: string) => PageReply>> = {
  "/_emulator": () => reply(200, "text/html", html, { "content-security-policy": securityPolicy }),
  "/_emulator/state": (shown, address) =>
    reply(200, "application/json", JSON.stringify(viewOf(shown, address))),
};

/** Answers what is asked of the emulator itself; `undefined` for everything that is asked of the cloud. */
export const pageReply = (
  method: string,
  url: string,
  shown: Shown,
  address: string,
): PageReply | undefined => {
  const [path = ""] = url.split("?");
  if (path !== "/_emulator" && !path.startsWith("/_emulator/")) return undefined;
  const document = documents[path];
  if (!document) return reply(404, "text/plain", "There is /_emulator, and /_emulator/state.\n");
  if (method !== "GET" && method !== "HEAD")
    return reply(405, "text/plain", "This can only be read, with GET.\n", { allow: "GET, HEAD" });
  return document(shown, address);
};
