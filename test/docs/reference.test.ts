import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { Property } from "../../provider/engine/property";
import { resources } from "../../provider/resources";

const provider = join(__dirname, "..", "..", "provider");

interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: string;
  /** Its TSDoc, on one line. */
  readonly text: string;
}

/** The documented members of every interface and class of a folder, by its name. */
const membersIn = (folder: string): Map<string, Member[]> => {
  const found = new Map<string, Member[]>();
  for (const file of readdirSync(join(provider, folder))) {
    const text = readFileSync(join(provider, folder, file), "utf8");
    ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true).forEachChild((node) => {
      if (!ts.isInterfaceDeclaration(node) && !ts.isClassDeclaration(node)) return;
      const members = [...node.members].filter(
        (member) => ts.isPropertySignature(member) || ts.isPropertyDeclaration(member),
      );
      if (node.name) found.set(node.name.text, members.map(memberOf));
    });
  }
  return found;
};

const memberOf = (member: ts.PropertySignature | ts.PropertyDeclaration): Member => ({
  name: member.name.getText(),
  optional: member.questionToken !== undefined,
  type: member.type?.getText() ?? "",
  text: ts
    .getJSDocCommentsAndTags(member)
    .map((comment) => ts.getTextOfJSDocComment(comment.comment))
    .join(" ")
    .replace(/\s+/g, " "),
});

/** Every action, parameter and field that stands in the tables of the API's actions. */
const apiNames = new Set(
  readdirSync(join(provider, "api", "actions"))
    .map((file) => readFileSync(join(provider, "api", "actions", file), "utf8"))
    .join("\n")
    .match(/\b[A-Z]\w+(?=\??:|[,"])/g),
);

/** What the TSDoc has to say where the property table says what a change means. */
const onChange = ({ onChange: how, own = false }: Property): RegExp => {
  if (how === "deleteBeforeReplace") return /(Changing it|Another value) (replaces|moves)[^.]*\bfirst\b/;
  if (how === "replace") return /(Changing it|Another value) replaces(?![^.]*\bfirst\b)/;
  return own ? /Changed in the state only/ : /Changed in place/;
};

const resources = membersIn("resources");
const functions = membersIn("functions");

/** The members whose TSDoc names no field or action of the API, or one that there is not. */
const withoutApi = (members: readonly Member[]): string[] =>
  members
    .filter(({ name, text }) => name !== "profile" && !namesApi(text))
    .map(({ name, text }) => `${name}: ${text}`);

const namesApi = (text: string): boolean => {
  const [, named = ""] = /API: (.*)/.exec(text) ?? [];
  const [, name = ""] = /^`?(\w+)/.exec(named) ?? [];
  return apiNames.has(name);
};

describe("Reference", () => {
  for (const { resource, properties } of resources) {
    const inputs = resources.get(`${resource}Args`) ?? [];
    const outputs = resources.get(resource) ?? [];

    it(`${resource}: every input is documented, and says what a change does as the property table has it`, () => {
      const rules: Readonly<Record<string, Property>> = properties;
      assert.deepEqual(inputs.map(({ name }) => name).sort(), Object.keys(rules).sort());
      for (const { name, text } of inputs) {
        const rule = rules[name];
        assert.ok(rule);
        assert.match(text, onChange(rule), name);
        assert.equal(/leaving it out later/.test(text), rule.sticky === true, `${name} is sticky: ${text}`);
      }
    });

    it(`${resource}: every input says its default or that it is required, and numbers their range`, () => {
      for (const { name, text, type, optional } of inputs) {
        assert.match(text, optional ? /Default|[Rr]equired unless|Left out/ : /Required/, name);
        if (/number/.test(type)) assert.match(text, /-?\d+ to \d+/, name);
      }
    });

    it(`${resource}: every input and output names the API's field`, () => {
      assert.deepEqual(withoutApi(inputs), []);
      const ofProgram = outputs.filter(({ text }) => !/as declared\.$/.test(text));
      assert.deepEqual(withoutApi(ofProgram), []);
      assert.ok(outputs.length >= Object.keys(properties).length);
    });
  }

  it("every field of a function's result, and every argument, names the API's field", () => {
    for (const [name, members] of functions) {
      assert.ok(members.length > 0 || /Args$/.test(name), name);
      assert.deepEqual(withoutApi(members), [], name);
    }
  });

  it("says what each thing is before it names the API", () => {
    for (const members of [...resources.values(), ...functions.values()])
      for (const { name, text } of members) assert.match(text, /^(?!API:)\S/, name);
  });
});
