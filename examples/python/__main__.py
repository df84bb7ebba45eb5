"""A network of two accounts: the owner offers a join permission, the renter accepts it and adds a gateway and a node."""

import pulumi
import pulumi_linkwan as linkwan

config = pulumi.Config()
# Profiles with the keys of both accounts.
owner, renter = "owner", "renter"

valley = linkwan.OwnedJoinPermission(
    "valley",
    class_mode=linkwan.ClassMode.C,
    freq_band_plan_group_id="102",
    profile=owner,
)
offer = linkwan.JoinPermissionAuthOrder(
    "offer",
    join_permission_id=valley.join_permission_id,
    renter_aliyun_id=config.require("renterAliyunId"),
    profile=owner,
)
lease = linkwan.LeasedJoinPermission(
    "lease",
    type=linkwan.LeasedJoinPermissionType.LOCAL,
    auth_order_id=offer.order_id,
    profile=renter,
)
pumps = linkwan.NodeGroup(
    "pumps",
    node_group_name=config.require("nodeGroupName"),
    profile=renter,
)
binding = linkwan.NodeGroupBinding(
    "pumps",
    node_group_id=pumps.node_group_id,
    join_permission_id=lease.join_permission_id,
    profile=renter,
)
linkwan.Gateway(
    "mast",
    gw_eui=config.require("gwEui"),
    pin_code=config.require_secret("gatewayPin"),
    name="mast",
    freq_band_plan_group_id="102",
    communication_mode=linkwan.CommunicationMode.HALF_DUPLEX,
    city="杭州市",
    district="余杭区",
    address="水塔",
    address_code=330110,
    gis_coordinate_system=linkwan.GisCoordinateSystem.WGS84,
    longitude=120.001234,
    latitude=30.281234,
    profile=renter,
)
linkwan.Node(
    "pump",
    dev_eui=config.require("devEui"),
    pin_code=config.require_secret("nodePin"),
    node_group_id=pumps.node_group_id,
    profile=renter,
    opts=pulumi.ResourceOptions(depends_on=[binding]),
)

pulumi.export("joinEui", lease.join_eui)
pulumi.export("bands", linkwan.get_freq_band_plan_groups_output(profile=renter).items)
