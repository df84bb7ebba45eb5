/**
 * What a question does to the account. `reads`: calls only actions that read. `creates`: also creates objects that are
 * free, and deletes them. `costs`: can incur charges, blocks the orders or PINs of the account for a time, or takes long.
 */
export type Effect = "reads" | "creates" | "costs";

/** The effects, the most harmless first. */
const effects: readonly Effect[] = ["reads", "creates", "costs"];

/** Returns whether a user who allows `most` also allows `effect`. */
export const allows = (most: Effect, effect: Effect): boolean =>
  effects.indexOf(effect) <= effects.indexOf(most);
