import { randomBytes } from "node:crypto";
import type { NodeGroup } from "./entities";
import { defaultGateways, defaultNodes } from "./identities";
import {
  defaultAccounts,
  type JoinPermissionSeed,
  type LockSeed,
  type NodeGroupSeed,
  type Seed,
  seedAccount,
} from "./seed";
import { refusesSeed } from "./seedCheck";
import type { State } from "./state";

/** Runs an action as an account, and gives its data. */
type CallAs = (account: string, action: string, parameters: Readonly<Record<string, unknown>>) => unknown;

/** Puts what a seed says into an empty state; throws where the seed cannot be used. */
export const plant = (seed: Seed, state: State, callAs: CallAs): void => {
  const reason = refusesSeed(seed);
  if (reason !== undefined) throw new Error(`the seed cannot be used: ${reason}`);
  for (const account of seed.accounts ?? defaultAccounts) state.accounts.push(seedAccount(account));
  for (const { gwEui, pinCode } of seed.gateways ?? defaultGateways)
    state.gatewayPins.set(gwEui.toLowerCase(), pinCode);
  for (const { devEui, pinCode } of seed.nodes ?? defaultNodes)
    state.nodeTuples.set(devEui.toLowerCase(), { pinCode, appkey: randomBytes(16).toString("hex") });
  for (const permission of seed.joinPermissions ?? [])
    named(`join permission "${permission.name}"`, () => plantPermission(permission, callAs));
  for (const group of seed.nodeGroups ?? [])
    named(`node group "${group.name}"`, () => plantNodeGroup(group, state, callAs));
};

const named = (entry: string, planting: () => void): void => {
  try {
    planting();
  } catch (error) {
    throw new Error(`the seed cannot be used: ${entry}: ${(error as Error).message}`);
  }
};

const plantPermission = (
  { owner, name, classMode, freqBandPlanGroupId, offeredTo }: JoinPermissionSeed,
  callAs: CallAs,
): void => {
  const id = callAs(owner, "CreateLocalJoinPermission", {
    JoinPermissionName: name,
    ClassMode: classMode ?? "A",
    FreqBandPlanGroupId: freqBandPlanGroupId ?? 101,
    UseDefaultJoinEui: true,
  });
  if (offeredTo === undefined) return;
  callAs(owner, "SubmitJoinPermissionAuthOrder", { JoinPermissionId: id, RenterAliyunId: offeredTo });
};

const plantNodeGroup = ({ account, name, locks = [] }: NodeGroupSeed, state: State, callAs: CallAs): void => {
  const group = state.groups.get(String(callAs(account, "CreateNodeGroup", { NodeGroupName: name })));
  for (const lock of locks) if (group) addLock(state, group, lock);
};

/** Locks a node group, which no action does, and gives the lock's id. */
export const addLock = (state: State, group: NodeGroup, lock: LockSeed): string => {
  const { lockId: id = state.nextId("lock"), lockType: type = "WRITE", enabled = true } = lock;
  group.locks.push({ id, type, enabled, createMillis: state.now() });
  return id;
};
