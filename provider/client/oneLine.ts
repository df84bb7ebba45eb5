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
