import { assumptions } from "../assumptions";
import type { AppliedLocalConfig, LocalConfig, LocalConfigTask } from "../entities";
import { spec } from "../parameters";
import type { State } from "../state";
import { onlineStateOf } from "../traffic/online";
import { type ActionSpecs, type Call, fail } from "./action";
import { gatewayIdentity, ownGateway } from "./gateways";
import { nodeIdentity, ownNode } from "./nodes";

const feature = assumptions.featureOfLocalConfigs;

const configParameters = {
  D2dAddr: spec.string(),
  D2dKey: spec.string({ secret: true }),
  Freq: spec.int64(),
  Datr: spec.int64(),
};

const device = {
  GATEWAY: {
    parameters: { GwEui: gatewayIdentity.GwEui },
    euiOf: (call: Call) => ownGateway(call, assumptions.gatewayOfOthers).id,
  },
  NODE: {
    parameters: nodeIdentity,
    euiOf: (call: Call) => ownNode(call, assumptions.nodeOfOthers).id,
  },
} as const;

type DevType = LocalConfig["devType"];

const isOf = (devType: DevType, eui: string) => (each: LocalConfig) =>
  each.devType === devType && each.eui === eui;

/** Creates a task that waits for the device. Returns the task id as a number. */
const submit = (
  call: Call,
  devType: DevType,
  taskType: LocalConfigTask["taskType"],
  d2dAddr: string,
): number => {
  const { state, account, value } = call;
  const eui = device[devType].euiOf(call);
  const id = Number(state.nextId("localConfigTask"));
  state.localConfigTasks.set(id, {
    id,
    account: account.name,
    devType,
    taskType,
    eui,
    d2dAddr,
    d2dKey: value("D2dKey") as string | undefined,
    freq: value("Freq") as number | undefined,
    datr: value("Datr") as number | undefined,
    createMillis: state.now(),
    uplinksBefore: uplinksOf(state, eui),
    processingMillis: undefined,
  });
  return id;
};

const hasAddress =
  (d2dAddr: string) =>
  (each: LocalConfig): boolean =>
    each.d2dAddr === d2dAddr;

const uplinksOf = (state: State, eui: string): number => state.nodes.get(eui)?.session?.fcntUp ?? 0;

/** Returns whether a device can apply a task. A gateway must be online, and a node must have sent another uplink. */
const isReached = (state: State, { devType, eui, uplinksBefore }: LocalConfigTask): boolean => {
  if (devType === "NODE") return uplinksOf(state, eui) > uplinksBefore;
  const gateway = state.gateways.get(eui);
  return gateway !== undefined && onlineStateOf(gateway) === "ONLINE";
};

const apply = (state: State, task: LocalConfigTask, now: number): void => {
  const isReplaced = (each: LocalConfig) =>
    isOf(task.devType, task.eui)(each) && (task.devType === "NODE" || each.d2dAddr === task.d2dAddr);
  const old = state.localConfigs.find(isReplaced);
  state.localConfigs = state.localConfigs.filter((each) => !isReplaced(each));
  task.processingMillis = now;
  if (task.taskType === "DELETE") return;
  const { devType, eui, d2dAddr, d2dKey, freq, datr, id } = task;
  const createMillis = old?.createMillis ?? now;
  const config = { devType, eui, d2dAddr, d2dKey, freq, datr, taskId: id, createMillis, modifiedMillis: now };
  state.localConfigs.push(config);
};

/** Applies the pending tasks of all reachable devices. Runs before every call. */
export const advanceLocalConfigs = (state: State): void => {
  for (const task of state.localConfigTasks.values())
    if (task.processingMillis === undefined && isReached(state, task)) apply(state, task, state.now());
};

const configFields = (each: LocalConfig) => ({
  DevType: each.devType,
  Eui: each.eui,
  D2dAddr: each.d2dAddr,
  D2dKey: each.d2dKey,
  Freq: each.freq,
  Datr: each.datr,
});

const appliedFields = (each: AppliedLocalConfig) => ({
  ...configFields(each),
  TaskId: each.taskId,
  CreateMillis: each.createMillis,
  ModifiedMillis: each.modifiedMillis,
});

/** Returns the fields of a task. The API spells TaskTYpe with a capital Y. */
const taskFields = (task: LocalConfigTask) => ({
  Id: task.id,
  TaskTYpe: task.taskType,
  State: assumptions.localConfigTaskStates[task.processingMillis === undefined ? "waiting" : "done"],
  ...configFields(task),
  CreateMillis: task.createMillis,
  ModifiedMillis: task.processingMillis ?? task.createMillis,
  ProcessingMillis: task.processingMillis,
});

const nodeConfig = (call: Call): AppliedLocalConfig =>
  call.state.localConfigs.find(isOf("NODE", device.NODE.euiOf(call))) ??
  fail(assumptions.localConfigOfOthers);

/** Actions on configurations for direct communication between devices (API file C.2). */
export const localConfigActions: ActionSpecs = {
  ListGatewayLocalConfigs: {
    parameters: device.GATEWAY.parameters,
    feature,
    itemTags: { Data: "D2dConfig" },
    run: (call) =>
      call.state.localConfigs.filter(isOf("GATEWAY", device.GATEWAY.euiOf(call))).map(appliedFields),
  },
  GetNodeLocalConfig: {
    parameters: device.NODE.parameters,
    feature,
    run: (call) => appliedFields(nodeConfig(call)),
  },
  SubmitGatewayLocalConfigAddingTask: {
    parameters: { ...device.GATEWAY.parameters, ...configParameters },
    feature,
    run: (call) => submit(call, "GATEWAY", "ADD", call.string("D2dAddr")),
  },
  SubmitGatewayLocalConfigDeletingTask: {
    parameters: { ...device.GATEWAY.parameters, D2dAddr: spec.string() },
    feature,
    run: (call) => {
      const configs = call.state.localConfigs.filter(isOf("GATEWAY", device.GATEWAY.euiOf(call)));
      const { d2dAddr } =
        configs.find(hasAddress(call.string("D2dAddr"))) ?? fail(assumptions.localConfigOfOthers);
      return submit(call, "GATEWAY", "DELETE", d2dAddr);
    },
  },
  SubmitNodeLocalConfigAddingTask: {
    parameters: { ...device.NODE.parameters, ...configParameters },
    feature,
    run: (call) => submit(call, "NODE", "ADD", call.string("D2dAddr")),
  },
  SubmitNodeLocalConfigDeletingTask: {
    parameters: device.NODE.parameters,
    feature,
    run: (call) => submit(call, "NODE", "DELETE", nodeConfig(call).d2dAddr),
  },
  GetLocalConfigSyncTask: {
    parameters: { TaskId: spec.int64() },
    feature,
    run: ({ state, account, number }) => {
      const task = state.localConfigTasks.get(number("TaskId"));
      return task?.account === account.name ? taskFields(task) : fail(assumptions.localConfigOfOthers);
    },
  },
};
