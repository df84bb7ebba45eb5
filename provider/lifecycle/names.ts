const NARROWEST = 4;
const WIDEST = 30;
/** The vendor says "Chinese characters"; taken as the block of unified ideographs, as its console does. */
const CHINESE = /[\u4e00-\u9fff]/;
const LEGAL = /^[\u4e00-\u9fffA-Za-z0-9_]+$/;

const width = (name: string): number =>
  [...name].reduce((sum, character) => sum + (CHINESE.test(character) ? 2 : 1), 0);

/** The rule for names of join permissions and node groups (API file E.3). */
export const refusesName = (value: unknown): string | undefined => {
  if (typeof value !== "string") return "must be text";
  if (!LEGAL.test(value)) return "may hold only Chinese characters, English letters, digits and underscores";
  const wide = width(value);
  if (wide >= NARROWEST && wide <= WIDEST) return undefined;
  return `is ${wide} wide; it must be ${NARROWEST} to ${WIDEST} (a Chinese character counts 2)`;
};

/**
 * The rule for names of gateways, as far as the vendor's texts agree: they count a Chinese character as 1 or as 2, so
 * the service has the last word on names between (API file E.3).
 */
export const refusesGatewayName = (value: unknown): string | undefined => {
  if (typeof value !== "string") return "must be text";
  if (!LEGAL.test(value) || value.startsWith("_"))
    return "may hold only Chinese characters, English letters, digits and, not at its start, underscores";
  if (width(value) >= NARROWEST && value.length <= WIDEST) return undefined;
  return `has ${value.length} characters; it must have ${NARROWEST} to ${WIDEST}`;
};

/** The nearest legal name of a gateway: such that no rule is broken, however Chinese characters are counted. */
export const legalGatewayName = (name: string): string => {
  const legal = legalName(name.replace(/^[^\u4e00-\u9fffA-Za-z0-9]+/, "") || "gateway");
  return legal.padEnd(NARROWEST, "_");
};

/** The nearest legal name: `my-lease` becomes `my_lease`, `net` becomes `net_`. */
export const legalName = (name: string): string => {
  let legal = "";
  for (const character of name) {
    const next = legal + (LEGAL.test(character) ? character : "_");
    if (width(next) > WIDEST) break;
    legal = next;
  }
  return legal.padEnd(legal.length + Math.max(0, NARROWEST - width(legal)), "_");
};
