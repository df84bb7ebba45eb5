import { assumptions } from "./assumptions";

/** HTTP status and literal message of each API gateway code (API file A.6 and A.7). */
const apiGatewayCodes = {
  UnsupportedHTTPMethod: [400, "This http method is not supported."],
  "InvalidAction.NotFound": [404, "Specified api is not found, please check your url and method."],
  InvalidVersion: [400, "Specified parameter Version is not valid."],
  InvalidParameter: [400, "The request cannot be read."],
  "InvalidParameter.Format": [400, "Specified parameter format is not valid."],
  "InvalidAccessKeyId.NotFound": [404, "Specified access key is not found."],
  "InvalidAccessKeyId.Inactive": [400, "Specified access key is disabled."],
  MissingSecurityToken: [400, "SecurityToken is mandatory for this action."],
  "InvalidSecurityToken.Expired": [400, "Specified SecurityToken is expired."],
  "InvalidSecurityToken.Malformed": [400, "Specified SecurityToken is malformed."],
  "InvalidSecurityToken.MismatchWithAccessKey": [400, "Specified SecurityToken mismatch with the AccessKey."],
  "InvalidTimeStamp.Format": [400, "Specified time stamp or date value is not well formatted."],
  "InvalidTimeStamp.Expired": [400, "Specified time stamp or date value is expired."],
  InvalidSignatureMethod: [400, "Specified signature method is not valid."],
  IncompleteSignature: [400, "The request signature does not conform to Aliyun standards."],
  SignatureDoesNotMatch: [400, "Specified signature is not matched with our calculation."],
  SignatureNonceUsed: [400, "Specified signature nonce was used already."],
  "Throttling.User": [400, "Request was denied due to user flow control."],
  "Throttling.Api": [400, "Request was denied due to api flow control."],
  Throttling: [400, "Request was denied due to request throttling."],
  ServiceUnavailable: [503, "The request has failed due to a temporary failure of the server."],
} as const;

/**
 * Literal messages of the service codes. Every service code has HTTP status 400, the only status documented for
 * actions.
 */
const serviceCodes = {
  ForbiddenByRam:
    "User not authorized to operate on the specified resource, or this API does not support RAM.",
  ForbiddenByRiskControl: "This operation cannot be performed because of security risks.",
  NonExistent: "The specified resource does not exist.",
  NotResourceOwner: "You are not authorized to use this resource.",
  InternalError: "The request processing has failed due to some unknown error, exception or failure.",
  CloudProductNotActivated: "The Link WAN service has not been activated.",
  FeatureNotActivated: "The feature has not been activated.",
  InvalidName: "The specified name is invalid.",
  InvalidFreqBandPlan: "The frequency band plan is invalid.",
  ResourceLocked: "The specified resource has been locked by another product.",
  JoinPermissionNameDuplicated: "The specified join permission name already exists.",
  ExceedLocalJoinPermissionLimit:
    "The maximum number of local join permissions that you can create is exceeded.",
  ExceedRoamingJoinPermissionLimit: "The maximum number of roaming join permissions is exceeded.",
  JoinPermissionAlreadyAuthorized:
    "The specified join permission has already been granted to another renter.",
  JoinPermissionAlreadyBoundNodeGroup:
    "The specified join permission has already been bound to another node group.",
  JoinPermissionDoesNotExist: "The specified join permission does not exist.",
  NodeGroupAlreadyBoundJoinPermission: "This node group is already bound to a join permission.",
  NodeGroupDoesNotExist: "The specified node group does not exist.",
  NodeGroupNameDuplicated: "The specified node group name already exists.",
  RenterDoesNotExist: "The specified renter does not exist.",
  TooManyRenterNonExistentFailures:
    "You have entered invalid renter usernames for several times. Try again later.",
  IllegalOrderStateTransition: "The order status conversion is invalid.",
  Abandoned: "An error occurred while processing this request, because the API has been abandoned.",
  GwEuiDuplicated: "A gateway with the same gwEui already exists.",
  GatewayTupleAlreadyAbandoned: "The specified gateway tuple has been abandoned.",
  IotHubTripleMissing: "The IoT Platform trituple of this gateway does not exist.",
  InvalidPinCode: "An error occurred while verifying PinCode.",
  TooManyPinCodeVerificationFailures: assumptions.tooManyPinCodesMessage,
  GatewayAlreadyBoundToOthers: "This gateway has already been bound to another account.",
  ExceedGatewayLimit: "The maximum number of gateways is exceeded.",
  GatewayInstanceInvalid: "The instance ID is invalid.",
  GatewayDistributeFail: "Failed to distribute the gateway tuple.",
  ExceedNodeLimit: "The maximum number of nodes is exceeded.",
  DevEuiDuplicated: "A node with the same devEui already exists.",
  NodeAlreadyAdded: "The specified node has already been added to another node group.",
  NodeDoesNotExist: "The specified node does not exist.",
  GatewayTupleOrderNotAccepted:
    "The order on gateway tuple downloading is not approved. You cannot download the gateway tuple.",
  ExceedGatewayTupleLimit: "The maximum number of gateway tuples is exceeded.",
} as const;

/**
 * New names that the vendor's error page announces, and the codes that they replace. `InvalidGwEui` is excluded because
 * the API gateway also returns this code for a malformed GwEui.
 */
const announcedNames = {
  UnqualifiedRamAccount: "ForbiddenByRam",
  Nonexistent: "NonExistent",
  UnqualifiedAccount: "CloudProductNotActivated",
  UnactivatedFeature: "FeatureNotActivated",
  IllegalName: "InvalidName",
  InvalidFrequencyBandPlan: "InvalidFreqBandPlan",
  LockedResource: "ResourceLocked",
  DuplicatedJoinPermissionName: "JoinPermissionNameDuplicated",
  ReachedLocalJoinPermissionLimit: "ExceedLocalJoinPermissionLimit",
  AuthorizedJoinPermission: "JoinPermissionAlreadyAuthorized",
  DuplicatedGwEui: "GwEuiDuplicated",
  FrequentInvalidPinCode: "TooManyPinCodeVerificationFailures",
  OwnedByOther: "GatewayAlreadyBoundToOthers",
  ReachedGatewayLimit: "ExceedGatewayLimit",
} as const satisfies Readonly<Record<string, keyof typeof serviceCodes>>;

/** Error code of the service behind the API gateway. */
export type ServiceCode = keyof typeof serviceCodes;
/** Error code of the API gateway. */
export type ApiGatewayCode = keyof typeof apiGatewayCodes;

/** An error to return to the caller. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  constructor(
    readonly code: string,
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}

/** Returns an error of the API gateway; `detail` is appended to the error's message. */
export const apiGatewayError = (code: ApiGatewayCode, detail = ""): ApiError => {
  const [statusCode, message] = apiGatewayCodes[code];
  return new ApiError(code, statusCode, message + detail);
};

/** Returns the error for a missing required parameter. */
export const missing = (parameter: string): ApiError =>
  new ApiError(`Missing${parameter}`, 400, `${parameter} is mandatory for this action.`);

/** Returns the error for a parameter with an invalid value. */
export const invalid = (parameter: string): ApiError =>
  new ApiError(`Invalid${parameter}`, 400, `Specified parameter ${parameter} is not valid.`);

/** Returns an error of the service behind the API gateway. */
export const serviceError = (code: ServiceCode): ApiError => new ApiError(code, 400, serviceCodes[code]);

/** Returns whether a code comes from the service, not the API gateway. */
export const isServiceCode = (code: string): boolean =>
  Object.hasOwn(serviceCodes, code) || Object.hasOwn(announcedNames, code);

/** Returns the error for the code of a fault. The code can be unknown to the emulator. */
export const errorOf = (code: string): ApiError => {
  if (Object.hasOwn(serviceCodes, code)) return serviceError(code as ServiceCode);
  if (Object.hasOwn(announcedNames, code))
    return new ApiError(code, 400, serviceCodes[announcedNames[code as keyof typeof announcedNames]]);
  if (Object.hasOwn(apiGatewayCodes, code)) return apiGatewayError(code as ApiGatewayCode);
  return new ApiError(code, 400, `${code} was injected as a fault.`);
};
