import { randomUUID } from "node:crypto";
import type { AccountMark } from "../client/credentials/ownership";
import { explainCodes, isAbsent, isLinkWanError, LinkWanError } from "../client/errors";
import type { Operation } from "../client/operation";
import type { StartOperation } from "../client/startOperation";
import { adopt, verifyHeld } from "./adopt";
import { type CheckResult, check, declaredValue, declaredValues } from "./check";
import type { Claims } from "./claims";
import { createOnce } from "./createOnce";
import { changedInputs, type DiffResult, diff } from "./diff";
import { importedInputs, parseImportId } from "./import";
import { differs, ifKnown, isKnown, type PropertyValues } from "./property";
import { type AnyResource, type Created, readObject, selectsObject } from "./resource";
import {
  currentMark,
  expectCreatedBeside,
  expectSameAccount,
  expectSameObject,
  expectSamePlace,
  explainDoubt,
} from "./sameAccount";
import { isHeldInState, othersInState, type StackState } from "./stackState";
import {
  accountOf,
  allProperties,
  isUnread,
  keptFromInputs,
  keptFromState,
  keyOf,
  markUnread,
  ownValues,
  profileOf,
  refreshedInputs,
  stateOf,
  unreadState,
} from "./state";

/** Objects that all operations of a run share. */
export interface Context {
  readonly startOperation: StartOperation;
  readonly claims: Claims;
  readonly stackState: StackState;
}

/**
 * Thrown if the account holds the object, but the operation did not finish. Because of the fields of this error, Pulumi
 * records the resource as "created, not initialized" and updates it at the next `up`. Without these fields, Pulumi
 * would record nothing and lose the object.
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

/** Returns the unique key of a new resource. */
const newKey = (): string => randomUUID().slice(0, 8);

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
    if (result.replaces.length > 0) context.claims.recordReplacement(keyOf(state));
    context.claims.recordSelection(keyOf(state), this.selectionOf(news));
    const profile = profileOf(news);
    context.claims.recordAccount(profile, accountOf(state));
    expectCreatedBeside(
      `${resource.terms.kind} ${id}`,
      accountOf(state),
      context.claims.creationsOf(profile),
    );
    if (result.replaces.length === 0)
      context.claims.hold(resource.name, id, keyOf(state), accountOf(state), declaredValues(resource, news));
    // During a preview, the profile can be unknown, and then there is no account to call.
    else if (isKnown(news.profile)) await this.verifyReplacement(id, state, news, result);
    return result;
  }

  /** Verifies a replacement before the old object is deleted, so that a mistyped id does not destroy the old object. */
  private async verifyReplacement(
    id: string,
    state: PropertyValues,
    news: PropertyValues,
    { replaces }: DiffResult,
  ): Promise<void> {
    const { resource, context } = this;
    const start = () => context.startOperation(profileOf(news));
    const changed = Object.fromEntries(
      changedInputs(resource, state, news)
        .map((name) => [name, ifKnown(news[name])])
        .filter(([, value]) => value !== undefined),
    );
    const adopted = ifKnown(resource.adoption?.id(news));
    const expectNotMoved = (moved: string) => this.expectNotMoved(moved, state);
    const isReadable = Object.entries(allProperties(resource)).every(
      ([name, { presence }]) => presence !== "required" || isKnown(news[name]),
    );
    try {
      await this.expectProfileOfSameAccount(state, news, start);
      if (adopted !== undefined && adopted !== id) {
        await expectNotMoved(adopted);
        if (isReadable) await verifyHeld(await start(), resource, adopted, news);
      }
      // The state is read before a replacement of this run changes it.
      if (resource.adoption?.grantedBy !== undefined) await context.stackState.read(0);
      await resource.verifyReplacement?.({ id, replaces, changed, state, news, expectNotMoved }, start);
    } catch (error) {
      throw isLinkWanError(error) ? error.withConsequence("nothing was changed") : error;
    }
  }

  /**
   * Throws if another resource in the state holds the object that a changed id or order selects. Each process knows
   * only its own claims, so another provider could delete the object after this provider has adopted it.
   */
  private async expectNotMoved(id: string, state: PropertyValues): Promise<void> {
    const { resource } = this;
    const { terms } = resource;
    const { stackState, claims } = this.context;
    const held = { resource, id, key: keyOf(state), mark: accountOf(state) };
    const others = await othersInState(stackState, 0, held);
    if (others.every(({ key }) => claims.wasReleased(key))) return;
    throw new LinkWanError({
      action: "Replacement",
      subject: `${terms.kind} ${id}`,
      code: "Mismatch",
      meaning: `another resource of this stack holds this ${terms.object}, and would lose it`,
      remedy: `to rename resources, use the aliases option and keep the id or order of each ${terms.object}; otherwise destroy the other resource first`,
    });
  }

  /**
   * Throws if a replacement changes the profile to a profile of another account, because the new object would be
   * created in that account.
   */
  private async expectProfileOfSameAccount(
    state: PropertyValues,
    news: PropertyValues,
    start: () => Promise<Operation>,
  ): Promise<void> {
    const recorded = accountOf(state);
    if (recorded === undefined || profileOf(state) === profileOf(news)) return;
    await expectSameAccount(await start(), this.resource.terms.kind, [recorded]);
  }

  async create(inputs: PropertyValues): Promise<{ id: string; outs: Record<string, unknown> }> {
    const { resource, context } = this;
    const profile = profileOf(inputs);
    const operation = await context.startOperation(profile);
    // Call STS first. In the meantime, Pulumi's engine compares the other resources and so reveals their accounts.
    const account = await currentMark(operation, undefined);
    await expectSameAccount(operation, resource.terms.kind, await this.accountsBeside(profile));
    context.claims.recordCreation(profile, account);
    // What other processes create meanwhile is not in a state that was read before.
    context.claims.nextVersion();
    const { id, values, cloudState } = await this.createOrAdopt(operation, inputs, account);
    this.expectNotHeld(id, inputs, account, "the creation itself had already succeeded");
    const key = newKey();
    context.claims.hold(resource.name, id, key, account);
    context.claims.recordSelection(key, this.selectionOf(inputs));
    // From here on, the account holds the object, so every failure must record the object in the state.
    let actual: PropertyValues = values;
    try {
      if (selectsObject(resource, inputs)) await this.expectNotHeldElsewhere(id, key, account);
      await resource.update?.(operation, id, values, inputs, (changed) => {
        actual = { ...actual, ...changed };
      });
      const cloud =
        cloudState ??
        resource.stateAfterCreate?.(id, inputs) ??
        (await resource.readAlone(operation, id, inputs));
      return { id, outs: stateOf(resource, cloud, keptFromInputs(resource, inputs, { key, account })) };
    } catch (error) {
      throw new PartialFailure(id, unreadState(resource, id, actual, { key, account }), error);
    }
  }

  /**
   * Returns the accounts of the other resources with a profile. If this run has compared no such resource, because of
   * `--target` or because all of them are renamed, reads the accounts from the state.
   */
  private async accountsBeside(profile: string | undefined): Promise<readonly AccountMark[]> {
    const compared = this.context.claims.accountsOf(profile);
    if (compared.length > 0) return compared;
    return (await this.context.stackState.read(0))?.accountsOf(profile) ?? [];
  }

  private async createOrAdopt(
    operation: Operation,
    inputs: PropertyValues,
    account: AccountMark | undefined,
  ): Promise<Created> {
    const { resource, context } = this;
    const adopted = resource.adoption?.id(inputs);
    if (adopted !== undefined) return this.adoptExisting(operation, adopted, inputs, account);
    let existing: string | undefined;
    try {
      return await resource.create(operation, inputs, (creation) =>
        createOnce(operation, context.claims, resource, creation, (id) => {
          existing = id;
        }),
      );
    } catch (error) {
      if (existing === undefined || !operation.adoptsExisting) throw error;
      return this.adoptExisting(operation, existing, inputs, account);
    }
  }

  private async adoptExisting(
    operation: Operation,
    id: string,
    inputs: PropertyValues,
    account: AccountMark | undefined,
  ): Promise<Created> {
    const { resource } = this;
    const { kind, object, deleted } = resource.terms;
    this.expectNotHeld(id, inputs, account);
    const adopted = await adopt(operation, resource, id, inputs);
    operation.notify(`adopted ${kind} ${id}: when this resource is destroyed, the ${object} is ${deleted}`);
    return adopted;
  }

  /** Throws if another resource of this run holds the object. */
  private expectNotHeld(
    id: string,
    inputs: PropertyValues,
    account: AccountMark | undefined,
    consequence = "nothing was changed",
  ): void {
    const { resource, context } = this;
    const { name, terms } = resource;
    if (!context.claims.isHeldByOther(name, id, account, declaredValues(resource, inputs))) return;
    throw new LinkWanError({
      action: "Creation",
      subject: `${terms.kind} ${id}`,
      code: "Mismatch",
      meaning: `a resource of this program already manages this ${terms.object}, and it cannot be replaced by itself; ${consequence}`,
      remedy: "declare the object only once; to replace the object, destroy its resource first",
    });
  }

  /**
   * Throws if a resource of another provider of the stack also holds the object. The failed run then deletes neither
   * resource, and the state contains both. If a later run removes one of them, that run can therefore determine that
   * the other still holds the object.
   */
  private async expectNotHeldElsewhere(
    id: string,
    key: string,
    mark: AccountMark | undefined,
  ): Promise<void> {
    const { resource } = this;
    const { terms } = resource;
    const others = await othersInState(this.context.stackState, 0, { resource, id, key, mark });
    if (!others.some(({ isElsewhere }) => isElsewhere)) return;
    throw new LinkWanError({
      action: "Creation",
      subject: `${terms.kind} ${id}`,
      code: "Mismatch",
      meaning: `a resource of another provider of this stack holds this ${terms.object} too`,
      remedy: `if the resource was renamed or moved to this provider, run pulumi up again; otherwise declare the ${terms.object} once`,
    });
  }

  /**
   * Reads the object. Only a proven absence removes the resource from the state. After any other error, the resource
   * stays.
   *
   * @param inputs Last inputs of the program, as far as they are known.
   */
  async read(id: string, state: PropertyValues, inputs: PropertyValues = {}): Promise<ReadResult> {
    const { resource, context } = this;
    context.claims.recordAccount(profileOf(state), accountOf(state));
    context.claims.recordRead(keyOf(state));
    const operation = await context.startOperation(profileOf(state));
    try {
      const cloud = await readObject(resource, operation, id, state);
      const account = await currentMark(operation, accountOf(state));
      const props = stateOf(resource, cloud, { ...keptFromState(state), account });
      expectSameObject(operation, resource.terms, id, accountOf(state), () => {
        const properties = allProperties(resource);
        return Object.keys(properties).filter((name) => differs(properties, name, state, props));
      });
      return { id, props, inputs: refreshedInputs(props, inputs) };
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await this.confirmAbsent(operation, id, state, error);
      return { id: "", props: {} };
    }
  }

  /**
   * Reads an object by its id alone: for `pulumi import`, the `import` option and `get`.
   *
   * @param importId See {@link Resource.importId}.
   */
  async import(importId: string, given: PropertyValues): Promise<ReadResult> {
    const { resource, context } = this;
    const { id, values } = parseImportId(resource, importId);
    const operation = await context.startOperation(profileOf(given));
    const cloud = await readObject(resource, operation, id, { ...given, ...values }).catch(
      explainCodes(["NonExistent"], {
        meaning: `the account of these credentials has no ${resource.terms.kind} with this id`,
        remedy: `check the id, and the credentials of the provider (they came from ${operation.credentialSource})`,
      }),
    );
    const account = await currentMark(operation, undefined);
    const inputs = importedInputs(resource, { ...ownValues(given), ...cloud });
    const kept = { values: inputs, inputNames: undefined, key: newKey(), account };
    return { id, props: stateOf(resource, cloud, kept), inputs };
  }

  async update(
    id: string,
    state: PropertyValues,
    news: PropertyValues,
  ): Promise<{ outs: Record<string, unknown> }> {
    const { resource, context } = this;
    const { object, deleted } = resource.terms;
    const operation = await context.startOperation(profileOf(news));
    expectSamePlace(operation, `${resource.terms.kind} ${id}`, accountOf(state));
    let changed: PropertyValues | undefined;
    const updateAndRead = async (): Promise<PropertyValues> => {
      const actual = isUnread(state)
        ? { ...state, ...(await resource.readAlone(operation, id, state)) }
        : state;
      await resource.update?.(operation, id, actual, news, (values) => {
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
      const account = await currentMark(operation, accountOf(state));
      return {
        outs: stateOf(resource, cloud, keptFromInputs(resource, news, { key: keyOf(state), account })),
      };
    } catch (error) {
      // After an unknown result, the next `up` must update the object even if the program returns to the recorded
      // values.
      const isUnknown = isLinkWanError(error) && error.kind === "ambiguous";
      if (!changed && !isUnknown) throw error;
      throw new PartialFailure(id, markUnread({ ...state, ...changed }), error);
    }
  }

  async delete(id: string, state: PropertyValues): Promise<void> {
    const { resource, context } = this;
    const { kind, object, deleted } = resource.terms;
    const operation = await context.startOperation(profileOf(state));
    const held = { resource, id, key: keyOf(state), mark: accountOf(state) };
    const isHeld =
      context.claims.release(resource.name, id, held.key, held.mark) ||
      (await isHeldInState(context, operation, held));
    if (isHeld) {
      operation.notify(
        `${kind} ${id} is not ${deleted}, because another resource of this stack holds the ${object}`,
      );
      return;
    }
    await this.expectNoFailedSuccessor(id, held.key);
    this.expectNotDeclaredByOther(id, state);
    expectSamePlace(operation, `${kind} ${id}`, accountOf(state));
    try {
      await resource.delete(operation, id, state);
    } catch (error) {
      if (!isAbsent(error)) throw error;
      await this.expectAbsent(operation, id, state, error);
      await this.confirmAbsent(operation, id, state, error);
    }
  }

  /** Returns the declared values that select an object: its id and its order. */
  private selectionOf(values: PropertyValues): string[] {
    const { name, idProperty, adoption } = this.resource;
    const selecting = [idProperty, adoption?.grantedBy].filter((property) => property !== undefined);
    return selecting
      .filter((property) => ifKnown(values[property]) !== undefined)
      .map((property) => declaredValue(name, values.profile, property, values[property]));
  }

  /**
   * Throws if another resource of the program selects the object by its id or its order, but does not hold the object
   * yet, because the creation has failed or comes later. If this resource were deleted or removed from the state now,
   * the object would be lost.
   */
  private expectNotDeclaredByOther(id: string, state: PropertyValues): void {
    const { idProperty, terms } = this.resource;
    const { claims } = this.context;
    const selection = this.selectionOf({ ...state, ...(idProperty && { [idProperty]: id }) });
    if (!selection.some((value) => claims.isSelectedByOther(value, keyOf(state)))) return;
    throw new LinkWanError({
      action: "Deletion",
      subject: `${terms.kind} ${id}`,
      code: "Mismatch",
      meaning: `another resource of the program declares this ${terms.object}, but does not hold it yet; the ${terms.object} is not ${terms.deleted}`,
      remedy: `if a resource was renamed, or resources exchange objects, use the aliases option; otherwise run pulumi up again; for a forced replacement, set the id of the ${terms.object} in the program`,
    });
  }

  /**
   * Throws if the resource has left the program and the run continues after errors: the creation of a renamed resource
   * that selects the same object can have failed, in this process or in another one.
   */
  private async expectNoFailedSuccessor(id: string, key: string): Promise<void> {
    const { stackState, claims } = this.context;
    const command = await stackState.command();
    if (!command?.continuesOnError || command.isDestroy || claims.isReplaced(key)) return;
    const { kind, deleted } = this.resource.terms;
    throw new LinkWanError({
      action: "Deletion",
      subject: `${kind} ${id}`,
      code: "Mismatch",
      meaning: `with --continue-on-error, a resource that the program no longer declares is not ${deleted}, because the creation of its successor can have failed`,
      remedy: "run pulumi up without --continue-on-error",
    });
  }

  /** Throws unless a read confirms that the object is absent, as the deletion reported. */
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

  /** Reports an absence. Throws if the object may still exist, in another account or hidden from these credentials. */
  private async confirmAbsent(
    operation: Operation,
    id: string,
    state: PropertyValues,
    absence: LinkWanError,
  ): Promise<void> {
    const { kind, object, deleted } = this.resource.terms;
    const { action, subject = `${kind} ${id}`, meaning } = absence.details;
    await operation.expectAccount(action, subject);
    const doubt = await explainDoubt(operation, object, accountOf(state));
    if (doubt) throw new LinkWanError({ action, subject, code: "AccountMismatch", ...doubt });
    await this.resource.confirmAbsent?.(operation, id, state);
    const why = meaning ?? "it is not held by the account of these credentials";
    operation.notify(`${kind} ${id} is already ${deleted}: ${why}; removed from state`);
  }
}
