import assert from "node:assert/strict";
import type { EmulatedAccount, RunningEmulator } from "../../emulator";
import { type Caller, call } from "./signedRequest";

export type Parameters = Record<string, unknown>;

/**
 * Returns functions that make signed calls as an account of an emulator. `emulator` returns the emulator to call, and
 * `now` returns the time of that emulator.
 */
export const callsTo =
  (emulator: () => RunningEmulator, now: () => number = Date.now) =>
  (account: string) => {
    const ask = async (action: string, parameters: Parameters) => {
      const { url, accounts } = emulator();
      const caller = { url, ...accounts.find(({ name }) => name === account) } as Caller;
      const text = Object.fromEntries(
        Object.entries(parameters).map(([name, value]) => [name, String(value)]),
      );
      const common = { Timestamp: new Date(now()).toISOString().replace(/\.\d+Z$/, "Z") };
      return (await call(caller, action, text, { common })).json;
    };
    return {
      /** Returns the error code of a call, or `OK`. */
      code: async (action: string, parameters: Parameters = {}) =>
        (await ask(action, parameters)).Code ?? "OK",
      /** Returns the data of a call, which must succeed. */
      data: async (action: string, parameters: Parameters = {}) => {
        const json = await ask(action, parameters);
        assert.equal(json.Code, undefined, `${action}: ${json.Code}`);
        return json.Data;
      },
    };
  };

/**
 * Returns the keys and IoT instances of accounts as a value of `linkwan:profiles`. Each profile has the name of its
 * account.
 */
export const profilesText = (accounts: readonly EmulatedAccount[]): string =>
  JSON.stringify(
    Object.fromEntries(
      accounts.map(({ name, accessKeyId, accessKeySecret, iotInstanceId }) => [
        name,
        { accessKeyId, accessKeySecret, iotInstanceId },
      ]),
    ),
  );
