/**
 * Assumptions of the emulator about behavior that the vendor's documentation does not specify. Each assumption cites
 * the section of the API file that marks the behavior as inferred; the emulator makes no other assumptions.
 */
export const assumptions = {
  /** A.2: format of the reply if `Format` is absent; other Alibaba Cloud products also default to XML. */
  defaultFormat: "XML",
  /**
   * A.3b: whether Link WAN's gateway accepts signature V3. The vendor documents it for all products, but no page about
   * Link WAN mentions it. The option of the same name replaces this assumption.
   */
  acceptsSignatureV3: true,
  /**
   * A.2: booleans are case-insensitive; the vendor's Python SDK sends `True`, although the documentation specifies
   * `true`.
   */
  booleansIgnoreCase: true,
  /** A.2: numbers are decimal strings; an exponent is rejected. */
  floats: /^-?\d+(\.\d+)?$/,
  /** A.6: an empty optional parameter counts as absent, like an empty required parameter. */
  emptyIsAbsent: true,
  /** A.3: how long the service remembers a nonce; at least as long as the timestamp of a request is valid. */
  nonceMemoryMs: 30 * 60_000,
  /** B.1: error if JoinPermissionType does not match the type of the permission. */
  returnWithWrongType: "NonExistent",
  /** B.1: error for a permission that the caller does not rent. */
  returnNotRented: "NonExistent",
  /** B.1, B.33: feature that returning a join permission requires. */
  featureOfReturn: { LOCAL: "JOIN_PERMISSION_AUTHORIZATION", ROAMING: "ROAMING_JOIN_PERMISSION" },
  /**
   * D.7: error if `IotInstanceId` is absent, is the id of another account's instance, or is present although the
   * account's instance has no id. This is the only documented error code that concerns an instance.
   */
  otherInstance: "GatewayInstanceInvalid",
  /**
   * D.7: result of an action that does not accept `IotInstanceId` in an account whose instance has an id: `work`, or
   * `fail` with `otherInstance`. The option of the same name replaces this assumption.
   */
  actionsWithoutInstance: "work",
  /**
   * D.7: actions that work even if `actionsWithoutInstance` is `fail`, because they refer to no object of an instance.
   */
  actionsOfAccount: [
    "CheckUserChargeStatus",
    "CheckCloudProductOpenStatus",
    "GetUserLicense",
    "ListActivatedFeatures",
    "ListFreqBandPlanGroups",
    "GetFreqBandPlanGroup",
    "GetNotification",
    "ListNotifications",
    "CountNotifications",
    "UpdateNotificationsHandleState",
    "SubmitGatewayTupleOrder",
    "GetGatewayTupleOrder",
    "ListGatewayTupleOrders",
    "CountGatewayTupleOrders",
    "GetGatewayTuplesDownloadUrl",
    "SubmitNodeTupleOrder",
    "GetNodeTupleOrder",
    "ListNodeTupleOrders",
    "CountNodeTupleOrders",
    "GetNodeTuplesDownloadUrl",
    "SubmitKpmEncryptedNodeTupleOrder",
    "GetKpmEncryptedNodeTuplesByOrderId",
    "DescribeRegions",
    "GetUserNetProfileDescription",
    "UpdateUserIsolationState",
    "GetCallerIdentity",
  ],
  /** B.0.1: an action returns CloudProductNotActivated even if its documentation does not list this error. */
  everyActionNeedsActivation: true,
  /** B.2, D.4: a ROAMING permission starts enabled. */
  roamingEnabled: true,
  /** B.2, D.4: RxDelay of a permission that is created without RxDelay. */
  defaultRxDelay: 1,
  /** B.5: error for an existing permission that the caller does not rent. */
  getRentedOfOthers: "NonExistent",
  /** B.3: error for updating a ROAMING permission that is bound to a node group. */
  updateRoamingWhileBound: "JoinPermissionAlreadyBoundNodeGroup",
  /** D.4: error for enabling or disabling a rented LOCAL permission; only the owner can do so. */
  enableRentedLocal: "NotResourceOwner",
  /** B.0.1, B.3: error for updating a rented LOCAL permission; the action does not document NotResourceOwner. */
  updateRentedLocal: "NonExistent",
  /** B.3, B.4: error for a permission that the caller does not rent. */
  updateNotRented: "NonExistent",
  /** B.8: a LOCAL permission starts enabled. */
  localEnabled: true,
  /** B.9, B.11, B.12: error for a LOCAL permission of another account. */
  ownedByOthers: "NonExistent",
  /** D.2: effect of deleting a permission while its order is APPLYING; updating such a permission is allowed. */
  deleteWhileApplying: "cancelsOrder",
  /** D.2: error for submitting a second order for a permission while the first order is APPLYING. */
  submitWhileApplying: "JoinPermissionAlreadyAuthorized",
  /** B.15: error if SubmitJoinPermissionAuthOrder names a permission that the caller does not own. */
  submitOfOthers: "NonExistent",
  /** B.15: number of submissions to unknown renters after which every submission is rejected. */
  unknownRentersAllowed: 5,
  /** B.15: period for which a submission to an unknown renter counts toward `unknownRentersAllowed`. */
  unknownRentersPauseMs: 10 * 60_000,
  /** D.3: error if the wrong party accepts or cancels an order (Reject and Get document NotResourceOwner). */
  orderOfOthers: "NonExistent",
  /** B.19: error for an order if the caller is neither its owner nor its renter. */
  getOrderOfOthers: "NotResourceOwner",
  /**
   * B.27: error for binding a permission that the caller does not rent; binding a bound permission to the same group
   * again also fails.
   */
  bindNotRented: "JoinPermissionDoesNotExist",
  /** B.28, D.5: error for unbinding a permission from a group to which it is not bound. */
  unbindNotBound: "NonExistent",
  /** B.23, D.5: error for a node group of another account. */
  nodeGroupOfOthers: "NotResourceOwner",
  /** E.3: an owned LOCAL permission and a ROAMING permission of the same account cannot have the same name. */
  namesShareScope: true,
  /** E.3: "Chinese characters" are the CJK Unified Ideographs block. */
  chinese: /[\u4e00-\u9fff]/,
  /** B.0.3: whether the `Fuzzy…` filters ignore case. */
  fuzzyIgnoresCase: false,
  /** B.33: maximum number of objects of each kind per account. */
  localJoinPermissionLimit: 2_000,
  gatewayLimit: 5_000,
  nodeLimit: 10_000,
  /**
   * B.33: value of every free limit, and of every limit and counter of a resource that the emulator does not support.
   */
  licenseOfTheRest: 0,
  /** B.33: service codes that CheckCloudProductOpenStatus accepts. */
  serviceCodes: ["linkwan"],

  /**
   * C.1: the API gateway rejects an EUI that is not 16 hex digits, even for actions for which C.1 does not list this
   * error.
   */
  eui: /^[0-9a-fA-F]{16}$/,
  /**
   * A.7: number of wrong PINs after which every PIN is rejected; a PIN that is not six digits counts as a wrong PIN.
   */
  wrongPinCodesAllowed: 5,
  /** A.7: period for which a wrong PIN counts toward `wrongPinCodesAllowed`. */
  wrongPinCodesPauseMs: 10 * 60_000,
  /** A.7: message of TooManyPinCodeVerificationFailures, which is documented without a message. */
  tooManyPinCodesMessage: "You have entered invalid PIN codes for several times. Try again later.",
  /**
   * B.33: features that all actions on gateways or nodes require, even actions for which C.1 does not list
   * FeatureNotActivated.
   */
  featureOfGateways: "GATEWAY",
  featureOfNodes: "NODE",

  /** C.1: checks in CreateGateway, in order. This order hides a gateway's owner from callers without the PIN. */
  createGatewayChecks: ["name", "frequencyBand", "pinCode", "account", "limit"],
  /** C.1: error for a GwEui that the vendor has not issued; a call with such a GwEui counts as a wrong PIN. */
  unknownGateway: "InvalidPinCode",
  /** C.1: error for updating or deleting another account's gateway; the actions do not document NotResourceOwner. */
  gatewayOfOthers: "NonExistent",
  /** C.1: error for changing a gateway to an unknown frequency band; the action does not document this error. */
  updateGatewayBand: "InvalidFreqBandPlan",
  /**
   * C.1: a coordinate is declared `float`, so it is stored as a 32-bit floating-point number and printed with the
   * fewest digits that identify that number.
   */
  coordinatesAre32Bit: true,
  /** C.1: a description has at most 100 characters, counted in UTF-16 code units. */
  description: /^.{0,100}$/s,
  /** C.1: an AddressCode that a JSON number cannot represent exactly is rejected. */
  addressCodes: { min: Number.MIN_SAFE_INTEGER, max: Number.MAX_SAFE_INTEGER },
  /**
   * E.3: the sources contradict each other, so a gateway name is valid if it is valid with any of these widths of a
   * Chinese character.
   */
  chineseWidthsInGatewayName: [1, 2],
  /** C.1, C.4: a gateway starts enabled; it is offline until it first sends data. */
  gatewayEnabled: true,
  /** C.4: fields of a gateway that depend on its hardware and its contract. */
  gatewayState: {
    ClassBSupported: false,
    ClassBWorking: false,
    TimeCorrectable: false,
    ChargeStatus: "NORMAL",
    AuthTypes: "STANDARD",
    EmbeddedNsId: "",
  },

  /** C.1: checks in AddNodeToGroup, in order. */
  addNodeChecks: ["group", "lock", "node", "pinCode", "membership", "limit"],
  /** C.1: error if RemoveNodeFromGroup names a node that is not in the group. */
  removeNodeNotInGroup: "NonExistent",
  /** C.1: result of ListNodesByNodeGroupId for a group that does not exist or belongs to another account. */
  nodesOfOthers: [],
  /** C.1: fields of a node that depend on its contract. */
  nodeState: { NodeType: "STANDARD", AuthTypes: "STANDARD" },
  /** C.1: error for an action on a node that belongs to another account or to no account. */
  nodeOfOthers: "NonExistent",
  /** B.23, D.5: a group that contains nodes can be deleted; the nodes then belong to no group. */
  deleteGroupWithNodes: "removesNodes",

  /** D.5, B.24: a new group has data dispatch disabled and no DataDispatchConfig. */
  dataDispatchEnabled: false,
  /** B.31: the stored destination for each accepted destination. ONS and MQ are names of the same message queue. */
  destinations: { IOT: "IOT", ONS: "ONS", MQ: "ONS" },
  /** B.31: parameters that are required if the destination is a message queue. */
  requiredForOns: ["UplinkRegionName", "UplinkTopic"],
  /** B.31: each call replaces the whole configuration, so the debug switch is off if the call omits DebugSwitch. */
  defaultDebugSwitch: false,
  /** B.32: error for a node group of another account; the action does not document NotResourceOwner. */
  enableDispatchOfOthers: "NonExistent",

  /** D.3: which party the service notifies when an order enters each state. */
  notified: { APPLYING: "renter", ACCEPTED: "owner", REJECTED: "owner", CANCELED: "renter" },
  /** C.4: a notification shows the current state of its order, not the state that caused the notification. */
  notificationShowsCurrentState: true,
  /** C.1, B.33: features that actions on notifications, tuples, commands and local configurations require. */
  featureOfNotifications: "NOTIFICATION",
  featureOfTuples: { GATEWAY: "GATEWAY_TUPLE", NODE: "NODE_TUPLE" },
  featureOfCommands: "UNICAST",
  featureOfLocalConfigs: "D2D",
  /**
   * C.4: maximum number of packets of a gateway in a time window. If the gateway exceeds the limit, the service sends a
   * GATEWAY_DATAFLOW_LIMIT notification to its account.
   */
  dataflowLimit: 1_000,
  dataflowWindowMs: 3_600_000,
  /** B.0.2: days and months, and the intervals of statistics, begin in the time zone of the service (UTC+8). */
  timeZoneMs: 8 * 3_600_000,
  /**
   * C.1: maximum number of tuples that an account can order; only the gateway action documents an error for exceeding
   * the limit.
   */
  gatewayTupleLimit: 1_000,
  nodeTupleLimit: 100_000,
  /**
   * C.1: error for downloading node tuples that have not been issued; the action does not document an error for this
   * case.
   */
  nodeTuplesNotAccepted: "NonExistent",
  /** C.2: the regions that DescribeRegions returns; the documents mention only this region (F.10). */
  regions: [{ RegionId: "cn-shanghai", LocalName: "华东2（上海）" }],
  /** C.2: after the isolation state changes, further changes fail with `isolationTooSoon` for this period. */
  isolationPauseMs: 24 * 3_600_000,
  isolationTooSoon: "ForbiddenByRiskControl",
  /** C.2: error for a task or a local configuration that does not exist or belongs to another account. */
  localConfigOfOthers: "NonExistent",
  /** C.2: values of `State` while a task waits for its device, and after the device has applied the change. */
  localConfigTaskStates: { waiting: "PROCESSING", done: "SUCCESS" },
  /** C.2b: type of the tuples that a KPM orders. */
  kpmTupleType: "standard",
  /** C.1: BeginMillis and EndMillis are inclusive. */
  notificationBoundsAreWithin: true,
} as const;
