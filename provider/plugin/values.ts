import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { isObject } from "../client/plain";
import { isSet, type PropertyValues, UNKNOWN } from "../engine/property";
import { Struct } from "./protocol";

/** Key and value that mark an object as a secret on the wire. Both are the same in every version of Pulumi. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Values of a message. */
export interface Received {
  /** Values, with secrets marked. */
  readonly marked: PropertyValues;
  /** Values without the marks of secrets. */
  readonly values: PropertyValues;
}

/** Returns the values of a message. */
export const received = (message: StructMessage | undefined): Received => {
  const marked = message?.toJavaScript() ?? {};
  const values = reveal(marked);
  return { marked, values: isObject(values) ? values : {} };
};

const isSecret = (value: unknown): boolean => isObject(value) && value[SIGNATURE] === SECRET;

const reveal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reveal);
  if (!isObject(value)) return value;
  if (isSecret(value)) return reveal(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, reveal(each)]));
};

/**
 * Marks a value as a secret if a secret in one of the messages has the same name. Pulumi's engine passes marked secrets
 * only to providers that also return marked secrets, and requires such marks from every provider with a component.
 */
export const markSecrets = (values: PropertyValues, ...messages: readonly Received[]): PropertyValues =>
  messages.reduce((marked, message) => {
    const result = mark(marked, message.marked);
    return isObject(result) ? result : marked;
  }, values);

const mark = (value: unknown, like: unknown): unknown => {
  if (value === undefined || isSecret(value)) return value;
  if (isSecret(like)) return { [SIGNATURE]: SECRET, value };
  if (Array.isArray(value))
    return value.map((each, index) => mark(each, Array.isArray(like) ? like[index] : undefined));
  if (!isObject(value) || !isObject(like)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mark(each, like[name])]));
};

/** Converts values to a message; omits values that are not set. */
export const structOf = (values: PropertyValues): StructMessage => {
  const set = Object.fromEntries(Object.entries(values).filter(([, value]) => isSet(value)));
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(set)));
};

/** Returns whether a value or a part of it is unknown during a preview. */
export const hasUnknown = (value: unknown): boolean =>
  value === UNKNOWN ||
  (Array.isArray(value) && value.some(hasUnknown)) ||
  (isObject(value) && Object.values(value).some(hasUnknown));
