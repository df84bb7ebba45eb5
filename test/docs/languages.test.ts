import assert from "node:assert/strict";
import { type Section, sectionsOf } from "./markdown";

const english = sectionsOf("README.md");
const chinese = sectionsOf("README.zh-CN.md");

const withoutComments = (code: string): string => code.replace(/\s*\/\/ .*$/gm, "");

const codesIn = (text = ""): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** The vendor's words, which only one of the languages takes over as they are. */
const WORDS = ["AccessKey", "IoT"];

/** Names of the API and of the code that stand in the prose: words with a capital letter inside. */
const namesIn = ({ prose }: Section): string[] =>
  [...new Set(prose.join("\n").match(/(?:linkwan:)?\w*[a-z][A-Z]\w*/g) ?? [])]
    .filter((name) => !WORDS.includes(name))
    .sort();

/** Where links lead: within a file to the number of the section, to the other README by its role. */
const targets = ({ links }: Section, sections: readonly Section[]): (string | number)[] =>
  links.map((link) => {
    if (/^README(\.zh-CN)?\.md$/.test(link)) return "the other language";
    if (!link.startsWith("#")) return link;
    return sections.findIndex(({ anchor }) => `#${anchor}` === link);
  });

describe("README.md and README.zh-CN.md", () => {
  it("have the same headings, in the same order", () => {
    const levels = (sections: readonly Section[]) => sections.map(({ level }) => level);
    assert.deepEqual(levels(chinese), levels(english));
    const names = (sections: readonly Section[]) =>
      sections.map(({ title }) => title).filter((title) => /^\w+[a-z][A-Z]\w+$/.test(title));
    assert.deepEqual(names(chinese), names(english));
  });

  it("have no link within the file that leads nowhere", () => {
    for (const sections of [english, chinese])
      for (const section of sections)
        assert.ok(!targets(section, sections).includes(-1), `${section.title}: ${section.links}`);
  });

  for (const [index, section] of english.entries()) {
    it(`say the same under "${section.title}"`, () => {
      const other = chinese[index] as Section;
      const blocks = (each: Section) =>
        each.blocks.map(({ language, code }) => `${language}\n${withoutComments(code)}`);
      assert.deepEqual(blocks(other), blocks(section), "blocks of code");
      const columns = (each: Section) => each.rows.map((row) => [row.length, codesIn(row[0])]);
      assert.deepEqual(columns(other), columns(section), "rows of tables");
      assert.deepEqual([...other.codes].sort(), [...section.codes].sort(), "what is in backquotes");
      assert.deepEqual(namesIn(other), namesIn(section), "names");
      assert.deepEqual(targets(other, chinese), targets(section, english), "links");
    });
  }

  it("are in their language", () => {
    const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);
    const words = (text: string): string => text.replace(/`[^`]*`|\[[^\]]*\]\([^)]*\)/g, "");
    for (const { title, prose } of chinese)
      for (const text of prose)
        assert.ok(
          isChinese(text) || !/[a-z]{4,} +[a-z]{2,} +[a-z]{2,}/i.test(words(text)),
          `${title}: ${text}`,
        );
  });
});
