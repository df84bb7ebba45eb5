import { readFileSync } from "node:fs";
import { type ExampleLanguage, overview, programIn } from "./examples";
import type { Language, Regions } from "./region";

/** Languages of the registry page whose programs are those of the overview. */
const LANGUAGES: readonly ExampleLanguage[] = ["python", "go", "yaml"];

const choosable = (language: ExampleLanguage): string => {
  const program = programIn(readFileSync(overview, "utf8"), language);
  return `{{% choosable language ${language} %}}\n\n\`\`\`${language}\n${program}\`\`\`\n\n{{% /choosable %}}`;
};

/** The overview's example in the blocks from which readers of the Pulumi Registry choose, which is in English only. */
export const registryRegions = (language: Language): Regions =>
  language === "en" ? { "registry example": () => LANGUAGES.map(choosable).join("\n\n") } : {};
