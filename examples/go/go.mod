module linkwan-go

go 1.25.0

require (
	example.com/pulumi-linkwan/sdk/go v0.1.0
	github.com/pulumi/pulumi/sdk/v3 v3.259.0
)

replace example.com/pulumi-linkwan/sdk/go => ./sdk/go
