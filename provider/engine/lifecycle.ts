import { randomUUID } from "node:crypto";
import { explainCodes, isAbsent, isLinkWanError, type LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import type { StartOperation } from "../client/startOperation";
import { adopt, verifyHeld } from "./adopt";
import { type CheckResult, check } from "./check";
import type { Claims } from "./claims";
import { createOnce } from "./createOnce";
import { type DiffResult, diff } from "./diff";
import { ifKnown, isKnown, type PropertyValues } from "./property";
import { type AnyResource, type Created, readObject } from "./resource";
import {
  allProperties,
  keptFromInputs,
  keptFromState,
  keyOf,
  profileOf,
  refreshedInputs,
  stateOf,
  unreadState,
} from "./state";

/** Shared by all operations of a run. */
export interface Context {
  readonly startOperation: StartOperation;
  readonly claims: Claims;
}

/**
 * The account holds the object, but the operation did not finish. If a thrown error has these fields, Pulumi records the
 * resource as "created, not initialized" and updates it at the next `up`; without them, it would record nothing and lose
 * the object.
 */
export class PartialFailure extends Error {
  override readonly name = "PartialFailure";
  readonly reasons: readonly string[];
  constructor(
    readonly id: string,
    readonly properties: PropertyValues,
    cause: unknown,
  ) {
    const message = cause instanceof Error ? cause.message : `${cause}`;
    super(message, { cause });
    this.reasons = [message];
  }
}

interface ReadResult {
  /** Empty if the object no longer exists; Pulumi's engine then removes the resource from the state. */
  readonly id: string;
  readonly props: Record<string, unknown>;
  readonly inputs?: Record<string, unknown>;
}

/** The operations of one resource, as Pulumi's engine calls them. */
export class Lifecycle {
  constructor(
    private readonly resource: AnyResource,
    private readonly context: Context,
  ) {}

  check(olds: PropertyValues, news: PropertyValues): CheckResult {
    return check(this.resource, olds, news, this.context.claims);
  }

  async diff(id: string, state: PropertyValues, news: PropertyValues): Promise<DiffResult> {
    const { resource, context } = this;
    const result = diff(resource, state, news);
    if (result.replaces.length === 0) context.claims.hold(resource.name, id, keyOf(state));
    // During a preview, the profile can be unknown, and then there is no account to call.
    else if (isKnown(news.profile)) await this.verifyReplacement(id, state, news, result);
    return result;
  }

  /** Verifies a replacement before the old object is deleted, so that a mistyped id does not destroy the old object. */
  private async verifyReplacement(
    id: string,
    state: PropertyValues,
    news: PropertyValues,
    { replaces, deleteBeforeReplace }: DiffResult,
  ): Promise<void> {
    const { resource, context } = this;
    const start = () => context.startOperation(profileOf(news));
    const changed = Object.fromEntries(
      replaces.map((name) => [name, ifKnown(news[name])]).filter(([, value]) => value !== undefined),
    );
    const adopted = ifKnown(resource.adoption?.id(news));
    const isReadable = Object.entries(allProperties(resource)).every(
      ([name, { presence }]) => presence !== "required" || isKnown(news[name]),
    );
    try {
      if (deleteBeforeReplace && isReadable && adopted !== undefined && adopted !== id)
        await verifyHeld(await start(), resource, adopted, news);
      await resource.verifyReplacement?.({ id, replaces, changed, state, news }, start);
    } catch (error) {
      throw isLinkWanError(error) ? error.withConsequence("nothing was changed") : error;
    }
  }

  async create(inputs: PropertyValues): Promise<{ id: string; outs: Record<string, unknown> }> {
    const { resource, context } = this;
    const operation = await context.startOperation(profileOf(inputs));
    const { id, values, cloudState } = await this.createOrAdopt(operation, inputs);
    const key = randomUUID().slice(0, 8);
    context.claims.hold(resource.name, id, key);
    // From here on, the account holds the object, so every failure must record it in the state.
    let actual: PropertyValues = values;
    try {
      await resource.update?.(operation, id, values, inputs, (changed) => {
        actual = { ...actual, ...changed };
      });
      const cloud =
        cloudState ??
        resource.stateAfterCreate?.(id, inputs) ??
        (await resource.readAlone(operation, id, inputs));
      return { id, outs: stateOf(resource, cloud, keptFromInputs(resource, inputs, key)) };
    } catch (error) {
      throw new PartialFailure(id, unreadState(resource, id, actual, key), error);
    }
  }

  private createOrAdopt(operation: Operation, inputs: PropertyValues): Promise<Created> {
    const { resource, context } = this;
    const adopted = resource.adoption?.id(inputs);
    if (adopted !== undefined) return adopt(operation, resource, adopted, inputs);
    return resource.create(operation, inputs, (creation) =>
      createOnce(operation, context.claims, resource, creation),
    );
  }

  /** Only a proven absence removes a resource from the state; after any other error, the resource stays. */
  async read(id: string, state: PropertyValues): Promise<ReadResult> {
    const { resource, context } = this;
    const operation = await context.startOperation(profileOf(state));
    try {
      const cloud = await readObject(resource, operation, id, state);
      const props = stateOf(resource, cloud, keptFromState(state));
      return { id, props, inputs: refreshedInputs(props) };
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await resource.confirmAbsent?.(operation, id, state);
      this.reportAbsence(operation, id, error);
      return { id: "", props: {} };
    }
  }

  async update(
    id: string,
    state: PropertyValues,
    news: PropertyValues,
  ): Promise<{ outs: Record<string, unknown> }> {
    const { resource, context } = this;
    const { object, deleted } = resource.terms;
    const operation = await context.startOperation(profileOf(news));
    let changed: PropertyValues | undefined;
    const updateAndRead = async (): Promise<PropertyValues> => {
      await resource.update?.(operation, id, state, news, (values) => {
        changed = { ...changed, ...values };
      });
      return resource.readAlone(operation, id, news);
    };
    try {
      const cloud = await updateAndRead().catch(
        explainCodes(["NonExistent"], {
          meaning: `the account that these credentials belong to does not hold this ${object}`,
          remedy: `if it was ${deleted} outside Pulumi, run pulumi refresh; if the profile changed, use a profile of the same account`,
        }),
      );
      return { outs: stateOf(resource, cloud, keptFromInputs(resource, news, keyOf(state))) };
    } catch (error) {
      if (!changed) throw error;
      throw new PartialFailure(id, { ...state, ...changed }, error);
    }
  }

  async delete(id: string, state: PropertyValues): Promise<void> {
    const { resource, context } = this;
    const { kind, deleted } = resource.terms;
    const operation = await context.startOperation(profileOf(state));
    if (context.claims.release(resource.name, id, keyOf(state))) {
      operation.notify(`${kind} ${id} is not ${deleted}: another resource of the program holds it`);
      return;
    }
    try {
      await resource.delete(operation, id, state);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await this.expectAbsent(operation, id, state, error);
      await resource.confirmAbsent?.(operation, id, state);
      this.reportAbsence(operation, id, error);
    }
  }

  /** Throws unless a read confirms the absence that a deletion has reported. */
  private async expectAbsent(
    operation: Operation,
    id: string,
    state: PropertyValues,
    absence: LinkWanError,
  ): Promise<void> {
    const found = await this.resource.readAlone(operation, id, state).catch((error) => {
      if (!isAbsent(error)) throw error;
    });
    if (!found) return;
    throw absence.explained({
      meaning: `the service reports that the ${this.resource.terms.object} does not exist, but a read still finds it`,
      remedy: "run the same command again",
    });
  }

  private reportAbsence(operation: Operation, id: string, { details }: LinkWanError): void {
    const { kind, deleted } = this.resource.terms;
    const why = details.meaning ?? "it is not held by the account of these credentials";
    operation.notify(`${kind} ${id} is already ${deleted}: ${why}; removed from state`);
  }
}
