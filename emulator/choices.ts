/**
 * Where the vendor's documentation is silent, the emulator had to choose. Each choice stands here, under a name,
 * with the section of the API file that marks it as inferred; nothing else in the emulator is a guess.
 */
export const choices = {
  /** A.2: other products answer in XML where `Format` is absent. */
  defaultFormat: "XML",
  /** A.2: the vendor's Python SDK sends `True` where its documentation says `true`. */
  booleansIgnoreCase: true,
  /** A.2: numbers are decimal text, so one with an exponent is refused. */
  floats: /^-?\d+(\.\d+)?$/,
  /** A.6: a parameter without text counts as absent, also where it is optional. */
  emptyIsAbsent: true,
  /** A.3: how long a nonce is remembered, at least the window in which its time stamp is valid. */
  nonceMemoryMs: 30 * 60_000,
  /** B.1: an id with the wrong JoinPermissionType. */
  returnWithWrongType: "NonExistent",
  /** B.1: an id that is not rented, of whatever account. */
  returnNotRented: "NonExistent",
  /** B.1, B.33: the feature that returning needs. */
  featureOfReturn: { LOCAL: "JOIN_PERMISSION_AUTHORIZATION", ROAMING: "ROAMING_JOIN_PERMISSION" },
  /** B.0.1: some rows do not list CloudProductNotActivated; they are taken for gaps of the documentation. */
  everyActionNeedsActivation: true,
  /** B.2, D.4: a ROAMING permission starts enabled, with these values where the caller gives none. */
  roamingEnabled: true,
  defaultRxDelay: 1,
  /** B.5: an id that exists, but that the caller does not rent. */
  getRentedOfOthers: "NonExistent",
  /** B.3: while bound, a change of any of the three fields is refused. */
  updateRoamingWhileBound: "JoinPermissionAlreadyBoundNodeGroup",
  /** D.4: enabling or disabling a rented LOCAL permission is its owner's. */
  enableRentedLocal: "NotResourceOwner",
  /** B.0.1, B.3: changing a rented LOCAL permission; the action's row does not list NotResourceOwner. */
  updateRentedLocal: "NonExistent",
  /** B.3, B.4 of a permission that the caller does not rent. */
  updateNotRented: "NonExistent",
  /** B.8: a LOCAL permission starts enabled. */
  localEnabled: true,
  /** B.11, B.9, B.12: a LOCAL permission of another account. */
  ownedByOthers: "NonExistent",
  /** D.2: while an order is APPLYING, Update of its permission is allowed, and Delete does this. */
  deleteWhileApplying: "cancelsOrder",
  /** D.2: a second Submit while an order is APPLYING. */
  submitWhileApplying: "JoinPermissionAlreadyAuthorized",
  /** B.15: Submit of a permission that is not the caller's. */
  submitOfOthers: "NonExistent",
  /** B.15: how many unknown renters before every Submit is refused, and for how long. */
  unknownRentersAllowed: 5,
  unknownRentersPauseMs: 10 * 60_000,
  /** D.3: Accept or Cancel by the wrong party (Reject and Get document NotResourceOwner). */
  orderOfOthers: "NonExistent",
  /** B.19: an order is visible to owner and renter, others get this. */
  getOrderOfOthers: "NotResourceOwner",
  /** B.27: binding what is not rented by the caller; binding what is bound already, even to each other. */
  bindNotRented: "JoinPermissionDoesNotExist",
  /** B.28, D.5: unbinding a pair that is not bound. */
  unbindNotBound: "NonExistent",
  /** B.23, D.5: a node group of another account. */
  nodeGroupOfOthers: "NotResourceOwner",
  /** E.3: names of owned LOCAL and of ROAMING permissions share one scope in an account. */
  namesShareScope: true,
  /** E.3: "Chinese characters" are the block of unified ideographs. */
  chinese: /[\u4e00-\u9fff]/,
  /** B.0.3: whether the case of letters matters to the `Fuzzy…` filters. */
  fuzzyIgnoresCase: false,
  /** B.33: how many of each an account may have. */
  localJoinPermissionLimit: 2_000,
  gatewayLimit: 5_000,
  nodeLimit: 10_000,
  /** B.33: the free limits, and every limit and counter of what the emulator does not hold. */
  licenseOfTheRest: 0,
  /** B.33: other services are not asked for here. */
  serviceCodes: ["linkwan"],
  /** A.4, C.1: tags of one item in XML where no sample shows any. */
  itemTags: { node: "Node", notification: "Notification", feature: "Feature" },

  /** C.1: an EUI that is no 16 hex digits is refused by the gateway, also where C.1 does not say so. */
  eui: /^[0-9a-fA-F]{16}$/,
  /** A.7: how many wrong PINs before every PIN is refused, and for how long; one that is no six digits is a wrong one. */
  wrongPinCodesAllowed: 5,
  wrongPinCodesPauseMs: 10 * 60_000,
  /** A.7 names the code, and has no message for it. */
  tooManyPinCodesMessage: "You have entered invalid PIN codes for several times. Try again later.",
  /** B.33: features that every action on gateways or nodes needs, also where C.1 lists no FeatureNotActivated. */
  featureOfGateways: "GATEWAY",
  featureOfNodes: "NODE",

  /** C.1: in which order the errors of CreateGateway come; only who knows the PIN learns whose a gateway is. */
  createGatewayChecks: ["name", "frequencyBand", "pinCode", "account", "limit"],
  /** C.1: a GwEui that the vendor has not issued; it counts as a wrong PIN. */
  unknownGateway: "InvalidPinCode",
  /** C.1: Update and Delete of a gateway of another account; their rows do not list NotResourceOwner. */
  gatewayOfOthers: "NonExistent",
  /** C.1: Update to a band that does not exist; the action's row does not list it. */
  updateGatewayBand: "InvalidFreqBandPlan",
  /** C.1: coordinates are declared `float`, so only 32 bits of them are kept. */
  coordinatesAre32Bit: true,
  /** C.1: 100 characters are 100 UTF-16 units. */
  description: /^.{0,100}$/s,
  /** C.1: an AddressCode that no JSON number holds exactly is refused. */
  addressCodes: { least: Number.MIN_SAFE_INTEGER, most: Number.MAX_SAFE_INTEGER },
  /** E.3: the sources contradict each other, so a gateway's name is legal if it is legal with one of these. */
  chineseWidthsInGatewayName: [1, 2],
  /** C.1, C.4: a gateway starts enabled, and never goes online: its state changed last when it was created. */
  gatewayEnabled: true,
  gatewayState: {
    OnlineState: "OFFLINE",
    ClassBSupported: false,
    ClassBWorking: false,
    TimeCorrectable: false,
    ChargeStatus: "NORMAL",
    AuthTypes: "STANDARD",
    EmbeddedNsId: "",
  },

  /** C.1: in which order the errors of AddNodeToGroup come. */
  addNodeChecks: ["group", "lock", "node", "pinCode", "membership", "limit"],
  /** C.1: Remove of a node that is not in the group. */
  removeNodeNotInGroup: "NonExistent",
  /** C.1: what ListNodesByNodeGroupId finds in a group that is unknown, or of another account. */
  nodesOfOthers: [],
  /** C.1: a node never joins, so it has no DevAddr and no LastJoinMillis; and these. */
  nodeState: { NodeType: "STANDARD", AuthTypes: "STANDARD" },
  /** B.23, D.5: a group that holds nodes may be deleted; they are in no group then. */
  deleteGroupWithNodes: "freesThem",

  /** D.5, B.24: data dispatch starts disabled; there is no DataDispatchConfig before one is set. */
  dataDispatchEnabled: false,
  /** B.31: both names of the message queue, and the one that is kept. */
  destinations: { IOT: "IOT", ONS: "ONS", MQ: "ONS" },
  /** B.31: what a message queue needs; each call gives the whole config, without DebugSwitch it is off. */
  requiredForOns: ["UplinkRegionName", "UplinkTopic"],
  defaultDebugSwitch: false,
  /** B.32: a node group of another account; the action's row does not list NotResourceOwner. */
  enableDispatchOfOthers: "NonExistent",

  /** D.3: which party of an order is told of each state that it enters. */
  notified: { APPLYING: "renter", ACCEPTED: "owner", REJECTED: "owner", CANCELED: "renter" },
  /** C.4: a notification shows the state that its order is in now, not the one that it tells of. */
  notificationShowsCurrentState: true,
  /** C.1: BeginMillis and EndMillis are within the time that they bound. */
  notificationBoundsAreWithin: true,
} as const;
