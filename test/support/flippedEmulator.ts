import { join } from "node:path";
import type { RunningEmulator, ServerOptions } from "../../emulator";
import type { assumptions } from "../../emulator/assumptions";

/** Folder of the built emulator. Source modules would be compiled again at every load. */
const folder = join(__dirname, "..", "..", "dist", "emulator");

/** Removes the emulator's modules from the module cache, runs `load`, and restores the cache. */
const withFreshModules = <T>(load: () => T): T => {
  const isOfEmulator = (path: string): boolean => path.startsWith(folder);
  const loaded = Object.entries(require.cache).filter(([path]) => isOfEmulator(path));
  for (const [path] of loaded) delete require.cache[path];
  try {
    return load();
  } finally {
    for (const path of Object.keys(require.cache).filter(isOfEmulator)) delete require.cache[path];
    for (const [path, module] of loaded) require.cache[path] = module;
  }
};

/** Starts an emulator with other assumptions. The emulator shares no module with this process's emulator. */
export const flippedEmulator = (
  flips: Readonly<Partial<Record<keyof typeof assumptions, unknown>>>,
  options: ServerOptions,
): Promise<RunningEmulator> =>
  withFreshModules(() => {
    const own: { assumptions: object } = require(join(folder, "assumptions"));
    Object.assign(own.assumptions, flips);
    const emulator: { startEmulator: (options: ServerOptions) => Promise<RunningEmulator> } = require(folder);
    return emulator.startEmulator(options);
  });
