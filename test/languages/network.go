// Command network declares the component, reads a gateway of another stack, and declares a group with a create timeout.
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
	meters, err := linkwan.NewRoamingNetwork(ctx, "meters", &linkwan.RoamingNetworkArgs{
		ClassMode:           linkwan.ClassModeA,
		FreqBandPlanGroupId: pulumi.String("101"),
		NodeGroupName:       pulumi.String("meters"),
	})
	if err != nil {
		return err
	}
	mast, err := linkwan.GetGateway(ctx, "mast", pulumi.ID("aaaa000000000001"), nil)
	if err != nil {
		return err
	}
	ctx.Export("joinEui", meters.JoinEui)
	ctx.Export("nodeGroupId", meters.NodeGroupId)
	ctx.Export("mast", mast.Name)
	if config.GetBool(ctx, "slow") {
		timeouts := pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "2s"})
		_, err = linkwan.NewNodeGroup(ctx, "slow", nil, timeouts)
	}
	return err
}
