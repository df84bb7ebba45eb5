import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { callsOf } from "./calls";
import { emulated } from "./hooks";
import { Host, type HostError, type Values } from "./host";

type Account = "renter" | "owner" | "stranger";

export const accounts = ["renter", "owner", "stranger"].map((name) => ({
  name,
  accessKeyId: `MARKED_ID_${name}`,
  accessKeySecret: `MARKED_SECRET_${name}`,
}));
const profiles = JSON.stringify(Object.fromEntries(accounts.map(({ name, ...keys }) => [name, keys])));

/** Pulumi's provider process, with the keys of one account, and the cloud that it calls. */
export class HostStage {
  private readonly others: HostStage[] = [];

  private constructor(
    readonly cloud: RunningEmulator,
    readonly host: Host,
    private readonly resource: string,
    private readonly account: Account,
  ) {}

  /** With the renter's key; those of all accounts are profiles. */
  static async open(resource: string, account: Account = "renter"): Promise<HostStage> {
    const cloud = await emulated({ qps: 10_000, seed: { accounts } });
    return HostStage.enter(cloud, resource, account, {}, {});
  }

  /** Another process on the same cloud, as another command of the CLI starts one; it ends with this stage. */
  async again({
    account = this.account,
    config = {},
    env = {},
  }: {
    readonly account?: Account;
    readonly config?: Record<string, string>;
    readonly env?: NodeJS.ProcessEnv;
  } = {}): Promise<HostStage> {
    const other = await HostStage.enter(this.cloud, this.resource, account, config, env);
    this.others.push(other);
    return other;
  }

  private static async enter(
    cloud: RunningEmulator,
    resource: string,
    account: Account,
    config: Record<string, string>,
    env: NodeJS.ProcessEnv,
  ): Promise<HostStage> {
    const keys = accounts.find(({ name }) => name === account);
    const usual = {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": keys?.accessKeyId ?? "",
      "linkwan:accessKeySecret": keys?.accessKeySecret ?? "",
      "linkwan:profiles": profiles,
    };
    const host = await Host.start({ ...usual, ...config }, env);
    return new HostStage(cloud, host.as(resource), resource, account);
  }

  close(): void {
    const all = [this, ...this.others];
    for (const { host } of all) host.stop();
    for (const { host } of all) assert.doesNotMatch(host.stderr, /MARKED|100001/);
  }

  /** Every call so far, with its code where it failed. */
  calls(): string[] {
    return callsOf(this.cloud);
  }

  /** The calls that some work makes. */
  async callsOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = this.cloud.calls.length;
    await work();
    return callsOf(this.cloud, before);
  }

  callAs(action: string, parameters: Values = {}, account: Account = "renter"): unknown {
    return this.cloud.callAs(account, action, parameters);
  }

  /** What a check of a declaration reports, each with its property. */
  async reasons(declared: Values): Promise<string[]> {
    const { failures } = await this.host.check({ resourceName: "lease", ...declared });
    return failures.map(({ property, reason }) => `${property} ${reason}`);
  }

  /** The calls that reading these together takes; nothing must have changed. */
  readTogether(made: readonly { readonly id: string; readonly state: Values }[]): Promise<string[]> {
    return this.callsOf(async () => {
      const read = await Promise.all(made.map(({ id, state }) => this.host.read(id, state)));
      assert.deepEqual(
        read.map(({ state }) => state),
        made.map(({ state }) => state),
      );
    });
  }

  /** The error of some work that has to fail: one line, without a secret. */
  async failure(work: Promise<unknown>): Promise<HostError> {
    const error = await work.then(
      () => assert.fail("it worked"),
      (thrown: HostError) => thrown,
    );
    assert.doesNotMatch(error.message, /MARKED|100001|\n|undefined/);
    assert.doesNotMatch(JSON.stringify(error), /MARKED/);
    return error;
  }
}
