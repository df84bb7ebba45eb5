import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Layout, Row } from "./rows";

const docs = join(__dirname, "..", "..", "docs");
const START = "<!-- written by npm run test:matrix -->";
const END = "<!-- end -->";

/** The compatibility table in one language. */
interface Edition {
  readonly file: string;
  readonly headings: readonly string[];
  readonly layoutOf: (layout: Layout) => string;
  readonly none: string;
  readonly works: string;
  readonly refused: string;
}

const inChinese: Readonly<Record<Layout, string>> = {
  "one package": "单个软件包",
  "main in a sub-folder": "main 在子目录中",
  workspace: "工作区",
  "workspace, other @pulumi/pulumi at its root": "工作区，根目录有另一份 @pulumi/pulumi",
  "component package": "组件包",
  "component package, both listed": "组件包，两者都列出",
};

const editions: readonly Edition[] = [
  {
    file: "compatibility.md",
    headings: ["language", "package manager", "layout", "Node", "@pulumi/pulumi", "TypeScript", "result"],
    layoutOf: (layout) => layout,
    none: "none",
    works: "works",
    refused: "refused at `new`, see above",
  },
  {
    file: join("zh-CN", "compatibility.md"),
    headings: ["语言", "包管理器", "布局", "Node", "@pulumi/pulumi", "TypeScript", "结果"],
    layoutOf: (layout) => inChinese[layout],
    none: "无",
    works: "可用",
    refused: "在 `new` 处被拒绝，见上文",
  },
];

const cellsOf = (row: Row, { layoutOf, none, works, refused }: Edition): readonly string[] => [
  row.language,
  row.packageManager,
  layoutOf(row.layout),
  `${row.node}`,
  row.pulumi,
  row.typescript === "none" ? none : row.typescript,
  row.says ? refused : works,
];

/** Writes the tested combinations and their results into the documentation. */
export const writeTable = (rows: readonly Row[]): void => {
  for (const edition of editions) {
    const { headings } = edition;
    const lines = [headings, headings.map(() => "---"), ...rows.map((row) => cellsOf(row, edition))];
    const table = lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
    const file = join(docs, edition.file);
    const text = readFileSync(file, "utf8");
    const [before] = text.split(START);
    const [, after] = text.split(END);
    writeFileSync(file, `${before}${START}\n\n${table}\n\n${END}${after}`);
  }
};
