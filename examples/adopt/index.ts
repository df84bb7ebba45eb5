import * as pulumi from "@pulumi/pulumi";
import {
  Gateway,
  getGateways,
  getNodeGroups,
  getNodes,
  LeasedJoinPermission,
  Node,
  NodeGroup,
  NodeGroupBinding,
} from "pulumi-linkwan";

const config = new pulumi.Config();

// Adopts a node group, found by name, with the nodes, the binding and the lease of the group, and all gateways of the
// account. Adoption changes nothing in the cloud. Afterward, `pulumi destroy` deletes these objects and returns the
// lease, unless retainOnDelete is set.
export = async () => {
  const name = config.require("nodeGroupName");
  const found = (await getNodeGroups()).find((group) => group.nodeGroupName === name);
  if (!found) throw new pulumi.RunError(`the account has no node group "${name}"`);
  const { nodeGroupId, joinPermissionId, joinPermissionType } = found;

  const group = new NodeGroup(name, { nodeGroupId });
  for (const { devEui } of await getNodes({ nodeGroupId })) {
    new Node(devEui, { devEui, nodeGroupId: group.nodeGroupId });
  }
  if (joinPermissionId !== undefined) {
    const type = joinPermissionType === "LOCAL" ? "LOCAL" : "ROAMING";
    const lease = new LeasedJoinPermission(name, { type, joinPermissionId });
    new NodeGroupBinding(name, {
      nodeGroupId: group.nodeGroupId,
      joinPermissionId: lease.joinPermissionId,
    });
  }
  for (const { gwEui } of await getGateways()) new Gateway(gwEui, { gwEui });
  return { nodeGroupId };
};
