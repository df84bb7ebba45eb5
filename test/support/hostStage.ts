import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { emulated } from "./hooks";
import { Host, type HostError, type Values } from "./host";

const accounts = ["renter", "owner", "stranger"].map((name) => ({
  name,
  accessKeyId: `id_of_${name}`,
  accessKeySecret: `MARKED_SECRET_${name}`,
}));
const profiles = JSON.stringify(Object.fromEntries(accounts.map(({ name, ...keys }) => [name, keys])));

/** Pulumi's provider process, with the keys of one account, and the cloud that it calls. */
export class HostStage {
  private constructor(
    readonly cloud: RunningEmulator,
    readonly host: Host,
  ) {}

  /** With the renter's key; those of all accounts are profiles. */
  static async open(resource: Parameters<Host["as"]>[0], account = "renter"): Promise<HostStage> {
    const cloud = await emulated({ qps: 10_000, seed: { accounts } });
    return HostStage.enter(cloud, resource, account);
  }

  /** Another process on the same cloud, as another command of the CLI starts one. */
  again(resource: Parameters<Host["as"]>[0], account = "renter"): Promise<HostStage> {
    return HostStage.enter(this.cloud, resource, account);
  }

  private static async enter(
    cloud: RunningEmulator,
    resource: Parameters<Host["as"]>[0],
    account: string,
  ): Promise<HostStage> {
    const keys = accounts.find(({ name }) => name === account);
    const host = await Host.start({
      "linkwan:endpoint": cloud.url,
      "linkwan:accessKeyId": keys?.accessKeyId ?? "",
      "linkwan:accessKeySecret": keys?.accessKeySecret ?? "",
      "linkwan:profiles": profiles,
    });
    return new HostStage(cloud, await host.as(resource));
  }

  close(): void {
    this.host.stop();
    assert.doesNotMatch(this.host.stderr, /MARKED|100001/);
  }

  /** Every call so far, with its code where it failed. */
  calls(): string[] {
    return this.cloud.calls.map(({ action, code }) => (code === "OK" ? action : `${action} ${code}`));
  }

  /** The calls that some work makes. */
  async callsOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = this.cloud.calls.length;
    await work();
    return this.calls().slice(before);
  }

  act(action: string, parameters: Values = {}, account = "renter"): unknown {
    return this.cloud.act(account, action, parameters);
  }

  /** The error of some work that has to fail: one line, without a secret. */
  async failure(work: Promise<unknown>): Promise<HostError> {
    const error = await work.then(
      () => assert.fail("it worked"),
      (thrown: HostError) => thrown,
    );
    assert.doesNotMatch(error.message, /MARKED|100001|\n|undefined/);
    return error;
  }
}
