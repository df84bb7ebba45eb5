import { flag, openEnum, optional, text, whole } from "../client/decode";

/** LoRaWAN class of devices. `D2D` is only in the API's schema, not in its texts. */
export type ClassMode = "A" | "B" | "C" | "D2D";

export const classMode = <T extends ClassMode>() => openEnum<T>();

/** Fields of every join permission (API file B.0.2); fields that only Get returns are optional. */
export const joinPermissionFields = {
  JoinPermissionId: text,
  JoinPermissionName: text,
  FreqBandPlanGroupId: text,
  JoinEui: text,
  Enabled: flag,
  RxDelay: optional(whole),
  DataRate: optional(whole),
  CreateMillis: optional(whole),
  NodesCnt: optional(whole),
  RxDailySum: optional(whole),
  RxMonthSum: optional(whole),
  TxDailySum: optional(whole),
  TxMonthSum: optional(whole),
};
