import type { StackState } from "../../provider/engine/stackState";

/** The state of a stack for a process that no Pulumi command started. */
export const withoutCommand: StackState = {
  command: async () => undefined,
  read: async () => undefined,
};
