import assert from "node:assert/strict";
import type { CallRecord } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { FakeEngine, ManagedResource, type ResourceState } from "../support/fakeEngine";
import { type Command, isUp, type Step } from "./steps";

/** Matches errors after which it is unknown whether an action created its object. */
const UNKNOWN_OUTCOME =
  /^(ApplyRoaming|Accept|Create|Submit|Bind|Add)\w+ of .* failed with (ConnectionLost|MalformedResponse|ServiceUnavailable|InternalError): /;
const DELETES = /^(Return|Delete|Remove|Cancel|Unbind)/;
const READS = /^(Get|List)/;

/**
 * Fails if an error spans several lines, or contains `undefined` or a device's PIN. Ignores RequestIds, which can
 * contain the PIN's digits by chance.
 */
export const expectReadable = (errors: readonly string[]): void => {
  for (const error of errors)
    assert.doesNotMatch(error.replace(/\[RequestId [\w-]+\]/g, ""), /\n|undefined|100001/);
};

/** A completed command. */
export interface FinishedCommand<R extends string> {
  readonly command: Command;
  readonly name: R;
  /** State before the command. */
  readonly before: ResourceState | undefined;
  /** State entries before the command, including the entry of a renamed resource. */
  readonly entries: readonly ResourceState[];
  readonly succeeded: boolean;
  /** Calls that delete or unbind an object, including calls that failed. */
  readonly deletions: readonly CallRecord[];
}

/**
 * Runs a sequence of steps, and verifies after each step and at the end that no object is lost, duplicated, deleted
 * by accident or adopted silently, and that the commands converge.
 */
export abstract class Scenario<R extends string, C extends string> {
  private readonly createdInConsole = new Set<string>();
  /**
   * Objects whose creation was not reported because the process was killed, or because the read after a failure also
   * failed.
   */
  protected readonly unreported = new Set<string>();
  private readonly resources: ReadonlyMap<R, ManagedResource>;
  /** Resources whose object can differ from the state, because of a console action or a failed or killed command. */
  private readonly uncertain = new Set<R>();
  /** Resources whose state, object and declaration agree, so that an `up` must not write. */
  private readonly converged = new Set<R>();
  private hasForeignKeys = false;
  /** Inputs of the program. */
  protected abstract declared: PropertyValues;

  constructor(
    protected readonly engine: FakeEngine,
    names: readonly R[],
    resource: AnyResource,
  ) {
    this.resources = new Map(names.map((name) => [name, new ManagedResource(engine, name, resource)]));
  }

  /**
   * Returns the ids of the objects in the cloud: those of a resource if `name` is set, otherwise those of all
   * resources.
   */
  protected abstract held(name?: R): string[];
  protected abstract declarationOf(name: R): PropertyValues;
  /**
   * Returns inputs that follow an error's advice to adopt an existing object, or `undefined` if the error contains no
   * such advice.
   */
  protected abstract adoption(error: string, name: R): PropertyValues | undefined;
  /** Returns whether an error names the object, so that a user can adopt it. */
  protected abstract isNamed(id: string): boolean;
  /** Performs an action in the console. Throws if the cloud rejects the action. */
  protected abstract actInConsole(action: C): void;

  protected resource(name: R): ManagedResource {
    const resource = this.resources.get(name);
    assert.ok(resource);
    return resource;
  }
  /** Returns all errors that commands have reported. */
  protected errors(): string[] {
    return [...this.resources.values()].flatMap(({ errors }) => errors);
  }
  protected change(to: PropertyValues): void {
    this.declared = { ...this.declared, ...to };
  }
  protected beforeCommand(_command: Command, _name: R): void {}
  protected afterCommand(_finished: FinishedCommand<R>): void {}
  /** Returns whether an `up` deletes the object to replace it. */
  protected replaces(_finished: FinishedCommand<R>): boolean {
    return false;
  }
  /** Removes everything that prevents a deletion. */
  protected beforeEnd(): void {}

  async run(steps: readonly Step<R, C>[]): Promise<void> {
    for (const step of steps) await this.step(step);
    await this.end();
  }

  private async step(step: Step<R, C>): Promise<void> {
    if (step.does === "change") {
      this.change(step.to);
      this.converged.clear();
    } else if (step.does === "console") this.inConsole(() => this.actInConsole(step.action));
    else if (step.does === "injectFault") this.engine.cloud.injectFault(step.fault);
    else if (step.does === "clearFaults") this.engine.cloud.clearFaults();
    else if (step.does === "useForeignKeys") this.hasForeignKeys = true;
    else if (step.does === "kill") this.engine.killAt(step.kill);
    else await this.command(step.command, step.resource);
  }

  private async command(command: Command, name: R): Promise<void> {
    const resource = this.resource(name);
    this.beforeCommand(command, name);
    const { state: before, renamed, entries } = resource;
    // A creation with foreign keys correctly creates an object in the other account.
    const creates = isUp(command) && (!before || command !== "up");
    if (this.hasForeignKeys && !creates) this.engine.useKeysOf("stranger");
    this.hasForeignKeys = false;
    const firstCall = this.engine.cloud.calls.length;
    const firstError = resource.errors.length;
    const succeeded = isUp(command)
      ? await resource[command](this.declarationOf(name))
      : await resource[command]();
    const errors = resource.errors.slice(firstError);
    expectReadable(errors);
    const calls = this.engine.cloud.calls.slice(firstCall);
    const writes = calls.filter(({ action }) => !READS.test(action));
    const deletions = writes.filter(({ action }) => DELETES.test(action));
    const finished = { command, name, before, entries, succeeded, deletions };
    // After a rename, the old object may be deleted only if the resource now holds another object.
    const former = renamed ?? (command === "upRenamed" ? before : undefined);
    const leavesObject = former !== undefined && resource.state?.id !== former.id && command !== "upTargeted";
    if (command === "refresh" || (isUp(command) && !leavesObject && !this.replaces(finished)))
      assert.deepEqual(deletions, [], `${command} deleted the object`);
    if (command === "up" && this.converged.has(name))
      assert.deepEqual(writes, [], "an up without changes wrote to the cloud");
    if (succeeded && (command === "destroy" || command === "destroyRefreshed"))
      assert.deepEqual(resource.entries, []);
    if ((command === "destroyOld" || command === "destroyNew") && before && before.id === renamed?.id)
      assert.deepEqual(deletions, [], `${command} deleted the object of the other resource`);
    // A failed read does not prove absence.
    if (succeeded && command === "refresh" && calls.every(({ code }) => code === "OK"))
      for (const { id } of resource.entries)
        assert.ok(this.held(name).includes(id), `${id} does not exist, but a refresh kept it in the state`);
    this.afterCommand(finished);
    this.noteAgreement(finished);
    this.account(resource.wasKilled || errors.some((error) => UNKNOWN_OUTCOME.test(error)));
  }

  private noteAgreement({ command, name, before, entries, succeeded }: FinishedCommand<R>): void {
    if (command === "refresh") {
      // After a refresh, the next `up` can write only if the refresh may have found a difference.
      if (succeeded && this.uncertain.delete(name)) this.converged.delete(name);
      return;
    }
    const updates =
      command === "up" ? before !== undefined : isUp(command) ? entries.length > 1 : command === "destroyOld";
    if (!succeeded) this.uncertain.add(name);
    else if (!updates) this.uncertain.delete(name);
    const leavesRenamed = this.resource(name).renamed !== undefined;
    if (isUp(command) && succeeded && !leavesRenamed && !this.uncertain.has(name)) this.converged.add(name);
    else this.converged.delete(name);
  }

  /** Verifies that each object is in the state, named in an error, created in the console, or not reported yet. */
  private account(mayBeUnreported: boolean): void {
    // Both entries of a renamed resource can hold the same object.
    const ids = [...this.resources.values()].flatMap(({ entries }) => [
      ...new Set(entries.map(({ id }) => id)),
    ]);
    for (const id of ids)
      assert.ok(!this.createdInConsole.has(id), `${id} was created in the console and adopted silently`);
    assert.equal(new Set(ids).size, ids.length, "two resources hold the same object");
    for (const id of this.held()) {
      if (ids.includes(id) || this.createdInConsole.has(id) || this.unreported.has(id) || this.isNamed(id))
        continue;
      assert.ok(mayBeUnreported, `${id} is lost`);
      this.unreported.add(id);
    }
  }

  private inConsole(act: () => void): void {
    for (const name of this.resources.keys()) this.uncertain.add(name);
    this.converged.clear();
    const before = new Set(this.held());
    try {
      act();
    } catch {
      // The cloud rejected the action, so nothing changed.
    }
    const after = new Set(this.held());
    for (const id of after) if (!before.has(id)) this.createdInConsole.add(id);
    for (const id of before) if (!after.has(id)) this.createdInConsole.delete(id);
  }

  private notCreatedInConsole(ids: readonly string[]): string[] {
    return ids.filter((id) => !this.createdInConsole.has(id));
  }

  /** Runs the commands again without faults, as a user would, until no work remains. */
  private async end(): Promise<void> {
    this.engine.cloud.clearFaults();
    this.engine.restart();
    this.inConsole(() => this.beforeEnd());
    for (const [name, resource] of this.resources) {
      const recorded = new Set(resource.entries.map(({ id }) => id));
      const open = this.notCreatedInConsole(this.held(name)).filter((id) => !recorded.has(id));
      if (!resource.state && open.length > 0) await this.settle(name);
      assert.ok(await resource.destroy(), `destroy does not converge: ${resource.errors.at(-1)}`);
      assert.deepEqual(resource.entries, []);
    }
    assert.deepEqual(this.notCreatedInConsole(this.held()), [], "objects remain in the account");
  }

  /** Acts as a user would after a failed command: runs `up` again, and adopts the object that the error names. */
  private async settle(name: R): Promise<void> {
    const resource = this.resource(name);
    if (await resource.up(this.declarationOf(name))) return;
    const error = resource.errors.at(-1) ?? "";
    const adopted = this.adoption(error, name);
    assert.ok(adopted, `the error does not describe how to continue: ${error}`);
    assert.ok(await resource.up(adopted), resource.errors.at(-1));
  }
}

/** Runs a sequence on a new fake engine, and closes the engine. */
export const runOn = async (
  chance: () => number,
  run: (engine: FakeEngine) => Promise<void>,
): Promise<void> => {
  const engine = await FakeEngine.open(chance);
  try {
    await run(engine);
  } finally {
    await engine.close();
  }
};
