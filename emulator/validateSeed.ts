import { type AccountSeed, createAccount } from "./seed";

/** Type of the value of a seed field. */
interface FieldType {
  /** Completes the message "must be …". */
  readonly description: string;
  readonly accepts: (value: unknown) => boolean;
}

const isNonEmptyString = (value: unknown): boolean => typeof value === "string" && value !== "";
const matching = (description: string, pattern: RegExp): FieldType => ({
  description,
  accepts: (value) => typeof value === "string" && pattern.test(value),
});

const string: FieldType = { description: "a non-empty string", accepts: isNonEmptyString };
const boolean: FieldType = { description: "a boolean", accepts: (value) => typeof value === "boolean" };
const integer: FieldType = { description: "an integer", accepts: Number.isSafeInteger };
const array: FieldType = { description: "an array", accepts: Array.isArray };
const strings: FieldType = {
  description: "an array of non-empty strings",
  accepts: (value) => Array.isArray(value) && value.every(isNonEmptyString),
};
const eui = matching("16 hex digits", /^[0-9a-f]{16}$/i);
const pinCode = matching("6 decimal digits", /^\d{6}$/);
const content = matching("1 to 51 bytes in hex digits", /^([0-9a-f]{2}){1,51}$/i);
const euis: FieldType = {
  description: "an array of EUIs, each of 16 hex digits",
  accepts: (value) => Array.isArray(value) && value.every((each) => eui.accepts(each)),
};
const between = (min: number, max: number): FieldType => ({
  description: `an integer from ${min} to ${max}`,
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
});
const accountId = matching("16 decimal digits", /^\d{16}$/);

interface EntrySchema {
  readonly required: readonly string[];
  /** Fields whose values must be unique among the entries. */
  readonly unique: readonly string[];
  readonly fields: Readonly<Record<string, FieldType>>;
}

const schemas: Readonly<Record<string, EntrySchema>> = {
  accounts: {
    required: ["name"],
    unique: ["name", "accountId"],
    fields: {
      name: string,
      accessKeyId: string,
      accessKeySecret: string,
      securityToken: string,
      accountId,
      otherKeys: array,
      activated: boolean,
      missingFeatures: strings,
      deniedActions: strings,
      arrears: boolean,
      iotInstanceId: string,
    },
  },
  joinPermissions: {
    required: ["owner", "name"],
    unique: [],
    fields: {
      owner: string,
      name: string,
      classMode: string,
      freqBandPlanGroupId: integer,
      offeredTo: string,
    },
  },
  gateways: { required: ["gwEui", "pinCode"], unique: ["gwEui"], fields: { gwEui: eui, pinCode } },
  nodes: { required: ["devEui", "pinCode"], unique: ["devEui"], fields: { devEui: eui, pinCode } },
  traffic: {
    required: ["devEui", "gwEuis", "everySeconds"],
    unique: [],
    fields: {
      devEui: eui,
      gwEuis: euis,
      everySeconds: between(1, 31_536_000),
      fPort: between(1, 223),
      content,
    },
  },
  nodeGroups: {
    required: ["account", "name"],
    unique: [],
    fields: { account: string, name: string, locks: array },
  },
};
/** Schemas of the lists that entries contain. */
const nestedSchemas: Readonly<Record<string, EntrySchema>> = {
  locks: { required: [], unique: ["lockId"], fields: { lockId: string, lockType: string, enabled: boolean } },
  otherKeys: {
    required: ["accessKeyId"],
    unique: [],
    fields: { accessKeyId: string, accessKeySecret: string, securityToken: string },
  },
};

/** Returns the reason why a seed is invalid, with the path of the invalid entry; `undefined` if the seed is valid. */
export const validateSeed = (seed: unknown): string | undefined => {
  if (typeof seed !== "object" || seed === null || Array.isArray(seed)) return "must be an object";
  const unknownKey = Object.keys(seed).find((key) => !Object.hasOwn(schemas, key));
  if (unknownKey !== undefined)
    return `unknown key "${unknownKey}"; valid keys: ${Object.keys(schemas).join(", ")}`;
  const lists = seed as Record<string, unknown>;
  for (const [name, schema] of Object.entries(schemas)) {
    const reason = lists[name] === undefined ? undefined : validateList(name, lists[name], schema);
    if (reason !== undefined) return reason;
  }
  return validateKeys((lists.accounts ?? []) as readonly AccountSeed[]);
};

/** Checks that each access key id is unique, because a call identifies the account only by the access key id. */
const validateKeys = (accounts: readonly AccountSeed[]): string | undefined => {
  const ids = accounts
    .map(createAccount)
    .flatMap((account) => [account, ...account.otherKeys])
    .map(({ accessKeyId }) => accessKeyId);
  const duplicate = ids.find((id, index) => ids.indexOf(id) !== index);
  return duplicate === undefined ? undefined : `accounts: duplicate accessKeyId "${duplicate}"`;
};

const validateList = (path: string, entries: unknown, schema: EntrySchema): string | undefined => {
  if (!Array.isArray(entries)) return `${path} must be an array`;
  for (const [index, entry] of entries.entries()) {
    const reason = validateEntry(`${path}[${index}]`, entry, schema);
    if (reason !== undefined) return reason;
  }
  return validateUnique(path, entries, schema.unique);
};

const validateEntry = (
  path: string,
  entry: unknown,
  { required, fields }: EntrySchema,
): string | undefined => {
  if (typeof entry !== "object" || entry === null) return `${path} must be an object`;
  const values = entry as Record<string, unknown>;
  const missing = required.find((key) => values[key] === undefined || values[key] === "");
  if (missing !== undefined) return `${path}.${missing} is required`;
  for (const [key, value] of Object.entries(values)) {
    const type = Object.hasOwn(fields, key) ? fields[key] : undefined;
    if (!type) return `${path}: unknown key "${key}"; valid keys: ${Object.keys(fields).join(", ")}`;
    if (value !== undefined && !type.accepts(value)) return `${path}.${key} must be ${type.description}`;
  }
  for (const [name, schema] of Object.entries(nestedSchemas)) {
    const list = values[name];
    const reason = list === undefined ? undefined : validateList(`${path}.${name}`, list, schema);
    if (reason !== undefined) return reason;
  }
  return undefined;
};

/**
 * Returns a description of the first duplicate value in a unique field; `undefined` if there is no duplicate. EUIs are
 * compared case-insensitively.
 */
const validateUnique = (
  path: string,
  entries: readonly Record<string, unknown>[],
  unique: readonly string[],
): string | undefined => {
  for (const key of unique) {
    const normalize = (value: unknown) => (key.endsWith("Eui") ? String(value).toLowerCase() : value);
    const values = entries.map((entry) => entry[key]).filter((value) => value !== undefined);
    const seen = new Set<unknown>();
    for (const value of values.map(normalize)) {
      if (seen.has(value)) return `${path}: duplicate ${key} "${value}"`;
      seen.add(value);
    }
  }
  return undefined;
};
