import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { CsvError, parse } from "csv-parse/sync";

/** A device as the vendor ships it, with the group of its node. */
export interface Device {
  readonly devEui: string;
  readonly pinCode: string;
  readonly group: string;
}

/** What the values must be. Excel turns EUIs and PINs into numbers unless the format of their columns is Text. */
const rules = (groups: readonly string[]) => ({
  devEui: { pattern: /^[0-9a-f]{16}$/i, expected: "16 hexadecimal digits (in Excel: format Text)" },
  pinCode: { pattern: /^\d{6}$/, expected: "6 digits (in Excel: format Text)" },
  group: { pattern: new RegExp(`^(${groups.join("|")})$`), expected: groups.join(" or ") },
});

/**
 * Reads devices from a CSV file, as Excel or a text editor saves it: with commas, semicolons or tabs, in quotes or not,
 * with a byte order mark or not, with blank lines and any line ends. Errors contain the number of a line and none of its
 * values, because one of them is a PIN.
 *
 * @param groups The valid groups.
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
    // The typings of the parser do not know `info`.
    return lines as Line[];
  } catch (error) {
    // The messages of the parser quote values.
    throw error instanceof CsvError
      ? wrong(Number(error.lines), `it is not valid CSV (${error.code})`)
      : error;
  }
};
