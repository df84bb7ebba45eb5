"use strict";
// With --production only what is published counts, so that code is found which nothing but its test keeps alive.
const production = process.argv.includes("--production");

/** @type {import("knip").KnipConfig} */
module.exports = {
  // A stack's program is run by Pulumi, which no import shows. (The package's own entries knip finds by its `exports`.)
  // The CLI starts the language host by its name; the tests start what earlier builds were given, and the vendor's
  // clients; test/runner starts mocha with its reporter.
  entry: [
    "provider/plugin/main.ts!",
    "examples/*/index.ts",
    "scripts/language-host/server.js",
    "test/fixtures/states/*/program.js",
    "test/**/*.test.ts",
    "test/runner/reporter.ts",
    "test/sdk/clients/node/{popCore,generic}.js",
  ],
  project: ["{provider,emulator,cli}/**/*.ts!", "{examples,scripts,test,bench}/**/*.{ts,js}"],
  // What is exported for a test, and has a use in its own file, is not dead.
  ignoreExportsUsedInFile: production,
  // Its browser is unpacked by a process of its own, in test/support/browser.ts, from a program that is text. The clients
  // of test/sdk have a package.json of their own.
  ignoreDependencies: production
    ? []
    : ["@sparticuz/chromium", /^@alicloud\/(openapi-client|openapi-util|tea-util|tea-xml)$/],
};
