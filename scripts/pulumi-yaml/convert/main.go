// Command convert reads a YAML program from its standard input, and writes the same program in the other languages as
// JSON, by language. Its argument is the file of the package schema.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"log"
	"os"
	"strings"

	"github.com/blang/semver"
	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/ast"
	"github.com/pulumi/pulumi-yaml/pkg/pulumiyaml/codegen"
	golang "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/nodejs"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
)

type language struct {
	generate func(*pcl.Program) (map[string][]byte, hcl.Diagnostics, error)
	// plain and secret read a configuration value. Pulumi's converter ignores that a value is secret.
	plain, secret string
}

var languages = map[string]language{
	"typescript": {nodejs.GenerateProgram, `require("`, `requireSecret("`},
	"python":     {python.GenerateProgram, `require("`, `require_secret("`},
	"go":         {golang.GenerateProgram, `Require("`, `RequireSecret("`},
}

// loader returns the package that the schema describes, whatever is asked for.
type loader struct{ pkg *schema.Package }

func (l loader) LoadPackage(string, *semver.Version) (*schema.Package, error) {
	return l.pkg, nil
}

func (l loader) LoadPackageV2(context.Context, *schema.PackageDescriptor) (*schema.Package, error) {
	return l.pkg, nil
}

func (l loader) LoadPackageReference(string, *semver.Version) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}

func (l loader) LoadPackageReferenceV2(
	context.Context, *schema.PackageDescriptor,
) (schema.PackageReference, error) {
	return l.pkg.Reference(), nil
}

func load(file string) (*schema.Package, error) {
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var spec schema.PackageSpec
	if err := json.Unmarshal(text, &spec); err != nil {
		return nil, err
	}
	importers := map[string]schema.Language{
		"nodejs": nodejs.Importer, "python": python.Importer, "go": golang.Importer,
	}
	pkg, err := schema.ImportSpec(spec, importers, schema.ValidationOptions{})
	if err != nil {
		return nil, err
	}
	info, ok := pkg.Language["go"].(golang.GoPackageInfo)
	if !ok {
		return nil, errors.New("the schema has no settings for Go")
	}
	// The path that the SDK has if the schema sets none.
	info.ImportBasePath = "example.com/pulumi-linkwan/sdk/go/linkwan"
	pkg.Language["go"] = info
	return pkg, nil
}

func convert(pkg *schema.Package) (map[string]string, error) {
	template, yamlDiagnostics, err := pulumiyaml.LoadYAML("Main.yaml", os.Stdin)
	if err != nil {
		return nil, err
	}
	if yamlDiagnostics.HasErrors() {
		return nil, yamlDiagnostics
	}
	programs := map[string]string{}
	for name, language := range languages {
		// A generator changes the program that it is given.
		program, diagnostics, err := codegen.EjectProgram(template, loader{pkg})
		if err != nil {
			return nil, err
		}
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		files, diagnostics, err := language.generate(program)
		if err != nil {
			return nil, err
		}
		if diagnostics.HasErrors() {
			return nil, diagnostics
		}
		for _, content := range files {
			programs[name] = language.readSecrets(string(content), template)
		}
	}
	return programs, nil
}

func (l language) readSecrets(program string, template *ast.TemplateDecl) string {
	for _, entry := range template.Config.Entries {
		if secret := entry.Value.Secret; secret != nil && secret.Value {
			name := entry.Key.Value
			program = strings.ReplaceAll(program, l.plain+name, l.secret+name)
			// A secret in Go is an output already.
			program = strings.ReplaceAll(program, "pulumi.String("+name+")", name)
		}
	}
	return program
}

func main() {
	pkg, err := load(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	programs, err := convert(pkg)
	if err != nil {
		log.Fatal(err)
	}
	if err := json.NewEncoder(os.Stdout).Encode(programs); err != nil {
		log.Fatal(err)
	}
}
