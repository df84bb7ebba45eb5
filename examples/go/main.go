// A network of two accounts: the owner offers a join permission, the renter accepts it and adds a gateway and a node.
package main

import (
	"example.com/pulumi-linkwan/sdk/go/linkwan"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/config"
)

func main() {
	pulumi.Run(network)
}

func network(ctx *pulumi.Context) error {
	settings := config.New(ctx, "")
	// Profiles with the keys of both accounts.
	owner, renter := pulumi.String("owner"), pulumi.String("renter")

	valley, err := linkwan.NewOwnedJoinPermission(ctx, "valley", &linkwan.OwnedJoinPermissionArgs{
		ClassMode:           linkwan.ClassModeC,
		FreqBandPlanGroupId: pulumi.String("102"),
		Profile:             owner,
	})
	if err != nil {
		return err
	}
	offer, err := linkwan.NewJoinPermissionAuthOrder(ctx, "offer", &linkwan.JoinPermissionAuthOrderArgs{
		JoinPermissionId: valley.JoinPermissionId,
		RenterAliyunId:   pulumi.String(settings.Require("renterAliyunId")),
		Profile:          owner,
	})
	if err != nil {
		return err
	}
	lease, err := linkwan.NewLeasedJoinPermission(ctx, "lease", &linkwan.LeasedJoinPermissionArgs{
		Type:        linkwan.LeasedJoinPermissionTypeLocal,
		AuthOrderId: offer.OrderId,
		Profile:     renter,
	})
	if err != nil {
		return err
	}
	pumps, err := linkwan.NewNodeGroup(ctx, "pumps", &linkwan.NodeGroupArgs{
		NodeGroupName: pulumi.String(settings.Require("nodeGroupName")),
		Profile:       renter,
	})
	if err != nil {
		return err
	}
	binding, err := linkwan.NewNodeGroupBinding(ctx, "pumps", &linkwan.NodeGroupBindingArgs{
		NodeGroupId:      pumps.NodeGroupId,
		JoinPermissionId: lease.JoinPermissionId,
		Profile:          renter,
	})
	if err != nil {
		return err
	}
	_, err = linkwan.NewGateway(ctx, "mast", &linkwan.GatewayArgs{
		GwEui:               pulumi.String(settings.Require("gwEui")),
		PinCode:             settings.RequireSecret("gatewayPin"),
		Name:                pulumi.String("mast"),
		FreqBandPlanGroupId: pulumi.String("102"),
		CommunicationMode:   linkwan.CommunicationModeHalfDuplex,
		City:                pulumi.String("杭州市"),
		District:            pulumi.String("余杭区"),
		Address:             pulumi.String("水塔"),
		AddressCode:         pulumi.Int(330110),
		GisCoordinateSystem: linkwan.GisCoordinateSystemWgs84,
		Longitude:           pulumi.Float64(120.001234),
		Latitude:            pulumi.Float64(30.281234),
		Profile:             renter,
	})
	if err != nil {
		return err
	}
	_, err = linkwan.NewNode(ctx, "pump", &linkwan.NodeArgs{
		DevEui:      pulumi.String(settings.Require("devEui")),
		PinCode:     settings.RequireSecret("nodePin"),
		NodeGroupId: pumps.NodeGroupId,
		Profile:     renter,
	}, pulumi.DependsOn([]pulumi.Resource{binding}))
	if err != nil {
		return err
	}
	bands := linkwan.GetFreqBandPlanGroupsOutput(ctx, linkwan.GetFreqBandPlanGroupsOutputArgs{Profile: renter})
	ctx.Export("joinEui", lease.JoinEui)
	ctx.Export("bands", bands.Items())
	return nil
}
