export { gateway } from "./gateway/declaration";
export { joinPermissionAuthOrder } from "./joinPermissionAuthOrder/declaration";
export { leasedJoinPermission } from "./leasedJoinPermission/declaration";
export { node } from "./node/declaration";
export { nodeGroup } from "./nodeGroup/declaration";
export { nodeGroupBinding } from "./nodeGroupBinding/declaration";
export { ownedJoinPermission } from "./ownedJoinPermission/declaration";
