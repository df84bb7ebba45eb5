import { randomUUID } from "node:crypto";
import { type AccessKey, type RunningEmulator, type Seed, startEmulator } from "../../emulator";
import { openAccount } from "../../provider/client/account";
import type { Clock } from "../../provider/client/clock";
import { correctClock } from "../../provider/client/clockSkew";
import { readAccountId } from "../../provider/client/credentials/callerIdentity";
import { findOwner, type Owner } from "../../provider/client/credentials/ownership";
import { popTransport, type Transport } from "../../provider/client/http/transport";
import { Limiter } from "../../provider/client/limiter";
import { type Account, Operation } from "../../provider/client/operation";
import type { ClientParts } from "../../provider/client/send";
import { Claims } from "../../provider/engine/claims";
import { type Context, Lifecycle, PartialFailure } from "../../provider/engine/lifecycle";
import type { PropertyValues } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import type { Snapshot } from "../../provider/engine/stackState";
import { accountOf, keyOf } from "../../provider/engine/state";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { makeLocal, makeOffer } from "./byHand";
import { withoutCommand } from "./withoutCommand";

/** Request timeout in milliseconds; longer than any response takes on loopback. */
const REQUEST_TIMEOUT_MS = 1_000;

/**
 * Clock that advances immediately when code sleeps, so that waits and retries take no time. A sleep with a signal is an
 * alarm: it does not advance the clock, and ends when other sleeps have advanced the clock to its time, or on abort.
 */
class SkippingClock implements Clock {
  private ahead = 0;
  private alarms: { readonly at: number; readonly wake: () => void }[] = [];
  constructor(private readonly chance: () => number) {}
  readonly now = (): number => Date.now() + this.ahead;
  readonly random = (): number => this.chance();
  readonly sleep = async (ms: number, signal?: AbortSignal): Promise<void> => {
    if (signal) {
      await new Promise<void>((wake) => {
        this.alarms.push({ at: this.now() + ms, wake });
        signal.addEventListener("abort", () => wake());
      });
      return;
    }
    this.ahead += ms;
    await new Promise((resolve) => setImmediate(resolve));
    const due = this.alarms.filter(({ at }) => at <= this.now());
    this.alarms = this.alarms.filter((alarm) => !due.includes(alarm));
    for (const { wake } of due) wake();
  };
}

/** Thrown when the provider process is killed. The process sends no further calls, and its result is lost. */
class Killed extends Error {}

export interface Kill {
  /** Number of the last call that the process makes, starting at 1. */
  readonly call: number;
  /** Whether that call reaches the cloud. */
  readonly sent: boolean;
}

/** Provider settings that concern the account of the keys. */
export interface AccountOptions {
  /** `linkwan:stsEndpoint`. Default: none. */
  readonly stsEndpoint?: string;
  /** `linkwan:expectedAccount`. Default: none. */
  readonly expectedAccount?: string;
}

/** `stranger` holds none of the objects. */
const accounts = ["renter", "owner", "stranger"].map((name) => ({ name }));

/** Emulated cloud with one provider process at a time. */
export class FakeEngine {
  /** Ids of objects that several resources of a test share. */
  readonly shared: { group?: string; local?: string; lease?: string } = {};
  private context: Context;
  private kill: (Kill & { made: number }) | undefined;
  private readonly clock: SkippingClock;

  private constructor(
    readonly cloud: RunningEmulator,
    chance: () => number,
    private options: AccountOptions,
  ) {
    this.clock = new SkippingClock(chance);
    this.context = this.process();
  }

  /**
   * @param seed Content of the cloud. Default: the accounts `renter`, `owner` and `stranger`.
   * @param optionsOf Returns the configuration for the cloud that was started.
   */
  static async open(
    chance: () => number = Math.random,
    seed: Seed = { accounts },
    optionsOf: (cloud: RunningEmulator) => AccountOptions = ({ url }) => ({ stsEndpoint: url }),
  ): Promise<FakeEngine> {
    const cloud = await startEmulator({ qps: 1_000_000, seed });
    return new FakeEngine(cloud, chance, optionsOf(cloud));
  }

  close(): Promise<void> {
    return this.cloud.close();
  }

  /** Starts a new process, as every CLI command does. */
  restart(): void {
    this.kill = undefined;
    this.context = this.process();
  }

  /** Sets the configuration for subsequent commands. */
  configure(options: AccountOptions): void {
    this.options = options;
    this.restart();
  }

  get provider(): Context {
    return this.context;
  }

  get wasKilled(): boolean {
    return this.kill !== undefined && this.kill.made >= this.kill.call;
  }

  /**
   * Makes the next command use the keys of an account, regardless of the profile.
   *
   * @param keys An additional key of the account. Default: the account's first key.
   */
  useKeysOf(account: string, keys?: AccessKey): void {
    this.context = this.process(account, keys);
  }

  killAt(kill: Kill): void {
    this.kill = { ...kill, made: 0 };
  }

  /** Offers a new LOCAL join permission of the owner to the renter. Returns the id of the order. */
  offer(): string {
    const name = `p${randomUUID().replaceAll("-", "").slice(0, 20)}`;
    return makeOffer(this.cloud, makeLocal(this.cloud, name));
  }

  /** Returns the leases of the renter. */
  held(): Record<string, unknown>[] {
    const { List } = this.cloud.callAs("renter", "ListRentedJoinPermissions", { Offset: 0, Limit: 200 }) as {
      List: Record<string, unknown>[];
    };
    return List;
  }

  /** @param account Owner of the keys. Default: the account that the profile names, or else the renter. */
  private process(account?: string, otherKeys?: AccessKey): Context {
    const accounts = Object.fromEntries(
      this.cloud.accounts.map(
        (keys) => [keys.name, this.account(otherKeys ?? keys, keys.iotInstanceId)] as const,
      ),
    );
    return {
      claims: new Claims(),
      stackState: withoutCommand,
      startOperation: async (profile = "renter") => new Operation(accounts[account ?? profile] as Account),
    };
  }

  private account(keys: AccessKey, iotInstanceId: string | undefined): Account {
    const endpoint = {
      endpoint: this.cloud.url,
      regionId: "cn-shanghai",
      requestTimeoutMs: REQUEST_TIMEOUT_MS,
    };
    const credentials = { source: "a test", get: async () => keys };
    const send = popTransport(endpoint, credentials);
    let owner: Promise<Owner> | undefined;
    const limiters = new Map<string, Limiter>();
    const parts: ClientParts = {
      transport: correctClock(this.killable(send), this.clock, () => {}),
      limiter: (name) => {
        const limiter =
          limiters.get(name) ?? new Limiter({ limit: 5, clock: this.clock, notify: () => {}, name });
        limiters.set(name, limiter);
        return limiter;
      },
      clock: this.clock,
      log: () => {},
      notify: () => {},
      operationTimeoutMs: 100_000,
      endpoint: this.cloud.url,
      credentialSource: "a test",
      owner: () => {
        const { stsEndpoint } = this.options;
        const sts = stsEndpoint === undefined ? undefined : { ...endpoint, endpoint: stsEndpoint };
        owner ??= findOwner(keys, sts && (() => readAccountId(parts, sts, credentials)));
        return owner;
      },
      expectedAccount: this.options.expectedAccount,
      iotInstanceId,
    };
    return openAccount(parts);
  }

  private killable(send: Transport): Transport {
    return async (action, parameters) => {
      if (!this.kill) return send(action, parameters);
      this.kill.made++;
      if (this.kill.made > this.kill.call) throw new Killed();
      if (this.kill.made === this.kill.call) {
        if (this.kill.sent) await send(action, parameters).catch(() => {});
        throw new Killed();
      }
      return send(action, parameters);
    };
  }
}

/** State of one resource. */
export interface ResourceState {
  readonly id: string;
  readonly outs: PropertyValues;
  readonly inputs: PropertyValues;
}

/** One resource as Pulumi's engine manages it: its state, and the commands that change it. */
export class ManagedResource {
  state: ResourceState | undefined;
  /** State under the old name of a renamed resource, until the next `up` or `destroy` deletes it. */
  renamed: ResourceState | undefined;
  /**
   * Whether the resource is recorded as created but not initialized, so that the next `up` updates it even if nothing
   * has changed.
   */
  private unfinished = false;
  /** Whether the process of the last command was killed. */
  wasKilled = false;
  /** Every error that Pulumi's engine has reported, oldest first. */
  readonly errors: string[] = [];

  constructor(
    private readonly engine: FakeEngine,
    private readonly name: string,
    private readonly resource: AnyResource = leasedJoinPermission,
  ) {}

  private get lifecycle(): Lifecycle {
    return new Lifecycle(this.resource, this.engine.provider);
  }

  /** Every state entry; the entry under the old name of a renamed resource comes last. */
  get entries(): ResourceState[] {
    return [this.state, this.renamed].filter((entry) => entry !== undefined);
  }

  /** Runs `pulumi up` with a declaration. Returns whether the command succeeded. */
  up(declared: PropertyValues): Promise<boolean> {
    return this.attempt(async () => {
      const { lifecycle } = this;
      await this.apply(lifecycle, declared);
      await this.removeRenamed(lifecycle);
    });
  }

  /** Runs `pulumi up` after the resource was renamed in the program without the `aliases` option. */
  upRenamed(declared: PropertyValues): Promise<boolean> {
    this.rename();
    return this.up(declared);
  }

  /** Runs `pulumi up --target` with the new name after the resource was renamed. */
  upTargeted(declared: PropertyValues): Promise<boolean> {
    this.rename();
    return this.attempt(() => this.apply(this.targetedLifecycle, declared));
  }

  /** Runs `pulumi destroy --target` with the old name of a renamed resource. */
  destroyOld(): Promise<boolean> {
    return this.attempt(() => this.removeRenamed(this.targetedLifecycle));
  }

  /** Runs `pulumi destroy --target` with the name that the program declares. */
  destroyNew(): Promise<boolean> {
    return this.attempt(() => this.removeCurrent(this.targetedLifecycle));
  }

  /** Lifecycle of a command that sees only its targets, and finds the other resources in the state. */
  private get targetedLifecycle(): Lifecycle {
    const state: Snapshot = {
      holders: (_resource, id) =>
        this.entries
          .filter((entry) => entry.id === id)
          .map(({ outs }) => ({ key: keyOf(outs), mark: accountOf(outs), isElsewhere: false })),
      contains: (key) => this.entries.some(({ outs }) => keyOf(outs) === key),
      deleting: [],
      accountsOf: () => [],
    };
    return new Lifecycle(this.resource, {
      ...this.engine.provider,
      stackState: {
        command: async () => ({ isLimited: true, isDestroy: false, continuesOnError: false }),
        read: async () => state,
      },
    });
  }

  private rename(): void {
    if (!this.state || this.renamed) return;
    this.renamed = this.state;
    this.state = undefined;
    this.unfinished = false;
  }

  refresh(): Promise<boolean> {
    return this.attempt(() => this.readAgain(this.lifecycle));
  }

  destroy(): Promise<boolean> {
    return this.attempt(() => this.remove(this.lifecycle));
  }

  /** Runs `pulumi destroy --refresh`: a refresh and a destroy in one process. */
  destroyRefreshed(): Promise<boolean> {
    return this.attempt(async () => {
      const { lifecycle } = this;
      await this.readAgain(lifecycle);
      await this.remove(lifecycle);
    });
  }

  private async apply(lifecycle: Lifecycle, declared: PropertyValues): Promise<void> {
    const news = (olds: PropertyValues): PropertyValues => {
      const { inputs, failures } = lifecycle.check(olds, { resourceName: this.name, ...declared });
      if (failures.length > 0)
        throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
      return inputs;
    };
    if (!this.state) return this.create(lifecycle, news({}));
    const { id, outs } = this.state;
    const inputs = news(this.state.inputs);
    const { changes, replaces } = await lifecycle.diff(id, outs, inputs);
    if (replaces.length > 0) {
      await lifecycle.delete(id, outs);
      if (!this.engine.wasKilled) this.state = undefined;
      return this.create(lifecycle, news({}));
    }
    if (!changes && !this.unfinished) return;
    const updated = await this.recorded(inputs, () => lifecycle.update(id, outs, inputs));
    this.record({ id, outs: updated.outs, inputs });
  }

  private async readAgain(lifecycle: Lifecycle): Promise<void> {
    this.state = this.state && (await this.readEntry(lifecycle, this.state));
    this.renamed = this.renamed && (await this.readEntry(lifecycle, this.renamed));
  }

  /** Reads the object and compares it with the inputs, as Pulumi's engine does to show drift. */
  private async readEntry(lifecycle: Lifecycle, entry: ResourceState): Promise<ResourceState | undefined> {
    const { id, props, inputs = entry.inputs } = await lifecycle.read(entry.id, entry.outs);
    if (id !== "") await lifecycle.diff(id, props, entry.inputs);
    if (this.engine.wasKilled) return entry;
    return id === "" ? undefined : { id, outs: props, inputs };
  }

  private async remove(lifecycle: Lifecycle): Promise<void> {
    await this.removeCurrent(lifecycle);
    await this.removeRenamed(lifecycle);
  }

  private async removeCurrent(lifecycle: Lifecycle): Promise<void> {
    if (!this.state) return;
    await lifecycle.delete(this.state.id, this.state.outs);
    if (!this.engine.wasKilled) this.state = undefined;
  }

  private async removeRenamed(lifecycle: Lifecycle): Promise<void> {
    if (!this.renamed) return;
    await lifecycle.delete(this.renamed.id, this.renamed.outs);
    if (!this.engine.wasKilled) this.renamed = undefined;
  }

  private async create(lifecycle: Lifecycle, inputs: PropertyValues): Promise<void> {
    const { id, outs } = await this.recorded(inputs, () => lifecycle.create(inputs));
    this.record({ id, outs, inputs });
  }

  /** Records a partial failure before the error is reported, as Pulumi's engine does. */
  private recorded<T>(inputs: PropertyValues, work: () => Promise<T>): Promise<T> {
    return work().catch((error) => {
      if (error instanceof PartialFailure && !this.engine.wasKilled) {
        this.state = { id: error.id, outs: error.properties, inputs };
        this.unfinished = true;
      }
      throw error;
    });
  }

  private record(state: { id: string; outs: PropertyValues; inputs: PropertyValues }): void {
    if (this.engine.wasKilled) return;
    this.state = state;
    this.unfinished = false;
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return !this.engine.wasKilled;
    } catch (error) {
      if (!this.engine.wasKilled) this.errors.push((error as Error).message);
      return false;
    } finally {
      this.wasKilled = this.engine.wasKilled;
      this.engine.restart();
    }
  }
}
