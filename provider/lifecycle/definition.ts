import type { Operation } from "../api/client";
import type { Connect } from "../api/connect";
import type { Properties } from "./properties";
import type { CheckFailure, Values } from "./resource";
import type { Run } from "./run";

/** A thing of the cloud that a resource has got: made, accepted, or taken over. */
export interface Obtained {
  readonly id: string;
  /** Values that it has now; what is declared and differs is changed next. */
  readonly granted: Values;
  /** What the cloud says of it, where it was read and has not changed since; otherwise it is read. */
  readonly cloud?: Values | undefined;
}

/** What lines for the user call it. */
interface Words {
  /** What kind of thing the cloud has: `node group`. */
  readonly kind: string;
  /** What it is to the user of the resource: a join permission is a `lease`. */
  readonly thing: string;
  /** What has happened to it when the resource is gone: `deleted`. */
  readonly removed: string;
}

/** What makes one resource: its inputs, its calls, and its rules of recovery. `lifecycleOf` makes a life of it. */
export interface Definition {
  /** Class name of the resource. */
  readonly resource: string;
  readonly words: Words;
  readonly properties: Properties;
  /** Inputs each of which says alone which thing of the cloud is meant: no two resources may have the same. */
  readonly identities: readonly string[];
  /** Which property is the id, where the id is one property. */
  readonly idProperty?: string;
  /** Values of inputs that the program does not set, for a resource of that name. */
  defaults?(inputs: Values, resourceName: string, olds: Values): Values;
  /** Whether a sticky input keeps its last value. Default: always. */
  keeps?(name: string, olds: Values, declared: Values): boolean;
  /** Inputs that are each legal but do not go together, or are missing. */
  contradictions?(inputs: Values, olds: Values): CheckFailure[];
  /** Whether a changed input of those that replace does so here. Default: always. */
  replaces?(name: string, state: Values, news: Values): boolean;
  /** Looks up, before the old thing goes, whether the new one can be had; throws where it cannot. */
  verifyReplacement?(
    id: string,
    replaces: readonly string[],
    state: Values,
    news: Values,
    connect: Connect,
  ): Promise<void>;
  /** Gets the thing, such that a repeat after a lost answer neither doubles it nor takes another's. */
  obtain(operation: Operation, inputs: Values, run: Run): Promise<Obtained>;
  /** Brings it from its present to its declared values, and tells after each call what has changed. */
  change?(
    operation: Operation,
    id: string,
    present: Values,
    declared: Values,
    changed: (values: Values) => void,
  ): Promise<void>;
  /** What the cloud says of it, by a call that concludes absence; `known` are its inputs or its state. */
  get(operation: Operation, id: string, known: Values): Promise<Values>;
  /** The same, read together with others. Default: `get`. */
  read?(operation: Operation, id: string, known: Values): Promise<Values>;
  /** What `get` would say of one that was just obtained, where the inputs tell all of it. Default: it is read. */
  asObtained?(id: string, inputs: Values): Values;
  /** Deletes it, or gives it back; throws an error of absence where it is gone already. */
  remove(operation: Operation, id: string, state: Values): Promise<void>;
  /** Throws where a thing that seems gone may be there, unseen. Default: `get` has to find it absent. */
  confirmGone?(operation: Operation, id: string, state: Values): Promise<void>;
}
