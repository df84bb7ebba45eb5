/** Fields of a `package.json` that the commands read. */
export interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

/** Manifest of the package that contains these commands. */
export const own: Manifest = require("pulumi-linkwan/package.json");
