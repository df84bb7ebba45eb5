import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";

const root = join(__dirname, "..", "..");

type Token = ReturnType<MarkdownIt["parse"]>[number];

/** A fenced block of code. */
export interface Block {
  /** `sh`, `ts` and so on; empty where the fence names none. */
  readonly language: string;
  readonly code: string;
}

/** What stands between one heading and the next. */
export interface Section {
  /** 1 for the title of the file. */
  readonly level: number;
  readonly title: string;
  /** What a link to the section ends in, as GitHub makes it. */
  readonly anchor: string;
  readonly blocks: Block[];
  /** Rows of all tables, the heads too, cell by cell, as they are written. */
  readonly rows: string[][];
  /** Its prose, the cells of tables included, as it is written. */
  readonly prose: string[];
  /** What is set in backquotes. */
  readonly codes: string[];
  /** Targets of links. */
  readonly links: string[];
}

const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** A file of the documentation by its path in the repository, section by section. */
export const sectionsOf = (path: string): Section[] => {
  const sections: Section[] = [];
  const tokens = new MarkdownIt({ html: true }).parse(readFileSync(join(root, path), "utf8"), {});
  tokens.forEach((token, index) => {
    if (token.type === "heading_open") {
      const title = tokens[index + 1]?.content ?? "";
      const level = Number(token.tag.slice(1));
      sections.push({
        level,
        title,
        anchor: anchorOf(title),
        blocks: [],
        rows: [],
        prose: [],
        codes: [],
        links: [],
      });
    }
    const section = sections.at(-1);
    if (section) note(section, token, tokens[index - 1]);
  });
  return sections;
};

const note = (section: Section, token: Token, before: Token | undefined): void => {
  if (token.type === "fence") section.blocks.push({ language: token.info.trim(), code: token.content });
  if (token.type === "tr_open") section.rows.push([]);
  if (token.type !== "inline") return;
  section.prose.push(token.content);
  if (before?.type === "th_open" || before?.type === "td_open") section.rows.at(-1)?.push(token.content);
  for (const child of token.children ?? []) {
    if (child.type === "code_inline") section.codes.push(child.content);
    if (child.type === "link_open") section.links.push(decodeURI(child.attrGet("href") ?? ""));
  }
};
