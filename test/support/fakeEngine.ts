import { randomUUID } from "node:crypto";
import { type EmulatedAccount, type RunningEmulator, type Seed, startEmulator } from "../../emulator";
import { openAccount } from "../../provider/client/account";
import type { Clock } from "../../provider/client/clock";
import { correctClock } from "../../provider/client/clockSkew";
import { Limiter } from "../../provider/client/limiter";
import { type Account, Operation } from "../../provider/client/operation";
import { popTransport, type Transport } from "../../provider/client/transport";
import { Claims } from "../../provider/engine/claims";
import { type Context, Lifecycle, PartialFailure } from "../../provider/engine/lifecycle";
import type { PropertyValues } from "../../provider/engine/property";
import type { AnyResource } from "../../provider/engine/resource";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { makeLocal, makeOffer } from "./byHand";

/** Longer than any answer on loopback takes that comes at all. */
const REQUEST_TIMEOUT_MS = 1_000;

/**
 * A clock that advances at once when code sleeps, so that waits and repeats cost nothing. A sleep with a signal is an
 * alarm: it does not advance the clock, and ends once other sleeps have.
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

/** The provider's process was killed: what it was about to do, it does not, and nobody hears of what it did. */
class Killed extends Error {}

export interface Kill {
  /** Which of the coming calls is the last that the process makes. */
  readonly call: number;
  /** Whether that call still reaches the cloud. */
  readonly sent: boolean;
}

/** The cloud with two accounts, and what one provider process after the other does with them. */
export class FakeEngine {
  /** Ids of what several resources of a test need, made once. */
  readonly shared: { group?: string; local?: string; lease?: string } = {};
  private context: Context;
  private kill: (Kill & { made: number }) | undefined;
  private readonly clock: SkippingClock;

  private constructor(
    readonly cloud: RunningEmulator,
    chance: () => number,
  ) {
    this.clock = new SkippingClock(chance);
    this.context = this.process();
  }

  /** @param seed The accounts `renter` and `owner`, where they are others than usual. */
  static async open(chance: () => number = Math.random, seed?: Seed): Promise<FakeEngine> {
    return new FakeEngine(await startEmulator({ qps: 1_000_000, ...(seed && { seed }) }), chance);
  }

  close(): Promise<void> {
    return this.cloud.close();
  }

  /** A new process, as every command of the CLI starts one. */
  restart(): void {
    this.kill = undefined;
    this.context = this.process();
  }

  get provider(): Context {
    return this.context;
  }

  get wasKilled(): boolean {
    return this.kill !== undefined && this.kill.made >= this.kill.call;
  }

  killAt(kill: Kill): void {
    this.kill = { ...kill, made: 0 };
  }

  /** The owner offers a new LOCAL join permission; gives the order. */
  offer(): string {
    const name = `p${randomUUID().replaceAll("-", "").slice(0, 20)}`;
    return makeOffer(this.cloud, makeLocal(this.cloud, name));
  }

  /** Every lease that the renter's account holds. */
  held(): Record<string, unknown>[] {
    const { List } = this.cloud.callAs("renter", "ListRentedJoinPermissions", { Offset: 0, Limit: 200 }) as {
      List: Record<string, unknown>[];
    };
    return List;
  }

  /** Connects with the renter's key; the owner's has a profile of that name. */
  private process(): Context {
    const accounts = Object.fromEntries(
      this.cloud.accounts.map((keys) => [keys.name, this.account(keys)] as const),
    );
    return {
      claims: new Claims(),
      startOperation: async (profile = "renter") => new Operation(accounts[profile] as Account),
    };
  }

  private account(keys: EmulatedAccount): Account {
    const send = popTransport(
      { endpoint: this.cloud.url, regionId: "cn-shanghai", requestTimeoutMs: REQUEST_TIMEOUT_MS },
      { source: "a test", get: async () => keys },
    );
    const limiters = new Map<string, Limiter>();
    return openAccount({
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
    });
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

/** One resource as the engine handles it: its state, and the calls of the provider that change it. */
export class ManagedResource {
  state: { readonly id: string; readonly outs: PropertyValues; readonly inputs: PropertyValues } | undefined;
  /** Recorded as "created, not initialised": the engine updates it at the next `up`, changed or not. */
  private unfinished = false;
  /** Whether the process of the last command was killed. */
  wasKilled = false;
  /** Every error that the user has seen, oldest first. */
  readonly errors: string[] = [];

  constructor(
    private readonly engine: FakeEngine,
    private readonly name: string,
    private readonly resource: AnyResource = leasedJoinPermission,
  ) {}

  private get lifecycle(): Lifecycle {
    return new Lifecycle(this.resource, this.engine.provider);
  }

  /** `pulumi up` with a declaration; true where it worked. */
  up(declared: PropertyValues): Promise<boolean> {
    return this.attempt(async () => {
      const { lifecycle } = this;
      const news = (olds: PropertyValues): PropertyValues => {
        const { inputs, failures } = lifecycle.check(olds, { resourceName: this.name, ...declared });
        if (failures.length > 0)
          throw new Error(failures.map(({ property, reason }) => `${property} ${reason}`).join("; "));
        return inputs;
      };
      if (!this.state) return this.create(news({}));
      const { id, outs } = this.state;
      const inputs = news(this.state.inputs);
      const { changes, replaces } = await lifecycle.diff(id, outs, inputs);
      if (replaces.length > 0) {
        await lifecycle.delete(id, outs);
        if (!this.engine.wasKilled) this.state = undefined;
        return this.create(news({}));
      }
      if (!changes && !this.unfinished) return;
      const updated = await this.recorded(inputs, () => lifecycle.update(id, outs, inputs));
      this.record({ id, outs: updated.outs, inputs });
    });
  }

  refresh(): Promise<boolean> {
    return this.attempt(() => this.readAnew());
  }

  destroy(): Promise<boolean> {
    return this.attempt(() => this.remove());
  }

  /** `pulumi destroy --refresh`: both in one process. */
  destroyRefreshed(): Promise<boolean> {
    return this.attempt(async () => {
      await this.readAnew();
      await this.remove();
    });
  }

  /** The engine compares what it has read with the inputs, to show the drift. */
  private async readAnew(): Promise<void> {
    if (!this.state) return;
    const { lifecycle } = this;
    const { id, props, inputs = this.state.inputs } = await lifecycle.read(this.state.id, this.state.outs);
    if (id !== "") await lifecycle.diff(id, props, this.state.inputs);
    if (this.engine.wasKilled) return;
    this.state = id === "" ? undefined : { id, outs: props, inputs };
  }

  private async remove(): Promise<void> {
    if (!this.state) return;
    await this.lifecycle.delete(this.state.id, this.state.outs);
    if (!this.engine.wasKilled) this.state = undefined;
  }

  private async create(inputs: PropertyValues): Promise<void> {
    const { id, outs } = await this.recorded(inputs, () => this.lifecycle.create(inputs));
    this.record({ id, outs, inputs });
  }

  /** A partial failure is recorded before it is told, as the engine does. */
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
