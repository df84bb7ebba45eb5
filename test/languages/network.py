"""Declares the component, reads a gateway of another stack, and declares a group with a create timeout."""

import pulumi
import pulumi_linkwan as linkwan

network = linkwan.RoamingNetwork(
    "meters",
    class_mode=linkwan.ClassMode.A,
    freq_band_plan_group_id="101",
    node_group_name="meters",
)
mast = linkwan.Gateway.get("mast", "aaaa000000000001")
pulumi.export("joinEui", network.join_eui)
pulumi.export("nodeGroupId", network.node_group_id)
pulumi.export("mast", mast.name)

if pulumi.Config().get_bool("slow"):
    linkwan.NodeGroup(
        "slow",
        opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="2s")),
    )
