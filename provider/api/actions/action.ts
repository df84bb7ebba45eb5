import type { Decoder } from "../decode";

/** A business parameter as the code holds it; on the wire each is text. */
export type Parameter = string | number | boolean | undefined;

/**
 * What a call does, which decides whether it may be sent again when it is unknown if the first one took effect.
 * - `read`: changes nothing
 * - `idempotent`: a write that leads to the same end (a repeated Return answers NonExistent, which is success)
 * - `unsafe`: a write whose repeat would fail or double; the caller must look at the cloud first
 */
export type Effect = "read" | "idempotent" | "unsafe";

export interface Action<P extends Record<string, Parameter>, R> {
  /** Never set; carries the type of the parameters. */
  readonly parameters?: P;
  /** Decodes the answer's `Data`. */
  readonly data: Decoder<R>;
  readonly effect: Effect;
}

export const action =
  <P extends Record<string, Parameter>>() =>
  <R>(effect: Effect, data: Decoder<R>): Action<P, R> => ({ effect, data });

/** Parameters of every list that comes in pages (API file B.0.3); sorted, or its pages are not stable. */
export type Page<SortingField extends string> = {
  Offset: number;
  Limit: number;
  SortingField: SortingField;
  Ascending: boolean;
};
