/**
 * Effect of a question on the account. `reads`: calls only read actions. `creates`: also creates objects that are free
 * of charge, and deletes them. `costs`: can incur charges, temporarily block the account's orders or PINs, or take a
 * long time.
 */
export type Effect = "reads" | "creates" | "costs";

/** The effects, from the least to the most severe. */
const effects: readonly Effect[] = ["reads", "creates", "costs"];

/** Returns whether a user who allows `most` also allows `effect`. */
export const allows = (most: Effect, effect: Effect): boolean =>
  effects.indexOf(effect) <= effects.indexOf(most);
