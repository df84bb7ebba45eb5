"use strict";
// Prepares a fresh clone: installs the dependencies, then builds. This file is plain JavaScript, because nothing is
// installed yet.
const { spawnSync } = require("node:child_process");
const { existsSync, rmSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");
const OLDEST_NODE = 20;

const fail = (message) => {
  process.stderr.write(`${message}\n`);
  process.exit(1);
};

const run = (what, command, ...args) => {
  process.stdout.write(`${what} …\n`);
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ["ignore", "inherit", "inherit"],
    shell: process.platform === "win32",
  });
  if (status !== 0)
    fail(`${what} failed${error ? `: ${error.message}` : ""}. Command: ${[command, ...args].join(" ")}`);
};

/**
 * Returns whether the dependencies were installed after package-lock.json changed. npm writes .package-lock.json at the
 * end of an installation.
 */
const dependenciesAreCurrent = () => {
  const installed = join(root, "node_modules", ".package-lock.json");
  return (
    existsSync(installed) && statSync(installed).mtimeMs >= statSync(join(root, "package-lock.json")).mtimeMs
  );
};

if (Number(process.versions.node.split(".")[0]) < OLDEST_NODE) {
  fail(`pulumi-linkwan needs Node ${OLDEST_NODE} or newer; this is ${process.version}.`);
}
if (!dependenciesAreCurrent())
  run("Installing dependencies", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
// Remove the earlier build, because its files could be loaded instead of the new files.
rmSync(join(root, "dist"), { recursive: true, force: true });
run(
  "Building",
  process.execPath,
  join(root, "node_modules", "typescript", "bin", "tsc"),
  "-p",
  join(root, "tsconfig.json"),
);
