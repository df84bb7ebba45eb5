import { diffProperties, isSet } from "../properties";
import type { Context, DiffResult, Values } from "../resource";
import { properties } from "./properties";
import { verifyReplacement } from "./replacement";
import { keyOf } from "./state";

/**
 * What a change of inputs means. A replacement returns the old lease before it gets the new one, so before one is
 * announced, what the new one needs is looked up: a mistyped id must not cost the old lease.
 */
export const diff = async (
  id: string,
  state: Values,
  news: Values,
  { connect, run }: Context,
): Promise<DiffResult> => {
  const result = decide(state, news);
  if (result.replaces.length > 0) await verifyReplacement(id, result.replaces, news, connect);
  else run.keep(id, keyOf(state));
  return result;
};

/** The decision alone. An order that a lease taken over by its id is given later is verified, and replaces nothing. */
export const decide = (state: Values, news: Values): DiffResult => {
  const result = diffProperties(properties, state, news);
  const sameLease = news.type === state.type && !isSet(state.authOrderId);
  const replaces = result.replaces.filter((name) => !(name === "authOrderId" && sameLease));
  return { ...result, replaces, deleteBeforeReplace: replaces.length > 0 };
};
