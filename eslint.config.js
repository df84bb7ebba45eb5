"use strict";
// Only what needs types and concerns promises: everything else is Biome's. Biome's own rules for promises do not
// see those of Node's modules and of libraries, and a forgotten `await` before assert.rejects is a test that never fails.
const tseslint = require("typescript-eslint");

module.exports = [
  // JavaScript has no types to go by, and programs of trials belong to no project.
  { ignores: ["dist/", "coverage/", ".pulumi-work/", "**/*.js"] },
  {
    files: ["**/*.ts"],
    plugins: { "@typescript-eslint": tseslint.plugin },
    languageOptions: {
      parser: tseslint.parser,
      parserOptions: { project: "tsconfig.test.json", tsconfigRootDir: __dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: "error" },
    rules: {
      "@typescript-eslint/await-thenable": "error",
      "@typescript-eslint/no-floating-promises": "error",
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/prefer-promise-reject-errors": "error",
      "@typescript-eslint/return-await": ["error", "error-handling-correctness-only"],
    },
  },
];
