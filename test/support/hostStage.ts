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

/** Pulumi's provider process with one account's keys, and the cloud that it calls. */
export class HostStage {
  private readonly others: HostStage[] = [];

  private constructor(
    readonly cloud: RunningEmulator,
    readonly host: Host,
    private readonly resource: string,
    private readonly account: Account,
  ) {}

  /** @param account Owner of the process's keys. The keys of every account are also available as a profile. */
  static async open(resource: string, account: Account = "renter"): Promise<HostStage> {
    const cloud = await emulated({ qps: 10_000, seed: { accounts } });
    return HostStage.start(cloud, resource, account, {}, {});
  }

  /** Starts another process on the same cloud, as another CLI command would. `close` also stops this process. */
  async startProcess({
    account = this.account,
    config = {},
    env = {},
  }: {
    readonly account?: Account;
    readonly config?: Record<string, string>;
    readonly env?: NodeJS.ProcessEnv;
  } = {}): Promise<HostStage> {
    const other = await HostStage.start(this.cloud, this.resource, account, config, env);
    this.others.push(other);
    return other;
  }

  private static async start(
    cloud: RunningEmulator,
    resource: string,
    account: Account,
    config: Record<string, string>,
    env: NodeJS.ProcessEnv,
  ): Promise<HostStage> {
    const keys = accounts.find(({ name }) => name === account);
    const defaults = {
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": keys?.accessKeyId ?? "",
      "linkwan:accessKeySecret": keys?.accessKeySecret ?? "",
      "linkwan:profiles": profiles,
    };
    const host = await Host.start({ ...defaults, ...config }, env);
    return new HostStage(cloud, host.as(resource), resource, account);
  }

  /** Stops the processes, and verifies that none printed a secret. */
  close(): void {
    const all = [this, ...this.others];
    for (const { host } of all) host.stop();
    for (const { host } of all) assert.doesNotMatch(host.stderr, /MARKED|100001/);
  }

  /** Returns every call so far, followed by its code if it failed. */
  calls(): string[] {
    return callsOf(this.cloud);
  }

  /** Returns the calls that `work` makes. */
  async callsOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = this.cloud.calls.length;
    await work();
    return callsOf(this.cloud, before);
  }

  /** Calls an action outside the provider, as the console would. */
  callAs(action: string, parameters: Values = {}, account: Account = "renter"): unknown {
    return this.cloud.callAs(account, action, parameters);
  }

  /** Returns the failures of a check, each as a sentence that begins with the property. */
  async reasons(declared: Values): Promise<string[]> {
    const { failures } = await this.host.check({ resourceName: "lease", ...declared });
    return failures.map(({ property, reason }) => {
      assert.equal(property, "", "Pulumi prints the value of the property");
      return reason;
    });
  }

  /**
   * Reads these resources concurrently, verifies that their states are unchanged, and returns the calls that the reads
   * make.
   */
  readTogether(created: readonly { readonly id: string; readonly state: Values }[]): Promise<string[]> {
    return this.callsOf(async () => {
      const read = await Promise.all(created.map(({ id, state }) => this.host.read(id, state)));
      assert.deepEqual(
        read.map(({ state }) => state),
        created.map(({ state }) => state),
      );
    });
  }

  /** Returns the error of an operation that must fail. Verifies that the error is one line without secrets. */
  async failure(work: Promise<unknown>): Promise<HostError> {
    const error = await work.then(
      () => assert.fail("the operation succeeded"),
      (thrown: HostError) => thrown,
    );
    assert.doesNotMatch(error.message, /MARKED|100001|\n|undefined/);
    assert.doesNotMatch(JSON.stringify(error), /MARKED/);
    return error;
  }
}
