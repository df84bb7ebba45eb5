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
