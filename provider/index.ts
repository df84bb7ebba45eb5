export { LeasedJoinPermission, type LeasedJoinPermissionArgs } from "./resources/leasedJoinPermission";
