/**
 * What a failure means for the effect of the call, which decides whether it can be repeated.
 * - `throttled`: the quota was used up; nothing happened, wait and repeat
 * - `notSent`: the request never reached the service; repeating is safe
 * - `ambiguous`: it is unknown whether the call took effect
 * - `final`: the service decided; repeating has the same result
 */
export type FailureKind = "throttled" | "notSent" | "ambiguous" | "final";

export interface ErrorCode {
  readonly kind: FailureKind;
  /** Meaning of the code, as the second half of a sentence. */
  readonly meaning: string;
  /** What the reader can do, as an imperative. */
  readonly remedy: string;
  /** The meaning is general, so the error line also quotes the message of the service. */
  readonly vague?: boolean;
}

const final = (meaning: string, remedy: string): ErrorCode => ({ kind: "final", meaning, remedy });
const throttled = (meaning: string, remedy: string): ErrorCode => ({ kind: "throttled", meaning, remedy });
const notSent = (meaning: string, remedy: string): ErrorCode => ({ kind: "notSent", meaning, remedy });
const ambiguous = (meaning: string, remedy: string): ErrorCode => ({ kind: "ambiguous", meaning, remedy });

const vague = (code: ErrorCode): ErrorCode => ({ ...code, vague: true });

/** `<action>` stands for the denied action. */
const GRANT = "have the account's administrator grant it linkwan:<action>, then run the same command again";
const CHECK_CLOCK = "set this machine's clock (it must be within 15 minutes of the service's) and try again";
const CHECK_KEY = "check the access key in the RAM console and where it is configured";
const REPORT = "this is a defect of pulumi-linkwan, please report it with the RequestId";
const AGAIN = "run the same command again; what already worked is not repeated";
const LATER = "wait a few minutes and run the same command again";
const NEW_TOKEN = "get a new security token and run the same command again";

/** Every code of the vendor's tables (API file A.6 and A.7), and the transport failures that have no code there. */
export const errorCodes = {
  // Access and account
  ForbiddenByRam: final("this RAM user or role may not do that", GRANT),
  ForbiddenByRiskControl: final(
    "the platform blocked the operation for security reasons",
    "clear the risk notice in the account's security console or open a ticket, then run the command again",
  ),
  CloudProductNotActivated: final(
    "Link WAN is not activated for this account",
    "activate Link WAN in the console with this account, or configure another account's key",
  ),
  FeatureNotActivated: final(
    "the account lacks the feature",
    "activate the feature (for example ROAMING_JOIN_PERMISSION) in the Link WAN console",
  ),
  "Forbidden.RAM": final("this RAM user or role may not do that", GRANT),
  NoPermission: final("this RAM user or role may not do that", GRANT),
  NotResourceOwner: final(
    "it belongs to another account",
    "check that the id and the credentials (profile) belong to the same account",
  ),
  NonExistent: final(
    "it does not exist in this account",
    "check the id, and that the credentials (profile) are those of the account that holds it",
  ),
  // Join permissions and orders
  InvalidName: final(
    "the name breaks the service's rule",
    "use 4 to 30 Chinese characters (each counts 2), letters, digits and underscores",
  ),
  InvalidFreqBandPlan: final(
    "the frequency band plan group does not exist or is not available",
    "use an id that ListFreqBandPlanGroups returns (101, 102 and 201 are documented)",
  ),
  JoinPermissionNameDuplicated: final(
    "the account already has a join permission of that name",
    "choose another name",
  ),
  ExceedLocalJoinPermissionLimit: final(
    "the account's limit of local join permissions is reached",
    "delete one that is not used, or ask the vendor for a higher limit",
  ),
  ExceedRoamingJoinPermissionLimit: final(
    "the account already holds a roaming join permission, and may hold only one",
    "take over the existing one with joinPermissionId, or return it first",
  ),
  JoinPermissionAlreadyAuthorized: final(
    "it is granted to a renter, or an order for it is open",
    "the renter must return it (or the order be canceled) first",
  ),
  JoinPermissionAlreadyBoundNodeGroup: final(
    "it is bound to a node group",
    "unbind it from the node group first",
  ),
  JoinPermissionDoesNotExist: final("the join permission does not exist", "check the id and the account"),
  RenterDoesNotExist: final("there is no account of that name", "check the renter's account name"),
  TooManyRenterNonExistentFailures: final(
    "too many wrong renter names were tried",
    "check the name, wait, try again",
  ),
  IllegalOrderStateTransition: final(
    "the order is no longer open",
    "ask the owner of the join permission for a new order",
  ),
  // Node groups
  NodeGroupAlreadyBoundJoinPermission: final(
    "the node group is already bound to a join permission",
    "unbind that one first",
  ),
  NodeGroupDoesNotExist: final("the node group does not exist", "check the id and the account"),
  NodeGroupNameDuplicated: final("the account already has a node group of that name", "choose another name"),
  ResourceLocked: final(
    "the node group is write-locked by another product",
    "release the lock in the product that set it (the console shows it at the node group), then run again",
  ),
  // Gateways and nodes
  GwEuiDuplicated: final("a gateway of that GwEUI exists already", "check the GwEUI"),
  GatewayTupleAlreadyAbandoned: final("the gateway's identity was abandoned", "use another gateway identity"),
  IotHubTripleMissing: final("the gateway has no IoT Platform identity", "ask the vendor about this GwEUI"),
  InvalidPinCode: final("the PIN does not match", "read the 6 digits on the device's label again"),
  TooManyPinCodeVerificationFailures: final(
    "too many wrong PINs were tried",
    "check the PIN, wait, try again",
  ),
  GatewayAlreadyBoundToOthers: final(
    "the gateway belongs to another account",
    "have that account delete it first",
  ),
  ExceedGatewayLimit: final(
    "the account's limit of gateways is reached",
    "ask the vendor for a higher limit",
  ),
  GatewayInstanceInvalid: final("the instance id is not valid", "check the IoT instance id"),
  GatewayDistributeFail: final("the service could not distribute the gateway's identity", LATER),
  ExceedNodeLimit: final("the account's limit of nodes is reached", "ask the vendor for a higher limit"),
  DevEuiDuplicated: final("a node of that DevEUI exists already", "check the DevEUI"),
  NodeAlreadyAdded: final("the node is in another node group", "remove it there first"),
  NodeDoesNotExist: final("the node does not exist", "check the DevEUI"),
  GatewayTupleOrderNotAccepted: final("the order of gateway identities is not approved yet", LATER),
  ExceedGatewayTupleLimit: final(
    "the limit of gateway identities is reached",
    "ask the vendor for a higher limit",
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
  MissingSecurityToken: final("the access key is a temporary one and needs its security token", NEW_TOKEN),
  "InvalidSecurityToken.Expired": final("the security token has expired", NEW_TOKEN),
  "InvalidSecurityToken.Malformed": final("the security token is damaged", NEW_TOKEN),
  "InvalidSecurityToken.MismatchWithAccessKey": final(
    "the security token is another access key's",
    NEW_TOKEN,
  ),
  SignatureDoesNotMatch: final("the access key secret does not belong to the access key id", CHECK_KEY),
  IncompleteSignature: final("the signature is malformed", REPORT),
  InvalidSignatureMethod: final("the signature method is not supported", REPORT),
  SignatureNonceUsed: ambiguous("the service has seen this very request before", AGAIN),
  "InvalidTimeStamp.Expired": final("this machine's clock is off by more than 15 minutes", CHECK_CLOCK),
  "InvalidTimeStamp.Format": final("the time stamp is malformed", REPORT),
  IllegalTimestamp: final("the time stamp is missing or malformed", REPORT),
  // Endpoint and protocol
  "InvalidProduct.NotFound": final("the endpoint is not one of Link WAN", "check linkwan:endpoint"),
  "InvalidProtocol.NeedSsl": final("the action needs https", "use an https:// address in linkwan:endpoint"),
  InvalidVersion: final("the endpoint does not know this API version", "check linkwan:endpoint"),
  "InvalidAction.NotFound": final("the endpoint does not know this action", "check linkwan:endpoint"),
  "InvalidApi.NotFound": final("the endpoint does not know this action", "check linkwan:endpoint"),
  UnsupportedHTTPMethod: final("the endpoint does not take this method", REPORT),
  MissingParameter: vague(
    final("a required value is missing", "see the service's message; if the program sets it, report it"),
  ),
  InvalidParameter: vague(
    final("the service does not accept a value", "correct the value that the message names"),
  ),
  "InvalidParameter.Format": final("the service does not accept the answer format", REPORT),
  // The service's own trouble
  InternalError: ambiguous("the service failed", AGAIN),
  ServiceUnavailable: ambiguous("the service is temporarily unavailable", LATER),
  // Before any call
  CredentialsUnusable: final(
    "no usable access key is configured",
    "configure linkwan:accessKeyId and linkwan:accessKeySecret",
  ),
  ConfigInvalid: final(
    "a value of the stack's configuration is not usable",
    "correct it with pulumi config set",
  ),
  Mismatch: final(
    "what the program declares and what the account holds do not match",
    "correct the program as the error says; nothing was changed",
  ),
  OperationTimeout: final(
    "the time for the operation ran out while it waited for the request quota",
    "run the same command again, or raise linkwan:operationTimeout",
  ),
  // Transport
  ConnectionRefused: notSent(
    "nothing answers at the endpoint",
    "check linkwan:endpoint, the network and the proxy",
  ),
  HostNotFound: notSent("the endpoint's host name cannot be resolved", "check linkwan:endpoint and the DNS"),
  NetworkUnreachable: notSent("there is no route to the endpoint", "check the network"),
  CertificateRefused: final(
    "the endpoint's certificate is not trusted",
    "check linkwan:endpoint and the machine's CA store",
  ),
  Timeout: ambiguous("no answer in time", AGAIN),
  ConnectionLost: ambiguous("the connection broke before the answer was complete", AGAIN),
  MalformedAnswer: vague(
    ambiguous(
      "the answer is not one of Link WAN's",
      "check linkwan:endpoint; otherwise run the command again",
    ),
  ),
} as const satisfies Record<string, ErrorCode>;

/** A documented code. */
export type ErrorCodeName = keyof typeof errorCodes;

/** New names that the vendor has announced for some codes (API file A.7), and the present ones. */
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

/** The documented name of a code; an unknown code is returned unchanged. */
export const canonicalCode = (code: string): string =>
  has(announcedNames, code) ? (announcedNames[code] ?? code) : code;

/**
 * Kind, meaning and remedy of a code. `Missing…` and `Invalid…` name a parameter in the code itself (API file A.6);
 * another unknown code is a decision of the service, or a failure of it if the status is 5xx.
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
  return vague(final("the service refused", "the vendor's error search explains the code"));
};
