export type Language = "TypeScript CommonJS" | "TypeScript ESM" | "JavaScript CommonJS" | "JavaScript ESM";
export type PackageManager = "npm" | "pnpm" | "yarn 1" | "yarn 4" | "yarn 4 PnP";

/**
 * Where the packages are:
 * - `one package`: the Pulumi project is a package, with its dependencies beside it.
 * - `main in a sub-folder`: the same, but the program is `src/index` (`main:` in Pulumi.yaml).
 * - `workspace`: the Pulumi project is a package in a sub-folder of a monorepo, its dependencies mostly at the root.
 * - `workspace, other @pulumi/pulumi at its root`: so that this package uses another copy than the program.
 * - `component package`: a package of components depends on pulumi-linkwan; the project depends on that package alone.
 * - `component package, both listed`: the project lists both.
 */
type Layout =
  | "one package"
  | "main in a sub-folder"
  | "workspace"
  | "workspace, other @pulumi/pulumi at its root"
  | "component package"
  | "component package, both listed";

/** One way to use the package. */
export interface Row {
  readonly language: Language;
  readonly packageManager: PackageManager;
  readonly layout: Layout;
  /** Major version. */
  readonly node: 20 | 22 | 24;
  readonly pulumi: string;
  /** The version in the project; `none`: Pulumi brings its own, 3.8. */
  readonly typescript: string;
  /** The one line that it says at `new` instead of working, where it cannot work. */
  readonly says?: RegExp;
  /** Whether `npm test` runs it too: what breaks most easily. */
  readonly short?: true;
}

/** The versions of `@pulumi/pulumi`: the oldest of the peer range, and the newest, of which Node 20 has another. */
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
/** The most usual way, with some of it changed. */
export const row = (changes: Partial<Row> = {}): Row => ({ ...star, ...changes });

const NOT_LISTED =
  /^Pulumi's provider process loads pulumi-linkwan from (\S+), but it is only installed in a package that depends on it: run "(?:pnpm|yarn) add pulumi-linkwan@\d+\.\d+\.\d+" in \1$/;

/** A star around the most usual way, with every value of every column, and the combinations that differ in kind. */
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
  // Versions of Node and Pulumi.
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

/** In words, for a test's title. */
export const titleOf = ({ language, packageManager, layout, node, pulumi, typescript }: Row): string =>
  `${language}, ${packageManager}, ${layout}, Node ${node}, @pulumi/pulumi ${pulumi}, TypeScript ${typescript}`;
