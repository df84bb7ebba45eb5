import { DOWNLOAD_PATH } from "../state";
import { html, securityPolicy } from "./html";
import { buildView, type ViewSource } from "./view";

/** An HTTP reply of the page. */
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

const documents: Readonly<Record<string, (source: ViewSource, address: string) => PageReply>> = {
  "/_emulator": () => reply(200, "text/html", html, { "content-security-policy": securityPolicy }),
  "/_emulator/state": (source, address) =>
    reply(200, "application/json", JSON.stringify(buildView(source, address))),
};

/** Handles requests under `/_emulator`. Returns `undefined` for all other requests, which are API calls. */
export const pageReply = (
  method: string,
  url: string,
  source: ViewSource,
  address: string,
): PageReply | undefined => {
  const [path = ""] = url.split("?");
  if (path !== "/_emulator" && !path.startsWith("/_emulator/")) return undefined;
  const download = source.state.downloads.get(path.slice(DOWNLOAD_PATH.length));
  if (path.startsWith(DOWNLOAD_PATH) && download !== undefined) return reply(200, "text/csv", download);
  const document = documents[path];
  if (!document) return reply(404, "text/plain", "Not found. Valid paths: /_emulator, /_emulator/state.\n");
  if (method !== "GET" && method !== "HEAD")
    return reply(405, "text/plain", "Method not allowed. Use GET.\n", { allow: "GET, HEAD" });
  return document(source, address);
};
