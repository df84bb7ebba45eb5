import { action, parameter } from "../../client/action";
import { nothing } from "../../client/decode";

const subject = ({ DevEui }: { readonly DevEui: string }) => `node ${DevEui}`;

/** API file C.1. */
export const AddNodeToGroup = action({
  name: "AddNodeToGroup",
  effect: "unsafe",
  parameters: { DevEui: parameter.text, PinCode: parameter.text, NodeGroupId: parameter.text },
  subject,
  data: nothing,
  ramResources: ["node-group/{NodeGroupId}"],
  takesIotInstanceId: false,
});

/** API file C.1. */
export const RemoveNodeFromGroup = action({
  name: "RemoveNodeFromGroup",
  effect: "idempotent",
  parameters: { DevEui: parameter.text, NodeGroupId: parameter.text },
  subject,
  data: nothing,
  ramResources: ["node-group/{NodeGroupId}"],
  takesIotInstanceId: false,
});
