import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { schemaFile } from "./derive/schema";
import { buildFromGo, cachedRoot, type Say } from "./pulumiCli";

const folder = "pulumi-yaml";

/** Returns a YAML program in the other languages, by language. */
type Convert = (program: string) => Readonly<Record<string, string>>;

/** Returns Pulumi's converter, which is built from Go source if it is not in the cache. */
export const yamlConverter = async (say: Say): Promise<Convert> => {
  const source = readFileSync(join(__dirname, folder, "convert", "main.go"));
  const version = createHash("sha256").update(source).digest("hex").slice(0, 8);
  const binary = join(cachedRoot, `converter-${version}`, "convert");
  if (!existsSync(binary)) {
    await buildFromGo(say, {
      title: "Pulumi's converter of YAML programs",
      minutes: 2,
      folder,
      command: "./convert",
      binary,
    });
  }
  return (input) => JSON.parse(execFileSync(binary, [schemaFile], { input, encoding: "utf8" }));
};
