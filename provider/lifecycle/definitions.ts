import type { Definition } from "./definition";
import { gateway } from "./gateway";
import { joinPermissionAuthOrder } from "./joinPermissionAuthOrder";
import { leasedJoinPermission } from "./leasedJoinPermission";
import { localJoinPermission } from "./localJoinPermission";
import { node } from "./node";
import { nodeGroup } from "./nodeGroup";
import { nodeGroupBinding } from "./nodeGroupBinding";

/** Every resource there is. */
export const definitions: readonly Definition[] = [
  leasedJoinPermission,
  localJoinPermission,
  joinPermissionAuthOrder,
  nodeGroup,
  nodeGroupBinding,
  gateway,
  node,
];
