/** Validators of single values: each says why a value cannot be used, or gives `undefined`. */
export type Refuses = (value: unknown) => string | undefined;

const shown = (value: unknown): string => {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
};

export const anyOf =
  (...values: string[]): Refuses =>
  (value) =>
    values.includes(value as string)
      ? undefined
      : `must be ${values.map((each) => `"${each}"`).join(" or ")}, not ${shown(value)}`;

/** Ids are decimal digits in text: as numbers, long ones would lose digits. */
export const id: Refuses = (value) => {
  if (typeof value === "string" && /^(0|[1-9]\d{0,19})$/.test(value)) return undefined;
  if (Number.isSafeInteger(value) && Number(value) >= 0)
    return `must be text: "${value}" instead of ${value}`;
  return `must be an id, decimal digits as text without leading zeros, not ${shown(value)}`;
};

export const wholeBetween =
  (least: number, most: number, unit: string): Refuses =>
  (value) =>
    Number.isInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be a whole number from ${least} to ${most}${unit}, not ${shown(value)}`;

export const trueOrFalse: Refuses = (value) =>
  typeof value === "boolean" ? undefined : `must be true or false, not ${shown(value)}`;

export const nonEmptyText: Refuses = (value) =>
  typeof value === "string" && value.trim() !== ""
    ? undefined
    : `must be text that is not empty, not ${shown(value)}`;
