import assert from "node:assert/strict";
import type { RunningEmulator } from "../../emulator";
import { type Caller, call } from "./signedRequest";

export type Parameters = Record<string, unknown>;

/** What CreateGateway takes beside an identity. */
export const roof = {
  Name: "roof",
  FreqBandPlanGroupId: 101,
  CommunicationMode: "HALF_DUPLEX",
  City: "杭州",
  District: "西湖",
  Address: "1, Lake Road",
  AddressCode: 330_106,
  GisCoordinateSystem: "WGS_84",
  Longitude: 120.125,
  Latitude: -30.25,
};

/** Signed calls as accounts of the emulator that runs at the time of the call. */
export const callsTo = (emulator: () => RunningEmulator) => (account: string) => {
  const ask = async (action: string, parameters: Parameters) => {
    const { url, accounts } = emulator();
    const caller = { url, ...accounts.find(({ name }) => name === account) } as Caller;
    const text = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
    return (await call(caller, action, text)).json;
  };
  return {
    /** The code that a call ends in. */
    code: async (action: string, parameters: Parameters = {}) => (await ask(action, parameters)).Code ?? "OK",
    /** The data that a call gives; it must succeed. */
    data: async (action: string, parameters: Parameters = {}) => {
      const json = await ask(action, parameters);
      assert.equal(json.Code, undefined, `${action}: ${json.Code}`);
      return json.Data;
    },
  };
};
