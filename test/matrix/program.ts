import type { Language, Row } from "./rows";

const CLASSES = ["LeasedJoinPermission", "NodeGroup", "NodeGroupBinding"].join(", ");
const RESOURCES = `const lease = new LeasedJoinPermission("meters", {
  type: "ROAMING",
  classMode: "A",
  freqBandPlanGroupId: "101",
});
const group = new NodeGroup("meters", {});
new NodeGroupBinding("meters", { nodeGroupId: group.nodeGroupId, joinPermissionId: lease.joinPermissionId });
const { joinEui } = lease;
`;
const COMPONENT = `const { joinEui } = new MeterNetwork("meters");
`;

const ES_EXPORT = "export { joinEui };\n";
const COMMONJS_EXPORT = "exports.joinEui = joinEui;\n";

const wrap = (language: Language, names: string, from: string, body: string): string =>
  language === "JavaScript CommonJS"
    ? `const { ${names} } = require("${from}");\n\n${body}${COMMONJS_EXPORT}`
    : `import { ${names} } from "${from}";\n\n${body}${ES_EXPORT}`;

/** Returns a program with a lease, a node group and their binding, declared directly or through a component package. */
export const programOf = ({ language, layout }: Row): string =>
  layout.startsWith("component package")
    ? wrap(language, "MeterNetwork", "meter-network", COMPONENT)
    : wrap(language, CLASSES, "pulumi-linkwan", RESOURCES);

export const extensionOf = (language: Language): string => (language.startsWith("TypeScript") ? "ts" : "js");

export const isModule = (language: Language): boolean => language.endsWith("ESM");
