import { createRequire } from "node:module";

/** What the commands need of a `package.json`. */
export interface Manifest {
  readonly version: string;
  readonly engines: { readonly node: string };
  readonly peerDependencies: Readonly<Record<string, string>>;
}

/** Manifest of the package that these commands are part of. */
export const own = createRequire(__filename)("pulumi-linkwan/package.json") as Manifest;
