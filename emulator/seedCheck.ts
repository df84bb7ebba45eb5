/** What a field of an entry may hold: how to say it, and whether a value is that. */
type Kind = readonly [says: string, holds: (value: unknown) => boolean];

const text: Kind = ["a text", (value) => typeof value === "string" && value !== ""];
const flag: Kind = ["true or false", (value) => typeof value === "boolean"];
const number: Kind = ["a whole number", Number.isSafeInteger];
const list: Kind = ["a list", Array.isArray];
const texts: Kind = ["a list of texts", (value) => Array.isArray(value) && value.every(text[1])];
const matching = (says: string, pattern: RegExp): Kind => [
  says,
  (value) => typeof value === "string" && pattern.test(value),
];
const eui = matching("16 hex digits", /^[0-9a-f]{16}$/i);
const pinCode = matching("6 decimal digits", /^\d{6}$/);

interface Shape {
  readonly required: readonly string[];
  /** Fields by which no two entries may be the same. */
  readonly unique: readonly string[];
  readonly fields: Readonly<Record<string, Kind>>;
}

const lists: Readonly<Record<string, Shape>> = {
  accounts: {
    required: ["name"],
    unique: ["name", "accessKeyId"],
    fields: {
      name: text,
      accessKeyId: text,
      accessKeySecret: text,
      securityToken: text,
      activated: flag,
      missingFeatures: texts,
      deniedActions: texts,
      arrears: flag,
    },
  },
  joinPermissions: {
    required: ["owner", "name"],
    unique: [],
    fields: { owner: text, name: text, classMode: text, freqBandPlanGroupId: number, offeredTo: text },
  },
  gateways: { required: ["gwEui", "pinCode"], unique: ["gwEui"], fields: { gwEui: eui, pinCode } },
  nodes: { required: ["devEui", "pinCode"], unique: ["devEui"], fields: { devEui: eui, pinCode } },
  nodeGroups: {
    required: ["account", "name"],
    unique: [],
    fields: { account: text, name: text, locks: list },
  },
};
const locks: Shape = {
  required: [],
  unique: ["lockId"],
  fields: { lockId: text, lockType: text, enabled: flag },
};

/** Why a seed cannot be used, naming the entry; `undefined` where it can. */
export const refusesSeed = (seed: unknown): string | undefined => {
  if (typeof seed !== "object" || seed === null || Array.isArray(seed)) return "a seed is an object";
  const extra = Object.keys(seed).find((key) => !Object.hasOwn(lists, key));
  if (extra !== undefined) return `a seed has ${Object.keys(lists).join(", ")}, no ${extra}`;
  const given = seed as Record<string, unknown>;
  for (const [name, shape] of Object.entries(lists)) {
    const reason = given[name] === undefined ? undefined : refusesList(name, given[name], shape);
    if (reason !== undefined) return reason;
  }
  return undefined;
};

const refusesList = (name: string, entries: unknown, shape: Shape): string | undefined => {
  if (!Array.isArray(entries)) return `${name} is a list`;
  for (const [index, entry] of entries.entries()) {
    const reason = refusesEntry(`${name}[${index}]`, entry, shape);
    if (reason !== undefined) return reason;
  }
  return refusesDoubles(name, entries, shape.unique);
};

const refusesEntry = (where: string, entry: unknown, { required, fields }: Shape): string | undefined => {
  if (typeof entry !== "object" || entry === null) return `${where} is an object`;
  const given = entry as Record<string, unknown>;
  const absent = required.find((key) => given[key] === undefined || given[key] === "");
  if (absent !== undefined) return `${where} has no ${absent}`;
  for (const [key, value] of Object.entries(given)) {
    const [says, holds] = (Object.hasOwn(fields, key) ? fields[key] : undefined) ?? [];
    if (!says || !holds) return `${where} has ${key}; it may have ${Object.keys(fields).join(", ")}`;
    if (value !== undefined && !holds(value)) return `${where}.${key} is not ${says}`;
  }
  return given.locks === undefined ? undefined : refusesList(`${where}.locks`, given.locks, locks);
};

/** EUIs are the same in upper and lower case. */
const refusesDoubles = (
  name: string,
  entries: readonly Record<string, unknown>[],
  unique: readonly string[],
): string | undefined => {
  for (const key of unique) {
    const comparable = (value: unknown) => (key.endsWith("Eui") ? String(value).toLowerCase() : value);
    const values = entries.map((entry) => entry[key]).filter((value) => value !== undefined);
    const seen = new Set<unknown>();
    for (const value of values.map(comparable)) {
      if (seen.has(value)) return `two ${name} have the ${key} ${value}`;
      seen.add(value);
    }
  }
  return undefined;
};
