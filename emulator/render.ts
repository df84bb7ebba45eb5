import type { ActionSpec } from "./actions/action";
import type { ApiError } from "./errors";

/** Format of a reply. */
export type Format = "JSON" | "XML";

/** An HTTP reply. */
export interface Reply {
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: string;
}

type ItemTags = NonNullable<ActionSpec["itemTags"]>;

const contentTypes = {
  JSON: { answer: "application/json;charset=utf-8", error: "application/json;charset=utf-8" },
  // The vendor's generic clients read an error in XML only if the reply has exactly this media type (API file A.5).
  XML: { answer: "application/xml;charset=utf-8", error: "text/xml;charset=utf-8" },
};

const HOST_ID = "linkwan.cn-shanghai.aliyuncs.com";

const render = (
  format: Format,
  statusCode: number,
  root: string,
  fields: object,
  itemTags?: ItemTags,
): Reply => ({
  statusCode,
  contentType: contentTypes[format][statusCode === 200 ? "answer" : "error"],
  body:
    format === "JSON"
      ? JSON.stringify(fields)
      : `<?xml version='1.0' encoding='UTF-8'?>${element(root, fields, itemTags)}`,
});

/** Renders the reply to a successful call (API file A.4). */
export const renderSuccess = (
  format: Format,
  action: string,
  requestId: string,
  data: unknown,
  { itemTags, envelope = "data" }: Pick<ActionSpec, "itemTags" | "envelope">,
): Reply => {
  const fields = {
    RequestId: requestId,
    ...(envelope === "bare" ? {} : { Success: true }),
    ...(envelope === "data" ? { Data: data } : Object(data)),
  };
  return render(format, 200, `${action}Response`, fields, itemTags);
};

/**
 * Renders an error (API file A.5). `asSuccessFalse` selects the format with HTTP status 200, which A.4 marks as
 * inferred.
 */
export const renderError = (
  format: Format,
  error: ApiError,
  requestId: string,
  asSuccessFalse: boolean,
): Reply => {
  if (asSuccessFalse) {
    const fields = { RequestId: requestId, Success: false, Code: error.code, ErrorMessage: error.message };
    return render(format, 200, "Error", fields);
  }
  const Recommend = `https://error-center.aliyun.com/status/search?Keyword=${encodeURIComponent(error.code)}&source=PopGw`;
  const fields = {
    RequestId: requestId,
    HostId: HOST_ID,
    Code: error.code,
    Message: error.message,
    Recommend,
  };
  return render(format, error.statusCode, "Error", fields);
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Removes characters that XML 1.0 does not allow, and escapes markup. */
const escapeText = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "").replace(/[&<>"]/g, (each) => escapes[each] ?? "");

/**
 * Renders an XML element. Without an item tag, each item of a list is an element with the list's name (API file A.4).
 */
const element = (tag: string, value: unknown, itemTags: ItemTags = {}): string => {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) {
    const itemTag = itemTags[tag];
    const items = value.map((item) => element(itemTag ?? tag, item, itemTags)).join("");
    return itemTag === undefined ? items : `<${tag}>${items}</${tag}>`;
  }
  if (tag === "Recommend") return `<${tag}><![CDATA[${value}]]></${tag}>`;
  if (typeof value !== "object") return `<${tag}>${escapeText(String(value))}</${tag}>`;
  const children = Object.entries(value).map(([name, child]) => element(name, child, itemTags));
  return `<${tag}>${children.join("")}</${tag}>`;
};
