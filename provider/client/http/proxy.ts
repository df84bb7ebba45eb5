import { isLoopback } from "../configuration";
import { LinkWanError } from "../errors";

/** An HTTP proxy set by an environment variable. */
export interface HttpProxy {
  /** Address without user and password. */
  readonly url: string;
  /** Value of the `Proxy-Authorization` header, if there is a user or a password. */
  readonly authorization: string | undefined;
  /** The address and the name of the variable that sets it. */
  readonly description: string;
}

/** Variables in order of precedence. As in npm, the http proxy also applies to https if no https proxy is set. */
const VARIABLES = ["https_proxy", "HTTPS_PROXY", "http_proxy", "HTTP_PROXY"];

/** Returns the proxy for an address; `undefined` for this machine and for hosts in `NO_PROXY`. */
export const findProxy = (address: string, env: NodeJS.ProcessEnv = process.env): HttpProxy | undefined => {
  const { hostname, port } = new URL(address);
  const variable = VARIABLES.find((name) => env[name]?.trim());
  const excluded = env.no_proxy || env.NO_PROXY || "";
  if (variable === undefined || isLoopback(hostname) || isExcluded(hostname, port || "443", excluded)) {
    return undefined;
  }
  const proxy = parseProxy(env[variable]?.trim() ?? "");
  if (proxy) return { ...proxy, description: `${proxy.url} (${variable})` };
  throw new LinkWanError({
    action: "Reading the environment",
    subject: variable,
    code: "ConfigInvalid",
    meaning: "it is not the address of an HTTP proxy, such as http://proxy.example.com:3128",
    remedy: `correct or unset ${variable}, or add ${hostname} to NO_PROXY`,
  });
};

/** Parses the address of a proxy. As in curl and Go, a value without a scheme is an http address. */
const parseProxy = (value: string): Pick<HttpProxy, "url" | "authorization"> | undefined => {
  try {
    const { protocol, host, username, password } = new URL(value.includes("://") ? value : `http://${value}`);
    if (!/^https?:$/.test(protocol)) return undefined;
    const user = decodeURIComponent(`${username}:${password}`);
    const authorization = user === ":" ? undefined : `Basic ${Buffer.from(user).toString("base64")}`;
    return { url: `${protocol}//${host}`, authorization };
  } catch {
    // The value is not a URL, or its user or password is not percent-encoded correctly.
    return undefined;
  }
};

/** Returns whether `NO_PROXY` excludes a host. As in curl and Go, a domain also excludes its subdomains. */
const isExcluded = (hostname: string, port: string, noProxy: string): boolean =>
  noProxy.split(/[\s,]+/).some((entry) => {
    const [, host = "", onlyPort = port] = /^(.*?)(?::(\d+))?$/.exec(entry.toLowerCase()) ?? [];
    const domain = host.replace(/^\*?\./, "");
    return (
      entry === "*" ||
      (domain !== "" && onlyPort === port && (hostname === domain || hostname.endsWith(`.${domain}`)))
    );
  });
