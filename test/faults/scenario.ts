import assert from "node:assert/strict";
import type { CallRecord } from "../../emulator";
import type { PropertyValues } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { FakeEngine, ManagedResource } from "../support/fakeEngine";
import type { Command, Step } from "./steps";

/** Errors after which it is unknown whether an object was created: only of the actions that create one. */
const UNKNOWN_OUTCOME =
  /^(ApplyRoaming|Accept|Create|Submit|Bind|Add)\w+ of .* failed with (ConnectionLost|MalformedResponse|ServiceUnavailable|InternalError): /;
const DELETES = /^(Return|Delete|Remove|Cancel|Unbind)/;

/** A command that has ended. */
export interface FinishedCommand<R extends string> {
  readonly command: Command;
  readonly name: R;
  /** State before the command. */
  readonly before: ManagedResource["state"];
  readonly succeeded: boolean;
  /** Calls that delete or unbind, successful or not. */
  readonly deletions: readonly CallRecord[];
}

/**
 * Runs a sequence of steps, and verifies after each step, and at the end, that no object is lost, duplicated, deleted
 * by accident or adopted silently, and that the commands converge.
 */
export abstract class Scenario<R extends string, C extends string> {
  private readonly createdByHand = new Set<string>();
  /** Objects whose creation was not reported: the process was killed, or the read after the failure failed too. */
  protected readonly unreported = new Set<string>();
  private readonly resources: ReadonlyMap<R, ManagedResource>;
  /** Inputs of the program. */
  protected abstract declared: PropertyValues;

  constructor(
    protected readonly engine: FakeEngine,
    names: readonly R[],
    resource: AnyResource,
  ) {
    this.resources = new Map(names.map((name) => [name, new ManagedResource(engine, name, resource)]));
  }

  /** Ids of the objects in the cloud, of all resources or of one. */
  protected abstract held(name?: R): string[];
  protected abstract declarationOf(name: R): PropertyValues;
  /** Inputs that follow the advice of an error to adopt an existing object; `undefined` if it gives none. */
  protected abstract adoption(error: string, name: R): PropertyValues | undefined;
  /** Whether an error names the object, so that a user can adopt it. */
  protected abstract isNamed(id: string): boolean;
  /** Acts in the vendor's console; throws if the cloud rejects it. */
  protected abstract actInConsole(action: C): void;

  protected resource(name: R): ManagedResource {
    const resource = this.resources.get(name);
    assert.ok(resource);
    return resource;
  }
  /** Every error that a command has shown. */
  protected errors(): string[] {
    return [...this.resources.values()].flatMap(({ errors }) => errors);
  }
  protected change(to: PropertyValues): void {
    this.declared = { ...this.declared, ...to };
  }
  protected beforeCommand(_command: Command, _name: R): void {}
  protected afterCommand(_finished: FinishedCommand<R>): void {}
  /** Whether an `up` deletes the object to replace it. */
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
    if (step.does === "change") this.change(step.to);
    else if (step.does === "console") this.byHand(() => this.actInConsole(step.action));
    else if (step.does === "injectFault") this.engine.cloud.injectFault(step.fault);
    else if (step.does === "clearFaults") this.engine.cloud.clearFaults();
    else if (step.does === "kill") this.engine.killAt(step.kill);
    else await this.command(step.command, step.resource);
  }

  private async command(command: Command, name: R): Promise<void> {
    const resource = this.resource(name);
    this.beforeCommand(command, name);
    const before = resource.state;
    const firstCall = this.engine.cloud.calls.length;
    const firstError = resource.errors.length;
    const succeeded =
      command === "up" ? await resource.up(this.declarationOf(name)) : await resource[command]();
    const errors = resource.errors.slice(firstError);
    for (const error of errors) assert.doesNotMatch(error, /\n|undefined|100001/);
    const deletions = this.engine.cloud.calls.slice(firstCall).filter(({ action }) => DELETES.test(action));
    const finished = { command, name, before, succeeded, deletions };
    if (command === "refresh" || (command === "up" && !this.replaces(finished)))
      assert.deepEqual(deletions, [], `${command} deleted the object`);
    if ((command === "destroy" || command === "destroyRefreshed") && succeeded)
      assert.equal(resource.state, undefined);
    this.afterCommand(finished);
    this.account(resource.wasKilled || errors.some((error) => UNKNOWN_OUTCOME.test(error)));
  }

  /** Verifies that each object is in the state, named in an error, created by hand, or not reported yet. */
  private account(mayBeUnreported: boolean): void {
    const ids = [...this.resources.values()].flatMap(({ state }) => state?.id ?? []);
    for (const id of ids)
      assert.ok(!this.createdByHand.has(id), `${id} was created by hand and adopted silently`);
    assert.equal(new Set(ids).size, ids.length, "two resources hold one object");
    for (const id of this.held()) {
      if (ids.includes(id) || this.createdByHand.has(id) || this.unreported.has(id) || this.isNamed(id))
        continue;
      assert.ok(mayBeUnreported, `${id} is lost`);
      this.unreported.add(id);
    }
  }

  private byHand(act: () => void): void {
    const before = new Set(this.held());
    try {
      act();
    } catch {
      // The cloud rejects the action: nothing happened.
    }
    const after = new Set(this.held());
    for (const id of after) if (!before.has(id)) this.createdByHand.add(id);
    for (const id of before) if (!after.has(id)) this.createdByHand.delete(id);
  }

  private notByHand(ids: readonly string[]): string[] {
    return ids.filter((id) => !this.createdByHand.has(id));
  }

  /** Repeats the commands without faults, as a user does, until nothing is left to do. */
  private async end(): Promise<void> {
    this.engine.cloud.clearFaults();
    this.engine.restart();
    this.byHand(() => this.beforeEnd());
    for (const [name, resource] of this.resources) {
      if (!resource.state && this.notByHand(this.held(name)).length > 0) await this.settle(name);
      assert.ok(await resource.destroy(), `destroy does not converge: ${resource.errors.at(-1)}`);
      assert.equal(resource.state, undefined);
    }
    assert.deepEqual(this.notByHand(this.held()), [], "objects are left in the account");
  }

  /** Does what a user does after a failed run: repeats it, and adopts the object that the error names. */
  private async settle(name: R): Promise<void> {
    const resource = this.resource(name);
    if (await resource.up(this.declarationOf(name))) return;
    const error = resource.errors.at(-1) ?? "";
    const adopted = this.adoption(error, name);
    assert.ok(adopted, `the error does not describe how to continue: ${error}`);
    assert.ok(await resource.up(adopted), resource.errors.at(-1));
  }
}

/** Runs a sequence on a new engine, and closes it. */
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
