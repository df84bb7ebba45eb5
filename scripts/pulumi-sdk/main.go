// Command pulumi-sdk is the part of Pulumi's language hosts that generates SDKs. A CLI that was built from source has no
// language hosts. The name of the executable selects the language, for example pulumi-language-python.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"log"
	"net"
	"os"
	"path/filepath"
	"strings"

	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

const tool = "pulumi-sdk"

type files = map[string][]byte

// generate contains the generator of each language.
var generate = map[string]func(*pulumirpc.GeneratePackageRequest, *schema.Package, schema.ReferenceLoader) (files, error){
	"go": func(request *pulumirpc.GeneratePackageRequest, pkg *schema.Package, _ schema.ReferenceLoader) (files, error) {
		return golang.GeneratePackage(tool, pkg, request.LocalDependencies)
	},
	"nodejs": func(request *pulumirpc.GeneratePackageRequest, pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
		return nodejs.GeneratePackage(
			tool, pkg, request.ExtraFiles, request.LocalDependencies, request.Local, loader)
	},
	"python": func(request *pulumirpc.GeneratePackageRequest, pkg *schema.Package, loader schema.ReferenceLoader) (files, error) {
		return python.GeneratePackage(tool, pkg, request.ExtraFiles, loader)
	},
}

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	language string
}

func (*host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{}, nil
}

func (h *host) GeneratePackage(
	_ context.Context, request *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(request.Schema), &spec); err != nil {
		return nil, err
	}
	loader, err := schema.NewLoaderClient(request.LoaderTarget)
	if err != nil {
		return nil, err
	}
	pkg, diagnostics, err := schema.BindSpec(spec, loader, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	if len(diagnostics) > 0 {
		return nil, diagnostics
	}
	generated, err := generate[h.language](request, pkg, schema.NewCachedLoader(loader))
	if err != nil {
		return nil, err
	}
	for name, content := range generated {
		path := filepath.Join(request.Directory, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(path, content, 0o644); err != nil {
			return nil, err
		}
	}
	return &pulumirpc.GeneratePackageResponse{}, nil
}

func main() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(400 * 1024 * 1024))
	language := strings.TrimPrefix(filepath.Base(os.Args[0]), "pulumi-language-")
	pulumirpc.RegisterLanguageRuntimeServer(server, &host{language: language})
	// The CLI reads the port from the first line.
	fmt.Println(listener.Addr().(*net.TCPAddr).Port)
	log.Fatal(server.Serve(listener))
}
