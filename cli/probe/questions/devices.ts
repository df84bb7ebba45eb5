import type { Session } from "../session";

/** Registers the user's gateway until the end of the question. Returns the parameter that identifies the gateway. */
export const registered = async (session: Session): Promise<{ readonly GwEui: string }> => {
  const { eui: GwEui, pinCode: PinCode } = session.device("gateway");
  await session.first.create("gateway", { GwEui, PinCode });
  return { GwEui };
};

/** Adds the user's node to a new node group until the end of the question. Returns the ids of both as parameters. */
export const inGroup = async (
  session: Session,
): Promise<{ readonly DevEui: string; readonly NodeGroupId: string }> => {
  const { eui: DevEui, pinCode: PinCode } = session.device("node");
  const NodeGroupId = await session.first.create("group");
  await session.first.create("node", { DevEui, NodeGroupId, PinCode });
  return { DevEui, NodeGroupId };
};

/** Returns a PIN that differs from `pinCode`. */
export const wrongPin = (pinCode: string): string => (pinCode === "000000" ? "000001" : "000000");

/** Returns all permutations of the items. */
export const ordersOf = (items: readonly string[]): string[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        ordersOf(items.filter((each) => each !== first)).map((rest) => [first, ...rest]),
      );

/** Sorts the items by the number of comparisons that they won, in descending order. */
export const byWins = (items: readonly string[], winners: readonly string[]): string[] => {
  const wins = (item: string): number => winners.filter((each) => each === item).length;
  return [...items].sort((one, other) => wins(other) - wins(one));
};

/** Matches a constant of the API. Any other string in a device could be an id. */
const CONSTANT = /^[A-Z_]*\??$/;

/** Returns the given fields of an object as JSON. Replaces strings that could be ids with `?`. */
export const fieldsOf = (object: Readonly<Record<string, unknown>>, names: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(
      names.map((name) => {
        const value = object[name];
        return [name, typeof value === "string" && !CONSTANT.test(value) ? "?" : value];
      }),
    ),
  );

/**
 * Returns answers that are field values of an object, as JSON. The examples are the assumed values, and variants that
 * each change one value.
 */
export const fieldsLike = (assumed: Readonly<Record<string, unknown>>) => ({
  examples: [
    JSON.stringify(assumed),
    ...Object.entries(assumed).map(([name, value]) =>
      JSON.stringify({ ...assumed, [name]: typeof value === "boolean" ? !value : `${value}?` }),
    ),
  ],
  meaningOf: (answer: string) =>
    answer.startsWith("{")
      ? { value: JSON.parse(answer) as unknown, meaning: `the state is ${answer}` }
      : undefined,
});
