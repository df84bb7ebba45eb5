export type { CallRecord, EmulatorOptions } from "./emulator";
export type { AccessKey, TupleOrderState } from "./entities";
export type { CorruptedAnswer, Fault } from "./faults";
export type { GatewayIdentity, NodeIdentity } from "./identities";
export type { AccessKeySeed, AccountSeed, JoinPermissionSeed, LockSeed, NodeGroupSeed, Seed } from "./seed";
export { type EmulatedAccount, type RunningEmulator, type ServerOptions, startEmulator } from "./server";
export type { TrafficSeed, Transmission } from "./traffic/transmission";
