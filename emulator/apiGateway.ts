import { actionOf } from "./actions";
import type { ActionSpec } from "./actions/action";
import { type ApiRequest, headerOf, type Parameters } from "./apiRequest";
import { assumptions } from "./assumptions";
import type { AccessKey, Account } from "./entities";
import { apiGatewayError, invalid, missing, serviceError } from "./errors";
import { type ParameterValues, validate } from "./parameters";
import type { Quota } from "./quota";
import type { Format } from "./render";
import type { SignatureScheme } from "./signatureScheme";
import { signatureV3 } from "./signatureV3";
import type { State } from "./state";

const API_VERSION = "2019-03-01";

const actionsOfAccount: readonly string[] = assumptions.actionsOfAccount;
const CLOCK_TOLERANCE_MS = 15 * 60_000;

const FORMATS_BY_ACCEPT: Readonly<Record<string, Format>> = {
  "application/json": "JSON",
  "application/xml": "XML",
};

/** A request with its parameters. The signature scheme defines where the request contains the common parameters. */
export interface SignedRequest {
  readonly request: ApiRequest;
  readonly scheme: SignatureScheme;
  readonly common: Parameters;
  readonly parameters: Parameters;
}

/**
 * Returns the format of the reply, even of an error reply; `undefined` if the request specifies an unknown format. A
 * request with signature V3 can specify the format in `Accept` instead of `Format`.
 */
export const formatOf = ({ request, scheme, parameters }: SignedRequest): Format | undefined => {
  const accept = scheme === signatureV3 ? FORMATS_BY_ACCEPT[headerOf(request, "accept")] : undefined;
  const format = (parameters.get("Format") || accept || assumptions.defaultFormat).toUpperCase();
  return format === "JSON" || format === "XML" ? format : undefined;
};

/** A call that the API gateway has admitted. */
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
  admit(signed: SignedRequest, now: number): AdmittedCall {
    const { request, scheme, parameters } = signed;
    if (request.method !== "GET" && request.method !== "POST") throw apiGatewayError("UnsupportedHTTPMethod");
    for (const name of scheme.commonParameters) if (!signed.common.get(name)) throw missing(name);
    const common = (name: string): string => signed.common.get(name) ?? "";
    if (formatOf(signed) === undefined) throw apiGatewayError("InvalidParameter.Format");
    const action = common("Action");
    const spec = actionOf(action, common("Version"));
    if (common("Version") !== (spec?.version ?? API_VERSION)) throw apiGatewayError("InvalidVersion");
    if (!spec) throw apiGatewayError("InvalidAction.NotFound");
    const { account, key } = this.state.keyOf(common("AccessKeyId")) ?? {};
    if (!account || !key) throw apiGatewayError("InvalidAccessKeyId.NotFound");
    checkToken(key, common("SecurityToken"));
    checkTimestamp(common("Timestamp"), now);
    if (common("SignatureMethod") !== scheme.signatureMethod) throw apiGatewayError("InvalidSignatureMethod");
    if (common("SignatureVersion") !== (scheme.signatureVersion ?? "")) throw invalid("SignatureVersion");
    scheme.check(request, parameters, key.accessKeySecret);
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

const checkToken = ({ securityToken: expected = "" }: AccessKey, token: string): void => {
  if (token === expected) return;
  if (expected === "") throw apiGatewayError("InvalidSecurityToken.MismatchWithAccessKey");
  throw apiGatewayError(token ? "InvalidSecurityToken.Malformed" : "MissingSecurityToken");
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
