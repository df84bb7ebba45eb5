import { createHash } from "node:crypto";
import { cpSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { npm } from "./tools";

const root = join(__dirname, "..", "..");

/**
 * Packs a folder; the tarball's name contains a hash of its content, because package managers cache tarballs by name.
 */
export const packFolder = (folder: string): string => {
  const name = npm(folder, "pack", "--ignore-scripts").trim();
  const hash = createHash("sha256")
    .update(readFileSync(join(folder, name)))
    .digest("hex")
    .slice(0, 12);
  const tarball = join(folder, name.replace(/\.tgz$/, `-${hash}.tgz`));
  renameSync(join(folder, name), tarball);
  return tarball;
};

const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/**
 * Packs this checkout's current build, as `npm pack` would, and returns the path of the tarball.
 *
 * @param into Folder used only for this package.
 * @param version Version of the package. Default: the checkout's version.
 */
export const packThis = (into: string, version: string = manifest.version): string => {
  mkdirSync(into, { recursive: true });
  const [{ files }] = JSON.parse(npm(root, "pack", "--dry-run", "--json", "--ignore-scripts"));
  for (const { path } of files) cpSync(join(root, path), join(into, path));
  const { scripts: _, devDependencies: __, ...rest } = manifest;
  writeFileSync(join(into, "package.json"), JSON.stringify({ ...rest, version }));
  return packFolder(into);
};

const COMPONENT = `"use strict";
const pulumi = require("@pulumi/pulumi");
const { LeasedJoinPermission, NodeGroup, NodeGroupBinding } = require("pulumi-linkwan");

exports.MeterNetwork = class extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("meters:index:MeterNetwork", name, {}, opts);
    const inside = { parent: this };
    const lease = new LeasedJoinPermission(name, { type: "ROAMING", classMode: "A", freqBandPlanGroupId: "101" }, inside);
    const group = new NodeGroup(name, {}, inside);
    const { joinPermissionId, joinEui } = lease;
    new NodeGroupBinding(name, { nodeGroupId: group.nodeGroupId, joinPermissionId }, inside);
    this.joinEui = joinEui;
    this.registerOutputs({ joinEui });
  }
};
`;
const COMPONENT_TYPES = `import * as pulumi from "@pulumi/pulumi";

export declare class MeterNetwork extends pulumi.ComponentResource {
  constructor(name: string, opts?: pulumi.ComponentResourceOptions);
  readonly joinEui: pulumi.Output<string>;
}
`;

/** Packs a component package that depends on this package. */
export const packComponent = (into: string, thisPackage: string): string => {
  mkdirSync(into, { recursive: true });
  writeFileSync(join(into, "index.js"), COMPONENT);
  writeFileSync(join(into, "index.d.ts"), COMPONENT_TYPES);
  writeFileSync(
    join(into, "package.json"),
    JSON.stringify({
      name: "meter-network",
      version: "1.0.0",
      main: "index.js",
      types: "index.d.ts",
      dependencies: { "pulumi-linkwan": `file:${thisPackage}` },
      peerDependencies: { "@pulumi/pulumi": manifest.peerDependencies["@pulumi/pulumi"] },
    }),
  );
  return packFolder(into);
};
