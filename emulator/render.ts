import type { ApiError } from "./errors";

export type Format = "JSON" | "XML";

export interface Reply {
  readonly statusCode: number;
  readonly contentType: string;
  readonly body: string;
}

const HOST_ID = "linkwan.cn-shanghai.aliyuncs.com";

const reply = (format: Format, statusCode: number, root: string, fields: object, itemTag?: string): Reply =>
  format === "JSON"
    ? { statusCode, contentType: "application/json;charset=utf-8", body: JSON.stringify(fields) }
    : {
        statusCode,
        contentType: "application/xml;charset=utf-8",
        body: `<?xml version='1.0' encoding='UTF-8'?>${element(root, fields, itemTag)}`,
      };

/** API file A.4. */
export const renderSuccess = (
  format: Format,
  action: string,
  requestId: string,
  data: unknown,
  itemTag?: string,
): Reply =>
  reply(format, 200, `${action}Response`, { RequestId: requestId, Success: true, Data: data }, itemTag);

/** API file A.5; with status 200 the inferred other form of A.4. */
export const renderError = (
  format: Format,
  error: ApiError,
  requestId: string,
  asSuccessFalse: boolean,
): Reply => {
  if (asSuccessFalse) {
    const fields = { RequestId: requestId, Success: false, Code: error.code, ErrorMessage: error.message };
    return reply(format, 200, "Error", fields);
  }
  const Recommend = `https://error-center.aliyun.com/status/search?Keyword=${encodeURIComponent(error.code)}&source=PopGw`;
  const fields = {
    RequestId: requestId,
    HostId: HOST_ID,
    Code: error.code,
    Message: error.message,
    Recommend,
  };
  return reply(format, error.statusCode, "Error", fields);
};

const escapes: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
/** Characters that XML 1.0 cannot hold at all are dropped. */
const escapeText = (text: string): string =>
  text.replace(/[^\P{Cc}\t\n\r]|[\ufffe\uffff]/gu, "").replace(/[&<>"]/g, (each) => escapes[each] ?? "");

/** Lists of `Data` hold their items under a tag; any other list repeats its own element (API file A.4). */
const element = (tag: string, value: unknown, itemTag?: string): string => {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) {
    const isDataList = itemTag !== undefined && (tag === "List" || tag === "Data");
    if (!isDataList) return value.map((item) => element(tag, item, itemTag)).join("");
    return `<${tag}>${value.map((item) => element(itemTag, item)).join("")}</${tag}>`;
  }
  if (tag === "Recommend") return `<${tag}><![CDATA[${value}]]></${tag}>`;
  if (typeof value !== "object") return `<${tag}>${escapeText(String(value))}</${tag}>`;
  const children = Object.entries(value).map(([name, child]) => element(name, child, itemTag));
  return `<${tag}>${children.join("")}</${tag}>`;
};
