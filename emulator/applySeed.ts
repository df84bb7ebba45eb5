import { randomBytes } from "node:crypto";
import type { NodeGroup } from "./entities";
import { defaultGateways, defaultNodes } from "./identities";
import {
  createAccount,
  defaultAccounts,
  type JoinPermissionSeed,
  type LockSeed,
  type NodeGroupSeed,
  type Seed,
} from "./seed";
import type { State } from "./state";
import { addSender } from "./traffic/traffic";
import { validateSeed } from "./validateSeed";

/** Runs an action as an account and returns the action's `Data`. */
type CallAs = (account: string, action: string, parameters: Readonly<Record<string, unknown>>) => unknown;

/** Fills an empty state with the objects in a seed. Throws if the seed is invalid. */
export const applySeed = (seed: Seed, state: State, callAs: CallAs): void => {
  const reason = validateSeed(seed);
  if (reason !== undefined) throw new Error(`invalid seed: ${reason}`);
  for (const account of seed.accounts ?? defaultAccounts) state.accounts.push(createAccount(account));
  for (const { gwEui, pinCode } of seed.gateways ?? defaultGateways)
    state.gatewayPins.set(gwEui.toLowerCase(), pinCode);
  for (const { devEui, pinCode } of seed.nodes ?? defaultNodes)
    state.nodeTuples.set(devEui.toLowerCase(), { pinCode, appkey: randomBytes(16).toString("hex") });
  for (const permission of seed.joinPermissions ?? [])
    wrapErrors(`join permission "${permission.name}"`, () => createJoinPermission(permission, callAs));
  for (const sender of seed.traffic ?? []) addSender(state, sender);
  for (const group of seed.nodeGroups ?? [])
    wrapErrors(`node group "${group.name}"`, () => createNodeGroup(group, state, callAs));
};

const wrapErrors = (entry: string, create: () => void): void => {
  try {
    create();
  } catch (error) {
    throw new Error(`invalid seed: ${entry}: ${(error as Error).message}`);
  }
};

const createJoinPermission = (
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

const createNodeGroup = (
  { account, name, locks = [] }: NodeGroupSeed,
  state: State,
  callAs: CallAs,
): void => {
  const group = state.groups.get(String(callAs(account, "CreateNodeGroup", { NodeGroupName: name })));
  for (const lock of locks) if (group) addLock(state, group, lock);
};

/** Adds a lock to a node group, because no API action can add locks. Returns the id of the lock. */
export const addLock = (state: State, group: NodeGroup, lock: LockSeed): string => {
  const { lockId: id = state.nextId("lock"), lockType: type = "WRITE", enabled = true } = lock;
  group.locks.push({ id, type, enabled, createMillis: state.now() });
  return id;
};
