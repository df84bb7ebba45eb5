/** What the commands need of a `package.json`. */
export interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: { readonly "@pulumi/pulumi": string };
}

/** Manifest of the package that these commands are part of. */
export const own: Manifest = require("pulumi-linkwan/package.json");
