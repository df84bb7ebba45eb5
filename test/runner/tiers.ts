import { pulumiCli, type Say, yamlHostFolders } from "../../scripts/pulumiCli";
import { generatorFolders } from "../../scripts/sdkGenerators";
import { yamlConverter } from "../../scripts/yamlConverter";
import { pythonWithPulumi } from "../languages/python";
import { install } from "../sdk/install";
import type { Tier } from "./job";

const { scripts } = require("../../package.json") as { scripts: Readonly<Record<string, string>> };

const installEngine = async (say: Say): Promise<void> => {
  await pulumiCli(say);
  await yamlHostFolders(say);
};

/** Builds once what parallel tests would build twice. */
const installLanguages = async (say: Say): Promise<void> => {
  await installEngine(say);
  await generatorFolders(say);
  await yamlConverter(say);
  await pythonWithPulumi(say);
};

const engine = (...names: string[]): string[] => names.map((name) => `test/engine/${name}.test.ts`);

/** The tiers of `npm test`, in the order in which they start: quick ones first. */
export const tiers: Readonly<Record<string, Tier>> = {
  check: {
    scripts: Object.keys(scripts).filter((name) => name.startsWith("check:")),
    // check:package must pack the existing build: a new build removes files that other tests use.
    env: { npm_config_ignore_scripts: "true" },
  },
  unit: { files: ["test/unit"] },
  emulator: { files: ["test/emulator"] },
  cli: { files: ["test/cli"], prepare: installEngine },
  docs: { files: ["test/docs"], prepare: installEngine },
  faults: { files: ["test/faults"] },
  host: { files: ["test/host"] },
  engine: { files: ["test/engine"], prepare: installEngine },
  kills: { files: ["test/kills/short.test.ts"], prepare: installEngine },
  matrix: { files: ["test/matrix/short.test.ts", "test/matrix/states.test.ts"], prepare: installEngine },
  plugin: {
    files: ["test/host", ...engine("lease", "secretMistakes", "wrongKey", "unseenResources", "killed")],
    env: { LINKWAN_DOOR: "plugin" },
    prepare: installEngine,
  },
};

/** The tiers that need Python and Go, and run only if they are named. */
export const otherTiers: Readonly<Record<string, Tier>> = {
  sdk: { files: ["test/sdk"], prepare: install },
  languages: { files: ["test/languages"], prepare: installLanguages },
};
