import type { Action, ParametersOf, ParameterTable } from "./action";

/** Makes calls: an operation. */
export interface Caller {
  /** Calls an action. */
  call<P extends ParameterTable, R>(action: Action<P, R>, parameters: ParametersOf<P>): Promise<R>;
}

/** Objects of one kind that an account holds, read by id or all together. */
export interface Collection<T> {
  /** Kind of the objects, in words: `node group`. */
  readonly kind: string;
  /** Reads one object; only this call proves absence. */
  get(caller: Caller, id: string, parentId: string): Promise<T>;
  /** Reads all objects, by id. */
  list(caller: Caller, parentId: string): Promise<ReadonlyMap<string, T>>;
  /** The most reads within a few seconds that are single calls; more are read from the list. */
  readonly batchThreshold: number;
}

/** The usual threshold: two single calls cost as much as a page and the call that confirms an absence. */
export const BATCH_THRESHOLD = 2;
