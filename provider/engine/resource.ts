import type { AnyAction } from "../client/action";
import type { Operation } from "../client/operation";
import type { Creation } from "./createOnce";
import {
  type CloudStateOf,
  type DraftOf,
  type InputsOf,
  isSet,
  type Properties,
  type PropertyValues,
  type StateOf,
  type WithCommon,
} from "./property";

export type Inputs<P extends Properties> = InputsOf<WithCommon<P>>;
export type Draft<P extends Properties> = DraftOf<WithCommon<P>>;
export type State<P extends Properties> = StateOf<WithCommon<P>>;
/** Values that identify an object to read. Inputs and state both contain the required values. */
type Values<P extends Properties> = Inputs<P> | State<P>;

/** An invalid input. */
export interface CheckFailure {
  /** Name of the property. */
  readonly property: string;
  /**
   * Completes a sentence that begins with the name of the property. Does not contain the value, because any value can
   * be a secret.
   */
  readonly reason: string;
}

/** An object that a resource has created, accepted or adopted. */
export interface Created<P extends Properties = Properties> {
  readonly id: string;
  /** Current values of the object. Properties whose declared value differs from these are then updated. */
  readonly values: Partial<Inputs<P>>;
  /** State of the object, if it has been read and has not changed since. If absent, the object is read afterward. */
  readonly cloudState?: PropertyValues | undefined;
}

/** Rules for adopting an existing object instead of creating one. */
interface Adoption<P extends Properties> {
  /** Returns the id of the object to adopt, or `undefined` to create one. */
  id(inputs: Draft<P>): string | undefined;
  /** Properties that cannot be changed. An object whose values differ is not adopted. Default: none. */
  readonly fixed?: readonly (keyof P & string)[];
  /** Remedy if the account does not hold the object, as an imperative. */
  readonly remedy: string;
  /** Input, other than the id, that selects an existing object, for example an accepted order. Default: none. */
  readonly grantedBy?: keyof P & string;
}

/** Creates an object that is unique in the account. See `createOnce.ts`. */
export type CreateOnce = <T>(creation: Creation<T>) => Promise<string>;

/** A planned replacement. */
export interface Replacement<P extends Properties> {
  readonly id: string;
  /** Names of the changed inputs that cause the replacement. */
  readonly replaces: readonly string[];
  /** New values of all changed inputs, as far as they are known. */
  readonly changed: Partial<Inputs<P>>;
  readonly state: State<P>;
  readonly news: Draft<P>;
  /** Throws if another resource of the stack holds the object with the given id. */
  readonly expectNotMoved: (id: string) => Promise<void>;
}

/** An object in an account, as the `adopt` command declares it. */
export interface Discovered<P extends Properties = Properties> {
  readonly id: string;
  /** Name in the account. */
  readonly name: string;
  readonly inputs: Draft<P>;
  /** Object that must be deleted after this one. */
  readonly dependsOn?: { readonly resource: string; readonly id: string };
}

/** A feature of an account, with its limit. */
export interface Feature {
  /** Name in ListActivatedFeatures. */
  readonly name: string;
  /** Resources and functions that need the feature. */
  readonly use: string;
  /** Objects that the feature limits, with the fields `…Count` and `…Limit` of GetUserLicense. Default: none. */
  readonly limit?: { readonly objects: string; readonly field: LimitField };
}

type LimitField = "LocalJoinPermission" | "RoamingJoinPermission" | "Gateway" | "Node";

/**
 * Declaration of a resource: its properties, API calls and recovery. `lifecycle.ts` derives check, diff, create, read,
 * update and delete from the declaration. Types, documents, policies and commands are also derived from the
 * declaration.
 */
export interface Resource<P extends Properties = Properties> {
  /** Name of the class. */
  readonly name: string;
  /** Terms for messages. */
  readonly terms: {
    /** Kind of the object in the cloud: `join permission`. */
    readonly kind: string;
    /** Term that users of the resource use for the object: `lease`. */
    readonly object: string;
    /** Past participle that describes a deletion: `returned`. */
    readonly deleted: string;
  };
  readonly properties: P;
  /** Inputs that each identify the object uniquely. Two resources must not declare the same value. */
  readonly uniqueInputs: readonly (keyof P & string)[];
  /** Property that contains the id. Absent if the id has several parts. */
  readonly idProperty?: keyof P & string;
  /**
   * Properties that make up the id for `pulumi import`, separated by slashes. Default: `idProperty`. The id of the
   * resource is the value of `idProperty`, or the import id if the resource has no `idProperty`.
   */
  readonly importId?: readonly (keyof P & string)[];
  /** Features that an account needs (API file B.33). */
  readonly features: readonly Feature[];
  /** All actions that the resource calls. */
  readonly actions: readonly AnyAction[];

  /**
   * Returns the names of the inputs that a program declares for an imported object. If absent, `import.ts` selects the
   * inputs.
   */
  importedInputs?(state: CloudStateOf<P>): readonly (keyof P & string)[];
  /** Returns default values of inputs. */
  defaults?(inputs: Draft<P>, resourceName: string, previous: Draft<P>): Draft<P>;
  /**
   * Returns whether an omitted input with `keepWhenOmitted` keeps its last value. If absent, every such input keeps its
   * value.
   */
  keepsOmitted?(name: string, previous: Draft<P>, declared: Draft<P>): boolean;
  /** Returns a failure for each invalid combination of inputs. */
  validate?(inputs: Draft<P>, previous: Draft<P>): CheckFailure[];
  /**
   * Returns whether a changed input with `replace` or `deleteBeforeReplace` replaces the object. If absent, every such
   * change replaces the object.
   */
  replaces?(name: string, state: State<P>, news: Draft<P>): boolean;
  /** Throws if the new object cannot be created. Called before the old one is deleted. */
  verifyReplacement?(replacement: Replacement<P>, startOperation: () => Promise<Operation>): Promise<void>;
  /** Rules for adopting an existing object. If absent, no object can be adopted. */
  readonly adoption?: Adoption<P>;
  /** Creates the object. After a lost response, a retry neither duplicates the object nor adopts an existing one. */
  create(operation: Operation, inputs: Inputs<P>, createOnce: CreateOnce): Promise<Created<P>>;
  /** Updates the object from its actual to its declared values. Calls `onChange` after each change. */
  update?(
    operation: Operation,
    id: string,
    actual: Partial<State<P>>,
    declared: Inputs<P>,
    onChange: (changed: Partial<Inputs<P>>) => void,
  ): Promise<void>;
  /** Reads the object with separate calls, which return the result of every earlier write and prove absence. */
  readAlone(operation: Operation, id: string, values: Values<P>): Promise<CloudStateOf<P>>;
  /** Reads the object from a list if several objects are read. Default: `readAlone`. */
  readBatched?(operation: Operation, id: string, values: Values<P>): Promise<CloudStateOf<P>>;
  /** Returns the state after a creation, if the inputs determine it. If absent, the object is read. */
  stateAfterCreate?(id: string, inputs: Inputs<P>): CloudStateOf<P>;
  /** Deletes or returns the object. Throws an absence error if the object no longer exists. */
  delete(operation: Operation, id: string, state: State<P>): Promise<void>;
  /** Throws if an object that `readAlone` does not find can still exist but be invisible to these credentials. */
  confirmAbsent?(operation: Operation, id: string, state: State<P>): Promise<void>;
  /** Finds all objects of this kind in the account. Absent if no action lists them. */
  discover?(startOperation: () => Promise<Operation>): Promise<readonly Discovered<P>[]>;
}

/** A resource with erased property types, for code that handles all resources alike. */
// biome-ignore lint/suspicious/noExplicitAny: its methods receive values that `check` and the state have typed
export type AnyResource = Resource<any>;

/** Returns whether inputs select an existing object by its id or order, which can be outputs of other resources. */
export const selectsObject = ({ adoption }: AnyResource, inputs: PropertyValues): boolean =>
  adoption !== undefined &&
  (isSet(adoption.id(inputs)) || (adoption.grantedBy !== undefined && isSet(inputs[adoption.grantedBy])));

/** Reads an object with as few calls as possible. */
export const readObject = (
  resource: AnyResource,
  operation: Operation,
  id: string,
  values: PropertyValues,
): Promise<PropertyValues> => (resource.readBatched ?? resource.readAlone)(operation, id, values);
