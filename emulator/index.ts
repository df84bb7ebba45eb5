export type { CallRecord, EmulatorOptions } from "./emulator";
export type { Fault, SpoiledAnswer } from "./faults";
export type { AccountSeed, JoinPermissionSeed, Seed } from "./seed";
export { type EmulatedAccount, type RunningEmulator, type ServerOptions, startEmulator } from "./server";
