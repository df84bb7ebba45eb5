/** Converts the YAML of each example of the package schema to the other languages: `npm run derive:examples`. */
import { readFileSync, writeFileSync } from "node:fs";
import { examples, programIn, withPrograms } from "./derive/examples";
import { packageSchema, schemaFile } from "./derive/schema";
import { yamlConverter } from "./yamlConverter";

const main = async (): Promise<void> => {
  const convert = await yamlConverter((line) => process.stderr.write(`${line}\n`));
  // The converter reads the schema, which contains the examples.
  writeFileSync(schemaFile, packageSchema());
  for (const file of examples.values()) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, withPrograms(text, convert(programIn(text, "yaml") ?? "")));
  }
  writeFileSync(schemaFile, packageSchema());
};

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
