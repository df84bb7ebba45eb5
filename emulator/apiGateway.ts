import { actionOf } from "./actions";
import type { ActionSpec } from "./actions/action";
import { assumptions } from "./assumptions";
import type { AccessKey, Account } from "./entities";
import { apiGatewayError, invalid, missing, serviceError } from "./errors";
import { type ParameterValues, validate } from "./parameters";
import type { Quota } from "./quota";
import type { Format } from "./render";
import { sign, signaturesEqual, stringToSign } from "./signature";
import type { State } from "./state";

const API_VERSION = "2019-03-01";

const COMMON_PARAMETERS = [
  "Action",
  "Version",
  "AccessKeyId",
  "SignatureMethod",
  "SignatureVersion",
  "SignatureNonce",
  "Timestamp",
  "Signature",
] as const;
const actionsOfAccount: readonly string[] = assumptions.actionsOfAccount;
const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** All parameters of a request, decoded. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Returns the format of the reply, which also applies to errors; `undefined` if the request specifies an unknown
 * format.
 */
export const formatOf = (parameters: Parameters): Format | undefined => {
  const format = (parameters.get("Format") || assumptions.defaultFormat).toUpperCase();
  return format === "JSON" || format === "XML" ? format : undefined;
};

/** A call that has passed the API gateway. */
export interface AdmittedCall {
  readonly action: string;
  readonly spec: ActionSpec;
  readonly account: Account;
  readonly key: AccessKey;
  readonly values: ParameterValues;
}

/** Checks requests before they reach the service. The checks run in the order of API file A.6. */
export class ApiGateway {
  private readonly nonces = new Map<string, number>();

  constructor(
    private readonly state: State,
    private readonly quota: Quota,
    private readonly actionsWithoutInstance: "work" | "fail",
  ) {}

  /** Checks a request. Throws the error of the first check that fails. */
  admit(method: string, parameters: Parameters, now: number): AdmittedCall {
    if (method !== "GET" && method !== "POST") throw apiGatewayError("UnsupportedHTTPMethod");
    for (const name of COMMON_PARAMETERS) if (!parameters.get(name)) throw missing(name);
    const common = (name: (typeof COMMON_PARAMETERS)[number]): string => parameters.get(name) ?? "";
    if (formatOf(parameters) === undefined) throw apiGatewayError("InvalidParameter.Format");
    const action = common("Action");
    const spec = actionOf(action);
    if (common("Version") !== (spec?.version ?? API_VERSION)) throw apiGatewayError("InvalidVersion");
    if (!spec) throw apiGatewayError("InvalidAction.NotFound");
    const { account, key } = this.state.keyOf(common("AccessKeyId")) ?? {};
    if (!account || !key) throw apiGatewayError("InvalidAccessKeyId.NotFound");
    checkToken(key, parameters.get("SecurityToken"));
    checkTimestamp(common("Timestamp"), now);
    if (common("SignatureMethod") !== "HMAC-SHA1") throw apiGatewayError("InvalidSignatureMethod");
    if (common("SignatureVersion") !== "1.0") throw invalid("SignatureVersion");
    checkSignature(method, parameters, key);
    this.useNonce(key, common("SignatureNonce"));
    this.quota.admit(account.name, action);
    const values = validate(spec.parameters, parameters);
    checkAccess(account, action, spec);
    this.checkInstance(account, action, spec, values);
    return { action, spec, account, key, values };
  }

  /** Checks that the call specifies the account's IoT instance (API file D.7). */
  private checkInstance(
    { iotInstanceId }: Account,
    action: string,
    { parameters }: ActionSpec,
    { IotInstanceId }: ParameterValues,
  ): void {
    const isOther = Object.hasOwn(parameters, "IotInstanceId")
      ? IotInstanceId !== iotInstanceId
      : iotInstanceId !== undefined &&
        this.actionsWithoutInstance === "fail" &&
        !actionsOfAccount.includes(action);
    if (isOther) throw serviceError(assumptions.otherInstance);
  }

  /**
   * Records a nonce; throws if the nonce was used recently. Runs after the signature check, because a request with a
   * wrong signature must not use up a nonce.
   */
  private useNonce({ accessKeyId }: AccessKey, nonce: string): void {
    const now = this.state.now();
    for (const [key, usedAt] of this.nonces) {
      if (now - usedAt <= assumptions.nonceMemoryMs) break;
      this.nonces.delete(key);
    }
    const key = `${accessKeyId} ${nonce}`;
    if (this.nonces.has(key)) throw apiGatewayError("SignatureNonceUsed");
    this.nonces.set(key, now);
  }
}

const checkTimestamp = (timestamp: string, now: number): void => {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp)) throw apiGatewayError("InvalidTimeStamp.Format");
  const millis = Date.parse(timestamp);
  if (Number.isNaN(millis)) throw apiGatewayError("InvalidTimeStamp.Format");
  if (Math.abs(millis - now) > CLOCK_TOLERANCE_MS) throw apiGatewayError("InvalidTimeStamp.Expired");
};

const checkToken = ({ securityToken: expected }: AccessKey, token: string | undefined): void => {
  if ((token ?? "") === (expected ?? "")) return;
  if (expected === undefined) throw apiGatewayError("InvalidSecurityToken.MismatchWithAccessKey");
  throw apiGatewayError(token ? "InvalidSecurityToken.Malformed" : "MissingSecurityToken");
};

const checkSignature = (method: string, parameters: Parameters, key: AccessKey): void => {
  const signature = parameters.get("Signature") ?? "";
  if (!/^[A-Za-z0-9+/]{27}=$/.test(signature)) throw apiGatewayError("IncompleteSignature");
  const text = stringToSign(method, parameters);
  if (signaturesEqual(sign(key.accessKeySecret, text), signature)) return;
  throw apiGatewayError("SignatureDoesNotMatch", ` server string to sign is:${text}`);
};

/**
 * Checks whether the caller has permission, then whether Link WAN is activated, then whether the required feature is
 * activated.
 */
const checkAccess = (account: Account, action: string, spec: ActionSpec): void => {
  if (account.deniedActions.includes(action)) throw serviceError("ForbiddenByRam");
  if (assumptions.everyActionNeedsActivation && !account.activated && !spec.beforeActivation)
    throw serviceError("CloudProductNotActivated");
  if (spec.feature !== undefined && account.missingFeatures.includes(spec.feature))
    throw serviceError("FeatureNotActivated");
};
