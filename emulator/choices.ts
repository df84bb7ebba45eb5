/**
 * Where the vendor's documentation is silent, the emulator had to choose. Each choice stands here, under a name,
 * with the section of the API file that marks it as inferred; nothing else in the emulator is a guess.
 */
export const choices = {
  /** A.2: other products answer in XML where `Format` is absent. */
  defaultFormat: "XML",
  /** A.2: the vendor's Python SDK sends `True` where its documentation says `true`. */
  booleansIgnoreCase: true,
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
  /** B.33: how many LOCAL permissions an account may own. */
  localJoinPermissionLimit: 2_000,
} as const;
