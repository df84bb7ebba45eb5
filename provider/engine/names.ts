import { propertyType } from "./property";

const NARROWEST = 4;
const WIDEST = 30;
/**
 * The documentation allows "Chinese characters"; the Link WAN console accepts the Unicode block of CJK unified
 * ideographs.
 */
const CHINESE = /[\u4e00-\u9fff]/;
const ALLOWED = /^[\u4e00-\u9fffA-Za-z0-9_]+$/;

const width = (name: string): number =>
  [...name].reduce((sum, character) => sum + (CHINESE.test(character) ? 2 : 1), 0);

/** Name of a join permission or a node group (API file E.3). */
export const name = propertyType<string>({
  type: "string",
  validate: (value) => {
    if (typeof value !== "string") return "must be a string";
    if (!ALLOWED.test(value))
      return "can contain only Chinese characters, English letters, digits and underscores";
    const wide = width(value);
    if (wide >= NARROWEST && wide <= WIDEST) return undefined;
    return `has a width of ${wide}; it must be ${NARROWEST} to ${WIDEST} (a Chinese character counts as 2)`;
  },
});

/**
 * Name of a gateway. The documentation contradicts itself on whether a Chinese character counts as 1 or as 2, so this
 * type accepts a name that satisfies either rule, and the service makes the final decision (API file E.3).
 */
export const gatewayName = propertyType<string>({
  type: "string",
  validate: (value) => {
    if (typeof value !== "string") return "must be a string";
    if (!ALLOWED.test(value) || value.startsWith("_"))
      return "can contain only Chinese characters, English letters, digits and, after the first character, underscores";
    if (width(value) >= NARROWEST && value.length <= WIDEST) return undefined;
    return `has ${value.length} characters; it must have ${NARROWEST} to ${WIDEST}`;
  },
});

/** Returns the nearest valid name: `my-lease` becomes `my_lease`, `net` becomes `net_`. */
export const validName = (text: string): string => {
  let valid = "";
  for (const character of text) {
    const next = valid + (ALLOWED.test(character) ? character : "_");
    if (width(next) > WIDEST) break;
    valid = next;
  }
  return valid.padEnd(valid.length + Math.max(0, NARROWEST - width(valid)), "_");
};

/** Returns the nearest valid name of a gateway, valid under both ways of counting Chinese characters. */
export const validGatewayName = (text: string): string => {
  const valid = validName(text.replace(/^[^\u4e00-\u9fffA-Za-z0-9]+/, "") || "gateway");
  return valid.padEnd(NARROWEST, "_");
};

/** Formats an object for a message: its name in quotation marks, then its id in parentheses. */
export const nameAndId = (name: string | undefined, id: string | undefined): string =>
  `"${name ?? ""}" (${id ?? "its id could not be read"})`;
