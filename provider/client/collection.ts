import type { Action, ParametersOf, ParameterTable } from "./action";

/** The part of an operation that makes calls. */
export interface Caller {
  /** Calls an action. */
  call<P extends ParameterTable, R>(action: Action<P, R>, parameters: ParametersOf<P>): Promise<R>;
}

/** The objects of one kind in an account, read individually or as a list. */
export interface Collection<T> {
  /** Kind of the objects, for messages: `node group`. */
  readonly kind: string;
  /** Reads one object. Only this call proves that an object does not exist. */
  get(caller: Caller, id: string, parentId: string): Promise<T>;
  /** Lists all objects, keyed by id. */
  list(caller: Caller, parentId: string): Promise<ReadonlyMap<string, T>>;
  /**
   * Maximum number of objects to read individually within a few seconds. If more objects are requested, they are read
   * from the list.
   */
  readonly batchThreshold: number;
}

/**
 * Default threshold. Two individual reads need as many calls as reading one page of the list and confirming that one
 * object is absent.
 */
export const BATCH_THRESHOLD = 2;
