/** Characters that a terminal interprets, or that change the order of the text around them. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE.source, "gu");

/** Whether a string contains control characters, bidirectional marks or other invisible characters. */
export const hasUnprintable = (text: string): boolean => UNPRINTABLE.test(text);

/**
 * Replaces each unprintable character with its code, for example `\u{1b}`. Names and responses can contain escape
 * sequences, which a terminal would execute.
 */
export const printable = (text: string): string =>
  text.replace(EVERY_UNPRINTABLE, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);

/** Makes a string safe for a line of output: collapses white space, and replaces unprintable characters. */
export const oneLine = (text: string): string => printable(text.replace(/\s+/g, " "));

/** Formats a value as JSON that is safe for a terminal: escapes unprintable characters as JSON does. */
export const printableJson = (value: unknown): string =>
  JSON.stringify(value, undefined, 2).replace(EVERY_UNPRINTABLE, (character) =>
    character === "\n" ? character : escapeOf(character),
  );

/** Returns the escape sequence of a character in JSON, which has one for each UTF-16 code unit. */
const escapeOf = (character: string): string =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`,
  ).join("");
