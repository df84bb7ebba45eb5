import { readFileSync } from "node:fs";
import { join } from "node:path";
import MarkdownIt from "markdown-it";

const root = join(__dirname, "..", "..");

type Token = ReturnType<MarkdownIt["parse"]>[number];

/** Fenced code block. */
export interface Block {
  /** Language of the code, for example `sh`; empty if the fence names none. */
  readonly language: string;
  readonly code: string;
}

/** Text from one heading to the next. */
export interface Section {
  /** Heading level; 1 is the title of the document. */
  readonly level: number;
  readonly title: string;
  /** Anchor of the section, as GitHub derives it. */
  readonly anchor: string;
  readonly blocks: Block[];
  /** Rows of all tables, including header rows, as cells in Markdown. */
  readonly rows: string[][];
  /** Paragraphs, list items and table cells, in Markdown. */
  readonly prose: string[];
  /** Code spans. */
  readonly codes: string[];
  /** Targets of links and sources of images. */
  readonly links: string[];
}

const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_\- ]/gu, "")
    .replaceAll(" ", "-");

/** Settings at the start of a page of the Pulumi Registry. */
const FRONT_MATTER = /^---\n[\s\S]*?\n---\n/;

/** Returns the sections of the document at a path in the repository. */
export const sectionsOf = (path: string): Section[] => {
  const sections: Section[] = [];
  const text = readFileSync(join(root, path), "utf8").replace(FRONT_MATTER, "");
  const tokens = new MarkdownIt({ html: true }).parse(text, {});
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

/** Returns the language of a code block. The Pulumi Registry writes `typescript` in full. */
const languageOf = ({ info }: Token): string => info.trim().replace(/^typescript$/, "ts");

const note = (section: Section, token: Token, before: Token | undefined): void => {
  if (token.type === "fence") section.blocks.push({ language: languageOf(token), code: token.content });
  if (token.type === "tr_open") section.rows.push([]);
  if (token.type !== "inline") return;
  section.prose.push(token.content);
  if (before?.type === "th_open" || before?.type === "td_open") section.rows.at(-1)?.push(token.content);
  for (const child of token.children ?? []) {
    if (child.type === "code_inline") section.codes.push(child.content);
    if (child.type === "link_open") section.links.push(decodeURI(child.attrGet("href") ?? ""));
    if (child.type === "image") section.links.push(decodeURI(child.attrGet("src") ?? ""));
  }
};
