import type { Struct as StructMessage } from "google-protobuf/google/protobuf/struct_pb";
import { isObject } from "../client/plain";
import { isSet, type PropertyValues, UNKNOWN } from "../engine/property";
import { Struct } from "./protocol";

/** Key and value that mark an object as a secret on the wire. Both are the same in every version of Pulumi. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Returns the values of a message, with secrets in clear. */
export const valuesOf = (message: StructMessage | undefined): PropertyValues => {
  const values = reveal(message?.toJavaScript() ?? {});
  return isObject(values) ? values : {};
};

const reveal = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(reveal);
  if (!isObject(value)) return value;
  if (value[SIGNATURE] === SECRET) return reveal(value.value);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, reveal(each)]));
};

/** Returns the message of values; omits those that are not set. */
export const structOf = (values: PropertyValues): StructMessage => {
  const set = Object.fromEntries(Object.entries(values).filter(([, value]) => isSet(value)));
  return Struct.fromJavaScript(JSON.parse(JSON.stringify(set)));
};

/** Returns whether a value or a part of it is unknown during a preview. */
export const hasUnknown = (value: unknown): boolean =>
  value === UNKNOWN ||
  (Array.isArray(value) && value.some(hasUnknown)) ||
  (isObject(value) && Object.values(value).some(hasUnknown));
