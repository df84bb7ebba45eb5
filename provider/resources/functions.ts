export * from "./gateway/functions";
export * from "./joinPermissionAuthOrder/functions";
export * from "./leasedJoinPermission/functions";
export * from "./node/functions";
export * from "./nodeGroup/functions";
export * from "./ownedJoinPermission/functions";
