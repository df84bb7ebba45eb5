/**
 * Whether a failed call took effect. Determines whether the call can be retried.
 * - `throttled`: the quota was used up and the call had no effect; a retry after a wait is safe
 * - `notSent`: the request never reached the service; a retry is safe
 * - `ambiguous`: it is unknown whether the call took effect
 * - `final`: the service rejected the call; a retry would have the same result
 */
export type FailureKind = "throttled" | "notSent" | "ambiguous" | "final";

/** Description of an error code. */
export interface ErrorCode {
  readonly kind: FailureKind;
  /** Meaning of the code, as a clause. */
  readonly meaning: string;
  /** Remedy, as an imperative. */
  readonly remedy: string;
  /** Whether the meaning is so general that the error also quotes the service's message. */
  readonly vague?: boolean;
  /** Whether a retry would have the same result, although the effect of the call is unknown. */
  readonly lasting?: boolean;
}

const final = (meaning: string, remedy: string): ErrorCode => ({ kind: "final", meaning, remedy });
const throttled = (meaning: string, remedy: string): ErrorCode => ({ kind: "throttled", meaning, remedy });
const notSent = (meaning: string, remedy: string): ErrorCode => ({ kind: "notSent", meaning, remedy });
const ambiguous = (meaning: string, remedy: string): ErrorCode => ({ kind: "ambiguous", meaning, remedy });

const vague = (code: ErrorCode): ErrorCode => ({ ...code, vague: true });
const lasting = (code: ErrorCode): ErrorCode => ({ ...code, lasting: true });

/** `<action>` stands for the denied action. */
const GRANT = "ask the account's administrator to grant linkwan:<action>, then run the same command again";
const CHECK_CLOCK =
  "set this machine's clock to within 15 minutes of the service's, then run the same command again";
const CHECK_KEY = "check the access key in the RAM console and in the configuration";
const REPORT = "report this as a bug in pulumi-linkwan, and include the RequestId";
const AGAIN = "run the same command again; completed steps are not repeated";
const LATER = "wait a few minutes, then run the same command again";
const NEW_TOKEN = "get a new security token, then run the same command again";

/**
 * Every code in the tables of the API documentation (API file A.6 and A.7), and this package's own codes for failures
 * that those tables do not cover.
 */
export const errorCodes = {
  // Access and account
  ForbiddenByRam: final("this RAM user or role is not authorized for the action", GRANT),
  ForbiddenByRiskControl: final(
    "the platform blocked the operation for security reasons",
    "clear the risk notice in the account's security console or open a ticket, then run the same command again",
  ),
  CloudProductNotActivated: final(
    "Link WAN is not activated for this account",
    "activate Link WAN in the console with this account, or configure another account's key",
  ),
  FeatureNotActivated: final(
    "the feature is not activated for this account",
    "activate the feature (for example ROAMING_JOIN_PERMISSION) in the Link WAN console",
  ),
  "Forbidden.RAM": final("this RAM user or role is not authorized for the action", GRANT),
  NoPermission: final("this RAM user or role is not authorized for the action", GRANT),
  NotResourceOwner: final(
    "it belongs to another account",
    "check that the id and the credentials (profile) belong to the same account",
  ),
  NonExistent: final(
    "it does not exist in this account",
    "check that the id is correct and that the credentials (profile) belong to the account that holds the object",
  ),
  // Join permissions and orders
  InvalidName: final(
    "the name is not valid",
    "use Chinese characters (each counts as 2), letters, digits and underscores, with a total width of 4 to 30",
  ),
  InvalidFreqBandPlan: final(
    "the frequency band plan group does not exist or is not available",
    "use an id that ListFreqBandPlanGroups returns (101, 102 and 201 are documented)",
  ),
  JoinPermissionNameDuplicated: final(
    "the account already has a join permission with that name",
    "choose another name",
  ),
  ExceedLocalJoinPermissionLimit: final(
    "the account has reached its limit of LOCAL join permissions",
    "delete an unused one, or ask Alibaba Cloud for a higher limit",
  ),
  ExceedRoamingJoinPermissionLimit: final(
    "the account already holds a ROAMING join permission, and can hold only one",
    "adopt it with joinPermissionId, or return it",
  ),
  JoinPermissionAlreadyAuthorized: final(
    "it is granted to a renter, or an order for it is open",
    "ask the renter to return it, or cancel the order",
  ),
  JoinPermissionAlreadyBoundNodeGroup: final("it is bound to a node group", "unbind it from the node group"),
  JoinPermissionDoesNotExist: final("the join permission does not exist", "check the id and the account"),
  RenterDoesNotExist: final("no account has that name", "check the renter's account name"),
  TooManyRenterNonExistentFailures: final(
    "too many wrong renter names were tried",
    "check the name, then wait and try again",
  ),
  IllegalOrderStateTransition: final(
    "the order is no longer open",
    "ask the owner of the join permission for a new order",
  ),
  // Node groups
  NodeGroupAlreadyBoundJoinPermission: final(
    "the node group is already bound to a join permission",
    "unbind that join permission",
  ),
  NodeGroupDoesNotExist: final("the node group does not exist", "check the id and the account"),
  NodeGroupNameDuplicated: final(
    "the account already has a node group with that name",
    "choose another name",
  ),
  ResourceLocked: final(
    "the node group is write-locked by another product",
    "release the lock in that product (the console shows it on the node group), then run the same command again",
  ),
  // Gateways and nodes
  GwEuiDuplicated: final("a gateway with that GwEUI already exists", "check the GwEUI"),
  GatewayTupleAlreadyAbandoned: final("the gateway's identity was abandoned", "use another gateway identity"),
  IotHubTripleMissing: final(
    "the gateway has no IoT Platform identity",
    "ask Alibaba Cloud about this GwEUI",
  ),
  InvalidPinCode: final("the PIN does not match", "check the 6 digits on the device's label"),
  TooManyPinCodeVerificationFailures: final(
    "too many wrong PINs were tried",
    "check the PIN, then wait and try again",
  ),
  GatewayAlreadyBoundToOthers: final(
    "the gateway belongs to another account",
    "ask that account to delete it",
  ),
  ExceedGatewayLimit: final(
    "the account has reached its limit of gateways",
    "ask Alibaba Cloud for a higher limit",
  ),
  GatewayInstanceInvalid: final(
    "the id of the IoT instance is not valid",
    "set linkwan:iotInstanceId to the id of the account's IoT instance, or remove the setting if the instance has no id",
  ),
  GatewayDistributeFail: final("the service could not distribute the gateway's identity", LATER),
  ExceedNodeLimit: final(
    "the account has reached its limit of nodes",
    "ask Alibaba Cloud for a higher limit",
  ),
  DevEuiDuplicated: final("a node with that DevEUI already exists", "check the DevEUI"),
  NodeAlreadyAdded: final("the node is in another node group", "remove it from that node group"),
  NodeDoesNotExist: final("the node does not exist", "check the DevEUI"),
  GatewayTupleOrderNotAccepted: final("the order for gateway identities is not approved yet", LATER),
  ExceedGatewayTupleLimit: final(
    "the account has reached its limit of gateway identities",
    "ask Alibaba Cloud for a higher limit",
  ),
  Abandoned: final("the service has withdrawn this action", REPORT),
  // Quota
  Throttling: throttled("the request quota is used up", LATER),
  "Throttling.User": throttled("the account's request quota is used up", LATER),
  "Throttling.Api": throttled("the action's request quota is used up", LATER),
  // Keys, signature, clock
  "InvalidAccessKeyId.NotFound": final("the access key id does not exist", CHECK_KEY),
  "InvalidAccessKeyId.Inactive": final("the access key is disabled", CHECK_KEY),
  "Forbidden.AccessKeyDisabled": final("the access key is disabled", CHECK_KEY),
  MissingSecurityToken: final("a temporary access key requires its security token", NEW_TOKEN),
  "InvalidSecurityToken.Expired": final("the security token has expired", NEW_TOKEN),
  "InvalidSecurityToken.Malformed": final("the security token is malformed", NEW_TOKEN),
  "InvalidSecurityToken.MismatchWithAccessKey": final(
    "the security token belongs to another access key",
    NEW_TOKEN,
  ),
  SignatureDoesNotMatch: final("the access key secret does not belong to the access key id", CHECK_KEY),
  IncompleteSignature: final("the signature is malformed", REPORT),
  InvalidSignatureMethod: final("the signature method is not supported", REPORT),
  SignatureNonceUsed: ambiguous("the service has already received this request", AGAIN),
  "InvalidTimeStamp.Expired": final("this machine's clock is off by more than 15 minutes", CHECK_CLOCK),
  "InvalidTimeStamp.Format": final("the timestamp is malformed", REPORT),
  IllegalTimestamp: final("the timestamp is missing or malformed", REPORT),
  // Endpoint and protocol
  "InvalidProduct.NotFound": final("the endpoint does not serve Link WAN", "check linkwan:endpoint"),
  "InvalidProtocol.NeedSsl": final(
    "the action requires HTTPS",
    "use an https:// address in linkwan:endpoint",
  ),
  InvalidVersion: final("the endpoint does not support this API version", "check linkwan:endpoint"),
  "InvalidAction.NotFound": final("the endpoint does not support this action", "check linkwan:endpoint"),
  "InvalidApi.NotFound": final("the endpoint does not support this action", "check linkwan:endpoint"),
  UnsupportedHTTPMethod: final("the endpoint does not support this HTTP method", REPORT),
  MissingParameter: vague(
    final(
      "a required value is missing",
      "set the value that the message names; if the program already sets it, report this as a bug in pulumi-linkwan",
    ),
  ),
  InvalidParameter: vague(
    final("the service does not accept a value", "correct the value that the message names"),
  ),
  "InvalidParameter.Format": final("the service does not accept the response format", REPORT),
  // Failures of the service
  InternalError: ambiguous("the service failed", AGAIN),
  ServiceUnavailable: ambiguous("the service is temporarily unavailable", LATER),
  // Before any call
  CredentialsUnusable: final(
    "no usable access key is configured",
    "configure linkwan:accessKeyId and linkwan:accessKeySecret",
  ),
  ConfigInvalid: final(
    "a value in the stack's configuration is not valid",
    "correct it with pulumi config set",
  ),
  Mismatch: final(
    "the object in the account does not match its declaration",
    "correct the program as the error describes; nothing was changed",
  ),
  AccountMismatch: final(
    "the credentials and the resource belong to different accounts",
    "use the credentials (profile) of the resource's account; pulumi-linkwan doctor shows the account of a key",
  ),
  OperationTimeout: final(
    "the operation timed out while waiting for the request quota",
    "run the same command again, or raise linkwan:operationTimeout; the resource's customTimeouts option takes precedence",
  ),
  Canceled: final("the call was not sent, because the command was canceled", AGAIN),
  // Transport
  ConnectionRefused: notSent(
    "the connection to the endpoint was refused",
    "check linkwan:endpoint, the network and the proxy",
  ),
  HostNotFound: notSent(
    "the endpoint's host name cannot be resolved",
    "check linkwan:endpoint and DNS; if this network requires a proxy, set HTTPS_PROXY",
  ),
  NetworkUnreachable: notSent("there is no route to the endpoint", "check the network"),
  ProxyUnreachable: vague(
    notSent("the proxy cannot be reached", "check HTTPS_PROXY and the network, or add the host to NO_PROXY"),
  ),
  ProxyRefused: vague(
    final(
      "the proxy does not allow the connection",
      "check the user name and password in HTTPS_PROXY (HTTP status 407), ask the proxy's administrator to allow the host, or add the host to NO_PROXY",
    ),
  ),
  ProxyFailed: vague(
    notSent("the proxy cannot reach the endpoint", "check linkwan:endpoint, or add the host to NO_PROXY"),
  ),
  CertificateRefused: vague(
    final(
      "the endpoint's certificate is not trusted",
      "check linkwan:endpoint; if a company's proxy or CA signs the certificate, set the environment variable NODE_EXTRA_CA_CERTS to the PEM file of that CA",
    ),
  ),
  CertificateExpired: final(
    "the endpoint's certificate has expired",
    "check this machine's clock and linkwan:endpoint",
  ),
  CertificateNotYetValid: final(
    "the endpoint's certificate is not valid yet",
    "check this machine's clock and linkwan:endpoint",
  ),
  CertificateHostMismatch: final(
    "the endpoint's certificate is for a different host name",
    "check linkwan:endpoint and the proxy",
  ),
  NotHttps: lasting(
    ambiguous(
      "the endpoint's port speaks http or another protocol, not https",
      "check the port in linkwan:endpoint; use http:// only for an emulator on this machine",
    ),
  ),
  TlsFailed: vague(
    lasting(ambiguous("no TLS connection can be established", "check linkwan:endpoint and the proxy")),
  ),
  NotHttp: vague(lasting(ambiguous("the endpoint does not speak HTTP", "check linkwan:endpoint"))),
  UnsupportedEncoding: vague(
    lasting(
      ambiguous(
        "the response has a Content-Encoding other than gzip or deflate",
        "check linkwan:endpoint and the proxy",
      ),
    ),
  ),
  ResponseTooLarge: vague(
    lasting(
      ambiguous(
        "the response is larger than any Link WAN response",
        "check linkwan:endpoint and the proxy; if they are correct, report this as a bug in pulumi-linkwan",
      ),
    ),
  ),
  Timeout: ambiguous("the service did not respond in time", AGAIN),
  ConnectionLost: ambiguous("the connection was lost before the response was complete", AGAIN),
  MalformedResponse: vague(
    ambiguous(
      "the response is not a valid Link WAN response",
      "check linkwan:endpoint; if it is correct, run the same command again",
    ),
  ),
} as const satisfies Record<string, ErrorCode>;

/** A documented code. */
export type ErrorCodeName = keyof typeof errorCodes;

/** New names that Alibaba Cloud has announced for some codes (API file A.7), mapped to the current names. */
const announcedNames: Readonly<Record<string, ErrorCodeName>> = {
  Nonexistent: "NonExistent",
  UnqualifiedRamAccount: "ForbiddenByRam",
  UnqualifiedAccount: "CloudProductNotActivated",
  UnactivatedFeature: "FeatureNotActivated",
  IllegalName: "InvalidName",
  InvalidFrequencyBandPlan: "InvalidFreqBandPlan",
  LockedResource: "ResourceLocked",
  DuplicatedJoinPermissionName: "JoinPermissionNameDuplicated",
  ReachedLocalJoinPermissionLimit: "ExceedLocalJoinPermissionLimit",
  AuthorizedJoinPermission: "JoinPermissionAlreadyAuthorized",
  DuplicatedGwEui: "GwEuiDuplicated",
  InvalidGwEui: "GatewayTupleAlreadyAbandoned",
  FrequentInvalidPinCode: "TooManyPinCodeVerificationFailures",
  OwnedByOther: "GatewayAlreadyBoundToOthers",
  ReachedGatewayLimit: "ExceedGatewayLimit",
  NoPermisson: "NoPermission",
};

const has = <T extends object>(table: T, key: PropertyKey): key is keyof T => Object.hasOwn(table, key);

/** Returns the documented name of a code; an unknown code is returned unchanged. */
export const canonicalCode = (code: string): string =>
  has(announcedNames, code) ? (announcedNames[code] ?? code) : code;

/**
 * Returns the description of a code. An unknown code that begins with `Throttling` means the same as `Throttling`;
 * `Missing…` and `Invalid…` contain the name of a parameter (API file A.6). Any other unknown code is final, or a
 * failure of the service if the status is 5xx.
 */
export const describeCode = (code: string, statusCode: number | undefined): ErrorCode => {
  const known = canonicalCode(code);
  if (has(errorCodes, known)) return errorCodes[known];
  if (known.startsWith("Throttling")) return errorCodes.Throttling;
  const named = /^(Missing|Invalid)([A-Z]\w*)$/.exec(known);
  if (named?.[1] === "Missing") return vague(final(`${named[2]} is required`, `set ${named[2]}`));
  if (named?.[1] === "Invalid")
    return vague(final(`the value of ${named[2]} is not accepted`, `correct ${named[2]}`));
  if (statusCode !== undefined && statusCode >= 500) return errorCodes.ServiceUnavailable;
  return vague(
    final("the service rejected the request", "look up the code in the error search of Alibaba Cloud"),
  );
};
