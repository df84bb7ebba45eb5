import type { ConfigReader } from "./configurationKeys";
import { LinkWanError } from "./errors";

/** What `linkwan:…` in the stack's configuration says about how to call the service. */
export interface Settings {
  /** `linkwan:endpoint`. Default `https://linkwan.cn-shanghai.aliyuncs.com`; plain http only to loopback. */
  readonly endpoint: string;
  /** `linkwan:regionId`. Default `cn-shanghai`. */
  readonly regionId: string;
  /** `linkwan:requestsPerSecond`, for each action of an account. 1 to 1000, default 5, the documented quota. */
  readonly requestsPerSecond: number;
  /** `linkwan:requestTimeout`, in the stack's configuration in seconds. 1 to 600 s, default 30 s. */
  readonly requestTimeoutMs: number;
  /** `linkwan:operationTimeout`, in the stack's configuration in seconds. 1 to 86,400 s, default 600 s. */
  readonly operationTimeoutMs: number;
}

const DEFAULT_ENDPOINT = "https://linkwan.cn-shanghai.aliyuncs.com";
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

const invalid = (key: string, meaning: string): LinkWanError =>
  new LinkWanError({
    action: "Reading the configuration",
    subject: key,
    code: "ConfigInvalid",
    meaning,
    remedy: `correct it with pulumi config set ${key} VALUE, then run pulumi up`,
  });

export const readSettings = (config: ConfigReader): Settings => ({
  endpoint: endpointOf(config("linkwan:endpoint") || DEFAULT_ENDPOINT),
  regionId: config("linkwan:regionId") || "cn-shanghai",
  requestsPerSecond: wholeOf(config, "linkwan:requestsPerSecond", 5, 1000),
  requestTimeoutMs: 1000 * wholeOf(config, "linkwan:requestTimeout", 30, 600),
  operationTimeoutMs: 1000 * wholeOf(config, "linkwan:operationTimeout", 600, 86_400),
});

const endpointOf = (value: string): string => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url || url.username || url.password || url.search || url.hash || url.pathname !== "/") {
    throw invalid("linkwan:endpoint", "it is not an address like https://linkwan.cn-shanghai.aliyuncs.com");
  }
  if (url.protocol === "https:" || (url.protocol === "http:" && LOOPBACK.test(url.hostname)))
    return url.origin;
  throw invalid(
    "linkwan:endpoint",
    "it must start with https:// (http:// is only allowed to this machine itself)",
  );
};

const wholeOf = (config: ConfigReader, key: string, fallback: number, most: number): number => {
  const value = config(key);
  if (value === undefined || value === "") return fallback;
  const number = /^\d{1,6}$/.test(value) ? Number(value) : Number.NaN;
  if (number >= 1 && number <= most) return number;
  throw invalid(key, `it is not a whole number from 1 to ${most}`);
};
