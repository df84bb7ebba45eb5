import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CsvError, parse } from "csv-parse/sync";

/** A node with the EUI and PIN from the vendor, and the name of the node group to which to add the node. */
export interface Device {
  readonly devEui: string;
  readonly pinCode: string;
  readonly group: string;
}

/**
 * Rules for the values of each column. Excel converts EUIs and PINs to numbers unless the format of the column is Text.
 */
const rules = (groups: readonly string[]) => ({
  devEui: { pattern: /^[0-9a-f]{16}$/i, expected: "16 hexadecimal digits (in Excel: format Text)" },
  pinCode: { pattern: /^\d{6}$/, expected: "6 digits (in Excel: format Text)" },
  group: { pattern: new RegExp(`^(${groups.join("|")})$`), expected: groups.join(" or ") },
});

/**
 * Reads devices from a CSV file that Excel or a text editor has saved. Values are separated by commas, semicolons or
 * tabs, and can be quoted. The file can contain a byte order mark, blank lines and any kind of line ending. Error
 * messages contain the line number but no values, because one of the values is a PIN.
 *
 * @param groups Names of the valid groups.
 */
export const readDevices = (path: string, groups: readonly string[]): Device[] => {
  const wrong = (line: number, problem: string): Error =>
    new pulumi.RunError(`${basename(path)}, line ${line}: ${problem}`);
  const columns = Object.entries(rules(groups));
  const names = columns.map(([name]) => name);
  const [header, ...lines] = parseLines(path, wrong);
  if (!header || names.some((name) => !header.record.includes(name)))
    throw wrong(header?.info.lines ?? 1, `the header must contain ${names.join(", ")}`);
  return lines.map(({ record, info }) => {
    const value = (name: string) => record[header.record.indexOf(name)] ?? "";
    const fault = columns.find(([name, { pattern }]) => !pattern.test(value(name)));
    if (fault) throw wrong(info.lines, `${fault[0]} must be ${fault[1].expected}`);
    return { devEui: value("devEui"), pinCode: value("pinCode"), group: value("group") };
  });
};

interface Line {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

const parseLines = (path: string, wrong: (line: number, problem: string) => Error): Line[] => {
  try {
    const lines: unknown = parse(readFileSync(path), {
      bom: true,
      delimiter: [",", ";", "\t"],
      info: true,
      relax_column_count: true,
      skip_records_with_empty_values: true,
      trim: true,
    });
    // The type declarations of the parser do not cover the `info` option.
    return lines as Line[];
  } catch (error) {
    // The parser's own messages are not shown, because they quote values.
    throw error instanceof CsvError ? wrong(Number(error.lines), `invalid CSV (${error.code})`) : error;
  }
};
