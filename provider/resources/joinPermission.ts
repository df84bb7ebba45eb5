import { boolean, id, integer, openEnum, optional, string } from "../client/decode";

/** LoRaWAN class of devices. `D2D` appears only in the API's schema, not in the text of its documentation. */
export type ClassMode = "A" | "B" | "C" | "D2D";

export const classMode = <T extends ClassMode>() => openEnum<T>();

/** Fields of every join permission (API file B.0.2); fields that only Get returns are optional. */
export const joinPermissionFields = {
  JoinPermissionId: id,
  JoinPermissionName: string,
  FreqBandPlanGroupId: id,
  JoinEui: id,
  Enabled: boolean,
  RxDelay: optional(integer),
  DataRate: optional(integer),
  CreateMillis: optional(integer),
  NodesCnt: optional(integer),
  RxDailySum: optional(integer),
  RxMonthSum: optional(integer),
  TxDailySum: optional(integer),
  TxMonthSum: optional(integer),
};

/** Returns the subject of a call that concerns one join permission. */
export const joinPermissionSubject = ({ JoinPermissionId }: { readonly JoinPermissionId: string }): string =>
  `join permission ${JoinPermissionId}`;
