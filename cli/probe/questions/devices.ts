import type { Session } from "../session";

/** Registers the user's gateway for the time of a question; returns the parameter that names it. */
export const registered = async (session: Session): Promise<{ readonly GwEui: string }> => {
  const { eui: GwEui, pinCode: PinCode } = session.device("gateway");
  await session.first.create("gateway", { GwEui, PinCode });
  return { GwEui };
};

/** Adds the user's node to a new node group for the time of a question; returns the parameters that name it. */
export const inGroup = async (
  session: Session,
): Promise<{ readonly DevEui: string; readonly NodeGroupId: string }> => {
  const { eui: DevEui, pinCode: PinCode } = session.device("node");
  const NodeGroupId = await session.first.create("group");
  await session.first.create("node", { DevEui, NodeGroupId, PinCode });
  return { DevEui, NodeGroupId };
};

/** Returns another PIN than the given one. */
export const wrongPin = (pinCode: string): string => (pinCode === "000000" ? "000001" : "000000");

/** Returns every order of the items. */
export const ordersOf = (items: readonly string[]): string[][] =>
  items.length === 0
    ? [[]]
    : items.flatMap((first) =>
        ordersOf(items.filter((each) => each !== first)).map((rest) => [first, ...rest]),
      );

/** Returns the items by the number of pairs that each won, most first. */
export const byWins = (items: readonly string[], winners: readonly string[]): string[] => {
  const wins = (item: string): number => winners.filter((each) => each === item).length;
  return [...items].sort((one, other) => wins(other) - wins(one));
};

/** A constant of the vendor; any other text of a device could be an id. */
const CONSTANT = /^[A-Z_]*\??$/;

/** Returns the given fields of an object as JSON, without texts that could be ids. */
export const fieldsOf = (object: Readonly<Record<string, unknown>>, names: readonly string[]): string =>
  JSON.stringify(
    Object.fromEntries(
      names.map((name) => {
        const value = object[name];
        return [name, typeof value === "string" && !CONSTANT.test(value) ? "?" : value];
      }),
    ),
  );

/** Answers that are the values of some fields of an object, as JSON: the assumed ones, and each changed alone. */
export const fieldsLike = (assumed: Readonly<Record<string, unknown>>) => ({
  examples: [
    JSON.stringify(assumed),
    ...Object.entries(assumed).map(([name, value]) =>
      JSON.stringify({ ...assumed, [name]: typeof value === "boolean" ? !value : `${value}?` }),
    ),
  ],
  meaningOf: (answer: string) =>
    answer.startsWith("{")
      ? { value: JSON.parse(answer) as unknown, meaning: `they are ${answer}` }
      : undefined,
});
