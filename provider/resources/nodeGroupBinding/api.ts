import { action, parameter } from "../../client/action";
import { nothing } from "../../client/decode";
import { joinPermissionSubject } from "../joinPermission";

const parameters = { NodeGroupId: parameter.string, JoinPermissionId: parameter.string };
const subject = joinPermissionSubject;
const both = ["node-group/{NodeGroupId}", "rented-join-permission/{JoinPermissionId}"];

/** API file B.27. A retry for the same pair fails, and a read of the group shows the reason. */
export const BindJoinPermissionToNodeGroup = action({
  name: "BindJoinPermissionToNodeGroup",
  effect: "idempotent",
  parameters,
  subject,
  decoder: nothing,
  ramResources: both,
  takesIotInstanceId: false,
});

/** API file B.28. */
export const UnbindJoinPermissionFromNodeGroup = action({
  name: "UnbindJoinPermissionFromNodeGroup",
  effect: "idempotent",
  parameters,
  subject,
  decoder: nothing,
  ramResources: both,
  takesIotInstanceId: false,
});
