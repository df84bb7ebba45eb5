export type Language = "TypeScript CommonJS" | "TypeScript ESM" | "JavaScript CommonJS" | "JavaScript ESM";
export type PackageManager = "npm" | "pnpm" | "yarn 1" | "yarn 4" | "yarn 4 PnP";

/**
 * Location of the packages:
 * - `one package`: the Pulumi project is a package with its own dependencies.
 * - `main in a sub-folder`: the same, but the program is `src/index` (`main:` in Pulumi.yaml).
 * - `workspace`: the Pulumi project is a package in a subfolder of a monorepo, with most dependencies at the root.
 * - `workspace, other @pulumi/pulumi at its root`: this package uses a different copy of @pulumi/pulumi than the program.
 * - `component package`: a component package depends on pulumi-linkwan; the project depends only on the component package.
 * - `component package, both listed`: the project lists both packages.
 */
export type Layout =
  | "one package"
  | "main in a sub-folder"
  | "workspace"
  | "workspace, other @pulumi/pulumi at its root"
  | "component package"
  | "component package, both listed";

/** Combination of tools and versions to test. */
export interface Row {
  readonly language: Language;
  readonly packageManager: PackageManager;
  readonly layout: Layout;
  /** Major version. */
  readonly node: 20 | 22 | 24;
  readonly pulumi: string;
  /** Version installed in the project; with `none`, Pulumi uses its own TypeScript, 3.8. */
  readonly typescript: string;
  /** Pattern of the one-line error that the constructor throws if the combination cannot work. */
  readonly says?: RegExp;
  /** Whether `npm test` also tests the combination, because it breaks most easily. */
  readonly short?: true;
}

/** Versions of `@pulumi/pulumi`: the oldest in the peer range, the newest, and the newest that supports Node 20. */
export const OLDEST = "3.216.0";
const NEWEST = "3.270.0";
const NEWEST_ON_20 = "3.248.0";

const star: Row = {
  language: "TypeScript CommonJS",
  packageManager: "npm",
  layout: "one package",
  node: 20,
  pulumi: NEWEST_ON_20,
  typescript: "5.9.3",
};
/** Returns the most common combination with some values changed. */
export const row = (changes: Partial<Row> = {}): Row => ({ ...star, ...changes });

const NOT_LISTED =
  /^Pulumi's provider process loads pulumi-linkwan from (\S+), but pulumi-linkwan is installed only in a package that depends on it: run "(?:pnpm|yarn) add pulumi-linkwan@\d+\.\d+\.\d+" in \1$/;

/** Variations of the most common combination that cover every value of every column, plus special combinations. */
export const rows: readonly Row[] = [
  row(),
  // Languages.
  row({ language: "TypeScript ESM" }),
  row({ language: "JavaScript CommonJS", typescript: "none" }),
  row({ language: "JavaScript ESM", typescript: "none" }),
  // Compilers.
  row({ typescript: "6.0.3" }),
  row({ typescript: "4.7.4" }),
  row({ typescript: "none" }),
  // Node and Pulumi versions.
  row({ pulumi: OLDEST }),
  row({ node: 22, pulumi: OLDEST }),
  row({ node: 22, pulumi: NEWEST }),
  row({ node: 24, pulumi: OLDEST, language: "TypeScript ESM" }),
  row({ node: 24, pulumi: NEWEST, language: "TypeScript ESM" }),
  // Package managers.
  row({ packageManager: "pnpm" }),
  row({ packageManager: "pnpm", language: "TypeScript ESM", node: 22, pulumi: NEWEST, short: true }),
  row({ packageManager: "yarn 1" }),
  row({ packageManager: "yarn 4", language: "TypeScript ESM" }),
  row({ packageManager: "yarn 4 PnP", language: "JavaScript CommonJS", typescript: "none" }),
  // Layouts.
  row({ layout: "main in a sub-folder" }),
  row({
    layout: "main in a sub-folder",
    packageManager: "pnpm",
    language: "JavaScript ESM",
    typescript: "none",
  }),
  row({ layout: "workspace" }),
  row({ layout: "workspace", packageManager: "pnpm", node: 24, pulumi: NEWEST }),
  row({ layout: "workspace", packageManager: "yarn 1" }),
  row({ layout: "workspace", packageManager: "yarn 4" }),
  row({ layout: "workspace, other @pulumi/pulumi at its root", short: true }),
  row({ layout: "component package" }),
  row({ layout: "component package", packageManager: "yarn 1" }),
  row({ layout: "component package", packageManager: "yarn 4" }),
  row({ layout: "component package", packageManager: "pnpm", says: NOT_LISTED, short: true }),
  row({
    layout: "component package",
    packageManager: "yarn 4 PnP",
    language: "JavaScript CommonJS",
    typescript: "none",
    says: NOT_LISTED,
  }),
  row({ layout: "component package, both listed", packageManager: "pnpm", language: "TypeScript ESM" }),
];

/** Returns the description of a row for a test title. */
export const titleOf = ({ language, packageManager, layout, node, pulumi, typescript }: Row): string =>
  `${language}, ${packageManager}, ${layout}, Node ${node}, @pulumi/pulumi ${pulumi}, TypeScript ${typescript}`;
