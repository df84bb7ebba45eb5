import type { Action } from "../client/action";
import type { Operation } from "../client/operation";
import type { Creation } from "./createOnce";
import type {
  CloudStateOf,
  DraftOf,
  InputsOf,
  Properties,
  PropertyValues,
  StateOf,
  WithCommon,
} from "./property";

export type Inputs<P extends Properties> = InputsOf<WithCommon<P>>;
export type Draft<P extends Properties> = DraftOf<WithCommon<P>>;
export type State<P extends Properties> = StateOf<WithCommon<P>>;
/** Values of an object before it is read: the required inputs are in both. */
type Values<P extends Properties> = Inputs<P> | State<P>;

/** An input that cannot be used; Pulumi shows the reason at the property. */
export interface CheckFailure {
  /** Name of the property; empty for the resource as a whole. */
  readonly property: string;
  readonly reason: string;
}

/** An object of the cloud that a resource has created, accepted or adopted. */
export interface Created<P extends Properties = Properties> {
  readonly id: string;
  /** Its current values; declared values that differ are updated next. */
  readonly values: Partial<Inputs<P>>;
  /** Its state, if it was read and has not changed since. Default: it is read. */
  readonly cloudState?: PropertyValues | undefined;
}

/** How an existing object is adopted instead of a new one created. */
interface Adoption<P extends Properties> {
  /** Returns the id of the object that the inputs adopt; `undefined` if they create one. */
  id(inputs: Draft<P>): string | undefined;
  /** Properties that cannot be changed: an object with other values is not adopted. Default: none. */
  readonly fixed?: readonly (keyof P & string)[];
  /** What to do if the account does not hold the object, as an imperative. */
  readonly remedy: string;
}

/** Creates an object that is unique in the account; see `createOnce.ts`. */
export type CreateOnce = <T>(creation: Creation<T>) => Promise<string>;

/** A planned replacement. */
export interface Replacement<P extends Properties> {
  readonly id: string;
  /** Names of the changed inputs that replace the object. */
  readonly replaces: readonly string[];
  /** Their new values, as far as they are known. */
  readonly changed: Partial<Inputs<P>>;
  readonly state: State<P>;
  readonly news: Draft<P>;
}

/** An object that an account holds, as `adopt` declares it. */
export interface Discovered<P extends Properties = Properties> {
  readonly id: string;
  /** Name that people gave it. */
  readonly name: string;
  readonly inputs: Draft<P>;
  /** Another object that must be deleted after it. */
  readonly dependsOn?: { readonly resource: string; readonly id: string };
}

/** A feature of an account, and the limit that comes with it. */
export interface Feature {
  /** Its name in ListActivatedFeatures. */
  readonly name: string;
  /** What needs it. */
  readonly use: string;
  /** The objects that it limits: the fields `…Count` and `…Limit` of GetUserLicense. Default: none. */
  readonly limit?: { readonly objects: string; readonly field: LimitField };
}

type LimitField = "LocalJoinPermission" | "RoamingJoinPermission" | "Gateway" | "Node";

/**
 * Declaration of a resource: its properties, its calls and its recovery. `lifecycle.ts` derives check, diff, create,
 * read, update and delete from it; types, documents, policies and commands are derived from it too.
 */
export interface Resource<P extends Properties = Properties> {
  /** Name of the class. */
  readonly name: string;
  /** Words for messages. */
  readonly terms: {
    /** Kind of the cloud object: `join permission`. */
    readonly kind: string;
    /** The same for users of the resource: `lease`. */
    readonly object: string;
    /** What deletion does: `returned`. */
    readonly deleted: string;
  };
  readonly properties: P;
  /** Inputs that each identify the cloud object uniquely: two resources must not declare the same value. */
  readonly uniqueInputs: readonly (keyof P & string)[];
  /** The property that is the id, if the id is one property. */
  readonly idProperty?: keyof P & string;
  /** Features that an account needs (API file B.33). */
  readonly features: readonly Feature[];
  /** Every action that the resource calls. */
  readonly actions: readonly AnyAction[];

  /** Returns values for inputs that the program does not set. */
  defaults?(inputs: Draft<P>, resourceName: string, previous: Draft<P>): Draft<P>;
  /** Whether an omitted input with `keepWhenOmitted` keeps its last value. Default: always. */
  keepsOmitted?(name: string, previous: Draft<P>, declared: Draft<P>): boolean;
  /** Returns failures of combinations of inputs. */
  validate?(inputs: Draft<P>, previous: Draft<P>): CheckFailure[];
  /** Whether a changed input with `replace` or `deleteBeforeReplace` replaces the object. Default: always. */
  replaces?(name: string, state: State<P>, news: Draft<P>): boolean;
  /** Throws if the new object cannot be created. Called before the old one is deleted. */
  verifyReplacement?(replacement: Replacement<P>, startOperation: () => Promise<Operation>): Promise<void>;
  /** How an existing object is adopted. Default: none is. */
  readonly adoption?: Adoption<P>;
  /** Creates the object. A retry after a lost response neither duplicates it nor adopts an existing one. */
  create(operation: Operation, inputs: Inputs<P>, createOnce: CreateOnce): Promise<Created<P>>;
  /** Changes the object from its actual to its declared values; reports each change once it is made. */
  update?(
    operation: Operation,
    id: string,
    actual: Partial<State<P>>,
    declared: Inputs<P>,
    onChange: (changed: Partial<Inputs<P>>) => void,
  ): Promise<void>;
  /** Reads the object with calls of its own, which show every write before them and prove absence. */
  readAlone(operation: Operation, id: string, values: Values<P>): Promise<CloudStateOf<P>>;
  /** Reads the object together with others, from a list. Default: `readAlone`. */
  readBatched?(operation: Operation, id: string, values: Values<P>): Promise<CloudStateOf<P>>;
  /** Returns what `readAlone` returns after a creation, if the inputs determine it. Default: the object is read. */
  stateAfterCreate?(id: string, inputs: Inputs<P>): CloudStateOf<P>;
  /** Deletes the object or returns it; throws an error of absence if it is already gone. */
  delete(operation: Operation, id: string, state: State<P>): Promise<void>;
  /** Throws if an object that `readAlone` reports absent can exist, invisible to these credentials. Default: it cannot. */
  confirmAbsent?(operation: Operation, id: string, state: State<P>): Promise<void>;
  /** Finds every object of this kind that the account holds. Default: no action lists them. */
  discover?(startOperation: () => Promise<Operation>): Promise<readonly Discovered<P>[]>;
}

// biome-ignore lint/suspicious/noExplicitAny: actions of any parameters and result; only names and rights are read
export type AnyAction = Action<any, any>;

/** A resource whose property types are erased: the code in this folder handles all alike. */
// biome-ignore lint/suspicious/noExplicitAny: its methods receive values that `check` and the state have typed
export type AnyResource = Resource<any>;

/** Reads an object with the fewest calls. */
export const readObject = (
  resource: AnyResource,
  operation: Operation,
  id: string,
  values: PropertyValues,
): Promise<PropertyValues> => (resource.readBatched ?? resource.readAlone)(operation, id, values);
