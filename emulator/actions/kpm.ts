import { createHash } from "node:crypto";
import { assumptions } from "../assumptions";
import { spec } from "../parameters";
import type { State } from "../state";
import { type ActionSpecs, fail } from "./action";
import { submitTupleOrder, tupleOrderOf } from "./tupleOrders";

/** API version of the actions for key management systems. */
export const KPM_VERSION = "2018-10-30";

/** Returns hex digits that represent an encrypted key or its check value without revealing the key. */
const sealed = (purpose: string, secret: string, digits: number): string =>
  createHash("sha256").update(`${purpose} ${secret}`).digest("hex").slice(0, digits);

const sealedKey = (name: string, secret: string) => ({
  [`Encrypted${name}Key`]: sealed(name, secret, 32),
  [`${name}KeyKcv`]: sealed(`${name} check value`, secret, 6),
});

/** Returns a tuple with encrypted keys. Only LoRaWAN 1.1 nodes have an NwkKey and a GenAppKey. */
const encryptedTuple = (state: State, devEui: string, loraVersion: string | undefined) => {
  const { pinCode, appkey = "" } = state.nodeTuples.get(devEui) ?? {};
  return {
    DevEui: devEui,
    PinCode: pinCode,
    LoraVersion: loraVersion,
    ...sealedKey("App", appkey),
    ...(loraVersion === "1.1" ? { ...sealedKey("Nwk", appkey), ...sealedKey("GenApp", appkey) } : {}),
  };
};

/** The actions of version 2018-10-30 (API file C.2b). */
export const kpmActions: ActionSpecs = {
  // Only this version returns the id of the order as a number.
  SubmitKpmEncryptedNodeTupleOrder: {
    version: KPM_VERSION,
    parameters: {
      LoraVersion: spec.string({ values: ["1.0.2", "1.1"] }),
      RequiredCount: spec.int64({ min: 1, max: 10_000 }),
    },
    feature: assumptions.featureOfTuples.NODE,
    envelope: "fields",
    run: (call) => ({ OrderId: Number(submitTupleOrder(call, "NODE", true)) }),
  },
  GetKpmEncryptedNodeTuplesByOrderId: {
    version: KPM_VERSION,
    parameters: { OrderId: spec.int64() },
    envelope: "fields",
    run: (call) => {
      const order = tupleOrderOf(call, "NODE");
      if (!order.isKpm || order.state !== "ACCEPTED") fail(assumptions.nodeTuplesNotAccepted);
      return {
        EncryptedSessionZmk: sealed("session", order.id, 32),
        EncryptedNodeTuples: {
          EncryptedNodeTuple: order.euis.map((each) => encryptedTuple(call.state, each, order.loraVersion)),
        },
      };
    },
  },
};
