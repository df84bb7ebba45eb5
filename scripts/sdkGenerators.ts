import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { bin, buildFromGo, cachedRoot, pulumiCli, type Say } from "./pulumiCli";

/** Languages whose generators `scripts/pulumi-sdk` contains. */
const languages = ["go", "nodejs", "python"] as const;

/** Language for which an SDK can be generated. */
export type SdkLanguage = (typeof languages)[number];

const hostOf = (language: SdkLanguage): string => `pulumi-language-${language}`;

/**
 * Returns the folders to add to PATH so that `pulumi package gen-sdk` finds Pulumi's language hosts. Every installer of
 * the CLI includes these hosts. A CLI that was built from source has no hosts, so this function builds a host that can
 * only generate SDKs.
 */
export const generatorFolders = async (say: Say): Promise<readonly string[]> => {
  if ((await pulumiCli(say)).command === "pulumi" || existsSync(join(bin, hostOf("go")))) return [];
  const source = readFileSync(join(__dirname, "pulumi-sdk", "main.go"));
  const version = createHash("sha256").update(source).digest("hex").slice(0, 8);
  // Use a separate folder, because in the CLI's folder, other commands would expect a host that also runs programs.
  const folder = join(cachedRoot, `generators-${version}`);
  const binary = join(folder, "pulumi-sdk");
  if (existsSync(binary)) return [folder];
  mkdirSync(folder, { recursive: true });
  for (const language of languages) {
    rmSync(join(folder, hostOf(language)), { force: true });
    symlinkSync(binary, join(folder, hostOf(language)));
  }
  await buildFromGo(say, {
    title: "Pulumi's SDK generators",
    minutes: 2,
    folder: "pulumi-sdk",
    command: ".",
    binary,
  });
  return [folder];
};
