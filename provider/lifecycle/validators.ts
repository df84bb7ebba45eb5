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

export const between =
  (least: number, most: number, unit: string): Refuses =>
  (value) =>
    typeof value === "number" && value >= least && value <= most
      ? undefined
      : `must be a number from ${least} to ${most}${unit}, not ${shown(value)}`;

/** A GwEUI, DevEUI or JoinEUI. */
export const eui: Refuses = (value) =>
  typeof value === "string" && /^[0-9a-fA-F]{16}$/.test(value)
    ? undefined
    : `must be 16 hexadecimal digits as text, not ${shown(value)}`;

/** EUIs are kept in lower case, as the vendor's console shows them. */
export const lowerCase = (value: unknown): unknown =>
  typeof value === "string" ? value.toLowerCase() : value;

/** A secret: what is wrong with it is said without showing it. */
export const pinCode: Refuses = (value) =>
  typeof value === "string" && /^\d{6}$/.test(value)
    ? undefined
    : "must be the 6 digits of the device's label, as text";

export const textUpTo =
  (longest: number): Refuses =>
  (value) =>
    nonEmptyText(value) ??
    (String(value).length <= longest
      ? undefined
      : `has ${String(value).length} characters; it may have ${longest}`);

export const trueOrFalse: Refuses = (value) =>
  typeof value === "boolean" ? undefined : `must be true or false, not ${shown(value)}`;

export const nonEmptyText: Refuses = (value) =>
  typeof value === "string" && value.trim() !== ""
    ? undefined
    : `must be text that is not empty, not ${shown(value)}`;
