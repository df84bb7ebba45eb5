import assert from "node:assert/strict";
import { dirname, join } from "node:path";
import { chineseOf, documents } from "./documents";
import { type Section, sectionsOf } from "./markdown";

/** Alibaba Cloud terms that the two languages write differently. */
const WORDS = ["AccessKey", "IoT"];

const withoutComments = (code: string): string => code.replace(/\s*(\/\/|#) .*$/gm, "");

const codesIn = (text = ""): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

/** Returns the API and code names in the prose: words with an inner capital letter. */
const namesIn = ({ prose }: Section): string[] =>
  [...new Set(prose.join("\n").match(/(?:linkwan:)?\w*[a-z][A-Z]\w*/g) ?? [])]
    .filter((name) => !WORDS.includes(name))
    .sort();

/** Returns the path of a document's English version. */
const english = (path: string): string => documents.find((each) => chineseOf(each) === path) ?? path;

/**
 * Returns the language-independent target of a link: the path of the target's English version, and the index of the
 * section.
 */
const target = (path: string, link: string): string => {
  if (/^https?:/.test(link)) return link;
  const [file = "", anchor] = link.split("#");
  const to = file === "" ? path : join(dirname(path), file);
  if (anchor === undefined) return english(to);
  const section = sectionsOf(to).findIndex((each) => each.anchor === anchor);
  assert.ok(section >= 0, `${path}: ${link}`);
  return `${english(to)}#${section}`;
};

const isChinese = (text: string): boolean => /\p{Script=Han}/u.test(text);

for (const path of documents.filter((each) => chineseOf(each) !== undefined)) {
  const other = chineseOf(path) ?? "";
  const [here, there] = [path, other].map(sectionsOf) as [Section[], Section[]];

  describe(other, () => {
    it("has the same heading levels as the English version, in the same order", () => {
      const levels = (sections: readonly Section[]) => sections.map(({ level }) => level);
      assert.deepEqual(levels(there), levels(here));
      const names = (sections: readonly Section[]) =>
        sections.map(({ title }) => title).filter((title) => /^\w+[a-z][A-Z]\w+$/.test(title));
      assert.deepEqual(names(there), names(here));
    });

    for (const [index, section] of here.entries()) {
      it(`matches the English section "${section.title}"`, () => {
        const same = there[index] as Section;
        const blocks = (each: Section) =>
          each.blocks.map(({ language, code }) => `${language}\n${withoutComments(code)}`);
        assert.deepEqual(blocks(same), blocks(section), "code blocks");
        const columns = (each: Section) => each.rows.map((row) => [row.length, codesIn(row[0])]);
        assert.deepEqual(columns(same), columns(section), "table rows");
        assert.deepEqual([...same.codes].sort(), [...section.codes].sort(), "code spans");
        assert.deepEqual(namesIn(same), namesIn(section), "names");
        const targets = (from: string, { links }: Section) => links.map((link) => target(from, link)).sort();
        assert.deepEqual(targets(other, same), targets(path, section), "links");
      });
    }

    it("is written in Chinese", () => {
      const words = (text: string): string => text.replace(/`[^`]*`|\[[^\]]*\]\([^)]*\)/g, "");
      for (const { title, prose } of there)
        for (const text of prose)
          assert.ok(
            isChinese(text) || !/[a-z]{4,} +[a-z]{2,} +[a-z]{2,}/i.test(words(text)),
            `${title}: ${text}`,
          );
    });
  });
}
