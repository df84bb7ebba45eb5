import { actionOf } from "./actions";
import type { ActionSpec } from "./actions/action";
import { choices } from "./choices";
import type { Account } from "./entities";
import { gatewayError, invalid, missing, serviceError } from "./errors";
import { type ParameterValues, validate } from "./parameters";
import type { Quota } from "./quota";
import type { Format } from "./render";
import { sameSignature, sign, stringToSign } from "./signature";
import type { State } from "./state";

const API_VERSION = "2019-03-01";

const COMMON = [
  "Action",
  "Version",
  "AccessKeyId",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Timestamp",
  "Signature",
] as const;
const CLOCK_TOLERANCE_MS = 15 * 60_000;

export type Parameters = ReadonlyMap<string, string>;

/** The format to answer in, also where the request is refused; `undefined` where the request names no known one. */
export const formatOf = (parameters: Parameters): Format | undefined => {
  const format = (parameters.get("Format") || choices.defaultFormat).toUpperCase();
  return format === "JSON" || format === "XML" ? format : undefined;
};

export interface Admitted {
  readonly action: string;
  readonly spec: ActionSpec;
  readonly account: Account;
  readonly values: ParameterValues;
}

/** What stands between a request and the service, in the order of API file A.6. */
export class ApiGateway {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly state: State,
    private readonly quota: Quota,
  ) {}

  admit(method: string, parameters: Parameters, now: number): Admitted {
    if (method !== "GET" && method !== "POST") throw gatewayError("UnsupportedHTTPMethod");
    for (const name of COMMON) if (!parameters.get(name)) throw missing(name);
    const common = (name: (typeof COMMON)[number]): string => parameters.get(name) ?? "";
    if (formatOf(parameters) === undefined) throw gatewayError("InvalidParameter.Format");
    if (common("Version") !== API_VERSION) throw gatewayError("InvalidVersion");
    const action = common("Action");
    const spec = actionOf(action);
    if (!spec) throw gatewayError("InvalidAction.NotFound");
    const account = this.state.accountOfKey(common("AccessKeyId"));
    if (!account) throw gatewayError("InvalidAccessKeyId.NotFound");
    checkToken(account, parameters.get("SecurityToken"));
    checkTimestamp(common("Timestamp"), now);
    if (common("SignatureMethod") !== "HMAC-SHA1") throw gatewayError("InvalidSignatureMethod");
    if (common("SignatureVersion") !== "1.0") throw invalid("SignatureVersion");
    checkSignature(method, parameters, account);
    this.useNonce(account, common("SignatureNonce"));
    this.quota.admit(account.name, action);
    const values = validate(spec.parameters, parameters);
    checkAccess(account, action, spec);
    return { action, spec, account, values };
  }

  /** Recorded only after the signature was found good. */
  private useNonce(account: Account, nonce: string): void {
    const now = this.state.now();
    for (const [key, usedAt] of this.nonces) {
      if (now - usedAt <= choices.nonceMemoryMs) break;
      this.nonces.delete(key);
    }
    const key = `${account.accessKeyId} ${nonce}`;
    if (this.nonces.has(key)) throw gatewayError("SignatureNonceUsed");
    this.nonces.set(key, now);
  }
}

const checkTimestamp = (timestamp: string, now: number): void => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) throw gatewayError("InvalidTimeStamp.Format");
  const millis = Date.parse(timestamp);
  if (Number.isNaN(millis)) throw gatewayError("InvalidTimeStamp.Format");
  if (Math.abs(millis - now) > CLOCK_TOLERANCE_MS) throw gatewayError("InvalidTimeStamp.Expired");
};

const checkToken = ({ securityToken: expected }: Account, token: string | undefined): void => {
  if ((token ?? "") === (expected ?? "")) return;
  if (expected === undefined) throw gatewayError("InvalidSecurityToken.MismatchWithAccessKey");
  throw gatewayError(token ? "InvalidSecurityToken.Malformed" : "MissingSecurityToken");
};

const checkSignature = (method: string, parameters: Parameters, account: Account): void => {
  const given = parameters.get("Signature") ?? "";
  if (!/^[A-Za-z0-9+/]{27}=$/.test(given)) throw gatewayError("IncompleteSignature");
  const text = stringToSign(method, parameters);
  if (sameSignature(sign(account.accessKeySecret, text), given)) return;
  throw gatewayError("SignatureDoesNotMatch", ` server string to sign is:${text}`);
};

/** Rights first, then the product, then the feature: what stands further away from the caller comes later. */
const checkAccess = (account: Account, action: string, spec: ActionSpec): void => {
  if (account.deniedActions.includes(action)) throw serviceError("ForbiddenByRam");
  if (choices.everyActionNeedsActivation && !account.activated && !spec.beforeActivation)
    throw serviceError("CloudProductNotActivated");
  if (spec.feature !== undefined && account.missingFeatures.includes(spec.feature))
    throw serviceError("FeatureNotActivated");
};
