import type { IncomingHttpHeaders } from "node:http";

/** An HTTP request to the API. */
export interface ApiRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** Headers by lowercase name. */
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Parameters of a request, decoded. */
export type Parameters = ReadonlyMap<string, string>;

/** Returns the value of a header, without surrounding spaces; empty if the header is absent. */
export const headerOf = ({ headers }: Pick<ApiRequest, "headers">, name: string): string =>
  String(headers[name] ?? "").trim();
