package main

import (
	"context"
	"log"
	"os"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"
)

// TestMain runs a command through Pulumi's Automation API on the stack `dev` of the project in the working directory.
// The project's program runs in this process. A test executable is needed, because another package cannot import the
// functions of package main.
func TestMain(*testing.M) {
	ctx := context.Background()
	stack, err := auto.SelectStackInlineSource(ctx, "dev", os.Args[2], network, auto.WorkDir("."))
	if err != nil {
		log.Fatal(err)
	}
	switch os.Args[1] {
	case "preview":
		_, err = stack.Preview(ctx, optpreview.ProgressStreams(os.Stdout))
	case "up":
		_, err = stack.Up(ctx, optup.ProgressStreams(os.Stdout))
	case "refresh":
		_, err = stack.Refresh(ctx, optrefresh.ProgressStreams(os.Stdout))
	case "destroy":
		_, err = stack.Destroy(ctx, optdestroy.ProgressStreams(os.Stdout))
	}
	if err != nil {
		log.Fatal(err)
	}
}
