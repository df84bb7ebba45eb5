import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { isSecretKey, readSettings } from "../../provider/client/configuration";
import { commonProperties, type Property } from "../../provider/engine/property";
import { resources } from "../../provider/resources";

const provider = join(__dirname, "..", "..", "provider");

/** Documented property of an object literal or an interface. */
interface Member {
  readonly name: string;
  /** TSDoc of the property, on one line. */
  readonly text: string;
}

const memberOf = (node: ts.PropertyAssignment | ts.PropertySignature): Member => ({
  name: node.name.getText(),
  text: ts
    .getJSDocCommentsAndTags(node)
    .map((comment) => ts.getTextOfJSDocComment(comment.comment))
    .join(" ")
    .replace(/\s+/g, " "),
});

const sourceOf = (file: string): ts.SourceFile =>
  ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);

/** Returns the members of an object literal that a file declares. */
const membersOfConstant = (file: string, constant: string): Member[] => {
  const declarations = sourceOf(file)
    .statements.filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations]);
  let { initializer } = declarations.find(({ name }) => name.getText() === constant) ?? {};
  while (initializer && (ts.isSatisfiesExpression(initializer) || ts.isAsExpression(initializer)))
    initializer = initializer.expression;
  assert.ok(initializer && ts.isObjectLiteralExpression(initializer), `${file} declares no ${constant}`);
  return initializer.properties.filter(ts.isPropertyAssignment).map(memberOf);
};

/** Returns the documented properties of a resource, including the properties common to all resources. */
const propertiesOf = (resource: string): Member[] => {
  const folder = join(provider, "resources", resource.charAt(0).toLowerCase() + resource.slice(1));
  const file = ["properties.ts", "declaration.ts"].map((name) => join(folder, name)).find(existsSync);
  return [
    ...membersOfConstant(file ?? "", "properties"),
    ...membersOfConstant(join(provider, "engine", "property.ts"), "commonProperties"),
  ];
};

/** Returns the members of every interface in the function files, keyed by interface name. */
const interfacesOfFunctions = (): Map<string, Member[]> => {
  const files = readdirSync(provider, { recursive: true, encoding: "utf8" }).filter((name) =>
    /^functions\/.*\.ts$|functions\.ts$/.test(name),
  );
  const interfaces = files
    .flatMap((file) => [...sourceOf(join(provider, file)).statements])
    .filter(ts.isInterfaceDeclaration);
  return new Map(
    interfaces.map(({ name, members }) => [
      name.text,
      [...members].filter(ts.isPropertySignature).map(memberOf),
    ]),
  );
};

/** Names of all API actions, parameters and fields that the code declares. */
const apiNames = new Set(
  readdirSync(provider, { recursive: true, encoding: "utf8" })
    .filter((name) => /api\.ts$|resources\/(joinPermission|freqBandPlanGroup|notification)\.ts$/.test(name))
    .map((name) => readFileSync(join(provider, name), "utf8"))
    .join("\n")
    .match(/\b[A-Z]\w+(?=\??:|[,"])/g),
);

const namesApi = (text: string): boolean => {
  const [, named = ""] = /API: (.*)/.exec(text) ?? [];
  const [, name = ""] = /^`?(\w+)/.exec(named) ?? [];
  return apiNames.has(name);
};

/** Returns the pattern of the sentence that describes the effect of changing an input with this declaration. */
const changeOf = ({ onChange = "update", presence }: Property): RegExp => {
  if (onChange === "deleteBeforeReplace") return /(Changing it|Another value) [^.]*\bfirst, then\b/;
  if (onChange === "replace") return /(Changing it|Another value) replaces(?![^.]*\bfirst\b)/;
  return presence === "programOnly" ? /Changed in the state only/ : /Changed in place/;
};

/** Returns the Chinese description of each input of a resource. */
const chineseOf = (resource: string): Readonly<Record<string, { meaning: string; change: string }>> => {
  const folder = `${resource.charAt(0).toLowerCase()}${resource.slice(1)}`;
  return JSON.parse(readFileSync(join(provider, "resources", folder, "zh-CN.json"), "utf8")).properties;
};

/** Returns the pattern of the same sentence in the Chinese description. */
const chineseChangeOf = ({ onChange = "update", presence }: Property): RegExp => {
  if (onChange === "deleteBeforeReplace") return /先.+，再/;
  if (onChange === "replace") return /^(?!.*先).*替换/;
  return presence === "programOnly" ? /^仅更新状态/ : /^原地更新/;
};

const numberOf = (value: number): string => String(value);

describe("reference documentation", () => {
  for (const { name: resource, properties } of resources) {
    const all: Readonly<Record<string, Property>> = { ...properties, ...commonProperties };
    const members = propertiesOf(resource);
    const inputs = members.filter(({ name }) => all[name]?.presence !== "computed");
    const declarationOf = (name: string): Property => all[name] ?? assert.fail(name);

    it(`documents every property of ${resource}`, () => {
      assert.deepEqual(
        members.map(({ name }) => name),
        Object.keys(all),
      );
      for (const { name, text } of members) assert.match(text, /^(?!API:)\S.*\.$/, name);
    });

    it(`describes the declared effect of changing each input of ${resource}`, () => {
      for (const { name, text } of inputs) {
        assert.match(text, changeOf(declarationOf(name)), name);
        assert.equal(/omitting it later/.test(text), declarationOf(name).keepWhenOmitted === true, text);
      }
    });

    it(`states that each input of ${resource} is required, or states its default`, () => {
      for (const { name, text } of inputs)
        assert.match(
          text,
          declarationOf(name).presence === "required" ? /Required\./ : /Default: |Required /,
          name,
        );
    });

    it(`states the declared range and allowed values of each input of ${resource}`, () => {
      for (const { name, text } of inputs) {
        const { range, values = [] } = declarationOf(name).valueType;
        if (range) assert.ok(text.includes(range.map(numberOf).join(" to ")), `${name}: ${range}`);
        for (const value of values) assert.ok(text.includes(`\`"${value}"\``), `${name}: ${value}`);
      }
    });

    it(`marks exactly the secret inputs of ${resource} as secrets`, () => {
      for (const { name, text } of inputs)
        assert.equal(/; a secret,/.test(text), declarationOf(name).secret === true, name);
    });

    it(`describes the inputs of ${resource} in Chinese according to their declarations`, () => {
      for (const [name, { meaning, change }] of Object.entries(chineseOf(resource))) {
        const declaration = declarationOf(name);
        const { range, values = [] } = declaration.valueType;
        assert.match(change, chineseChangeOf(declaration), name);
        assert.equal(/后续省略/.test(change), declaration.keepWhenOmitted === true, `${name}: ${change}`);
        assert.match(meaning, declaration.presence === "required" ? /必填/ : /默认值|必填/, name);
        assert.equal(/机密/.test(meaning), declaration.secret === true, name);
        if (range) assert.ok(meaning.includes(range.map(numberOf).join(" 到 ")), `${name}: ${meaning}`);
        for (const value of values) assert.ok(meaning.includes(`\`"${value}"\``), `${name}: ${value}`);
      }
    });

    it(`names the API field of every property of ${resource} except profile`, () => {
      const unnamed = members.filter(({ name, text }) => name !== "profile" && !namesApi(text));
      assert.deepEqual(unnamed, []);
    });
  }

  it("states the default of each configuration key, and whether the key is a secret", () => {
    const file = join(provider, "client", "configuration.ts");
    const keys = membersOfConstant(file, "configurationKeys");
    const { requestTimeoutMs, operationTimeoutMs, ...same } = readSettings(() => undefined);
    const defaults: Readonly<Record<string, unknown>> = {
      ...same,
      requestTimeout: requestTimeoutMs / 1000,
      operationTimeout: operationTimeoutMs / 1000,
    };
    for (const { name, text } of keys) {
      const value = defaults[name];
      assert.ok(text.endsWith(`Default: ${value === undefined ? "none" : `\`${value}\``}.`), text);
      assert.equal(/`--secret`/.test(text), isSecretKey(`linkwan:${name}`), text);
    }
    assert.ok(Object.keys(defaults).every((name) => keys.some((key) => key.name === name)));
  });

  it("names the API field of every function argument and result", () => {
    for (const [name, members] of interfacesOfFunctions()) {
      assert.ok(members.length > 0, name);
      for (const { name: member, text } of members) {
        assert.match(text, /^(?!API:)\S/, `${name}.${member}`);
        assert.ok(namesApi(text), `${name}.${member}: ${text}`);
      }
    }
  });
});
