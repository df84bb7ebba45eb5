import type { Definition } from "../../provider/engine/resource";
import { gateway } from "../../provider/resources/gateway/declaration";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { nodeGroup } from "../../provider/resources/nodeGroup/declaration";
import { ownedJoinPermission } from "../../provider/resources/ownedJoinPermission/declaration";
import { adoptedModule } from "./adoptedModule";
import { declaredInputs } from "./declared";
import type { Held, Inventory } from "./inventory";
import { declare, type Module, textOf } from "./module";
import { identifiersBeside, nameAll } from "./names";
import { Code, sourceOf } from "./source";

/** Files of a program by name, each with its text. */
export type Files = Readonly<Record<string, string>>;

/** Coordinates come back as 32-bit numbers, with digits that mean nothing; six are a few centimetres. */
const rounded = (inputs: object): object =>
  Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [
      name,
      typeof value === "number" ? Number(value.toFixed(6)) : value,
    ]),
  );

const MODULES = ["ownedJoinPermissions", "leases", "nodeGroups", "gateways", "nodes"] as const;

/** Every file that a program may have, in whatever account. */
export const PROGRAM_FILES = ["index.ts", "adopted.ts", ...MODULES.map((name) => `${name}.ts`)];

/**
 * A program that declares everything that an account holds, as it is, to be taken over.
 *
 * @param profile Name of the credentials that all resources are to use; `undefined` for the stack's own.
 */
export const programOf = (inventory: Inventory, profile: string | undefined): Files => {
  const owned = nameAll(inventory.ownedJoinPermissions, identifiersBeside("OwnedJoinPermission"));
  const leases = nameAll(inventory.leases, identifiersBeside("LeasedJoinPermission", "ownedJoinPermissions"));
  const groupIdentifiers = identifiersBeside("NodeGroup", "NodeGroupBinding", "leases");
  const groups = nameAll(inventory.nodeGroups, groupIdentifiers).map((group) => ({
    ...group,
    binding:
      group.joinPermissionId === undefined
        ? undefined
        : groupIdentifiers.take(`${group.constant}Binding`, group.id),
  }));
  const gateways = nameAll(inventory.gateways, identifiersBeside("Gateway"));
  const ownedConstants = new Map(owned.map(({ id, constant }) => [id, constant]));
  const leaseConstants = new Map(leases.map(({ id, constant }) => [id, constant]));

  const inputsOf = (inputs: object) =>
    profile === undefined ? inputs : { ...inputs, profile: new Code("profile") };
  const declaredBy = (definition: Definition, { values }: Held) =>
    inputsOf(declaredInputs(definition, values));

  // One that the account rents from itself has to be returned before it can be deleted.
  const leaseOptions = (id: string) => {
    const own = ownedConstants.get(id);
    return own && `{ ...adopted, dependsOn: ownedJoinPermissions.${own} }`;
  };
  const declareGroup = (group: (typeof groups)[number]): string[] => {
    const { constant, resource, binding, joinPermissionId = "" } = group;
    const declared = declare("NodeGroup", group, declaredBy(nodeGroup, group));
    if (binding === undefined) return [declared];
    const lease = leaseConstants.get(joinPermissionId);
    const inputs = inputsOf({
      nodeGroupId: new Code(`${constant}.nodeGroupId`),
      joinPermissionId: lease ? new Code(`leases.${lease}.joinPermissionId`) : joinPermissionId,
    });
    return [declared, declare("NodeGroupBinding", { constant: binding, resource }, inputs)];
  };
  const addNodes = ({ constant, devEuis }: (typeof groups)[number]): string => {
    const inputs = inputsOf({
      devEui: new Code("devEui"),
      nodeGroupId: new Code(`nodeGroups.${constant}.nodeGroupId`),
      pinCode: new Code("pinOf(devEui)"),
    });
    const list = devEuis.map((devEui) => `  ${JSON.stringify(devEui)},\n`).join("");
    return `for (const devEui of [\n${list}]) {\n  new Node(devEui, ${sourceOf(inputs, "  ", 32)}, adopted);\n}`;
  };

  const modules: Record<(typeof MODULES)[number], Module> = {
    ownedJoinPermissions: {
      classes: ["OwnedJoinPermission"],
      statements: owned.map((each) =>
        declare("OwnedJoinPermission", each, declaredBy(ownedJoinPermission, each)),
      ),
    },
    leases: {
      classes: ["LeasedJoinPermission"],
      modules: leases.some(({ id }) => ownedConstants.has(id)) ? ["ownedJoinPermissions"] : [],
      statements: leases.map((each) =>
        declare("LeasedJoinPermission", each, declaredBy(leasedJoinPermission, each), leaseOptions(each.id)),
      ),
    },
    nodeGroups: {
      classes: groups.some(({ binding }) => binding) ? ["NodeGroup", "NodeGroupBinding"] : ["NodeGroup"],
      modules: groups.some(({ joinPermissionId = "" }) => leaseConstants.has(joinPermissionId))
        ? ["leases"]
        : [],
      statements: groups.flatMap(declareGroup),
    },
    gateways: {
      classes: ["Gateway"],
      helpers: ["pinOf"],
      statements: gateways.map((each) =>
        declare("Gateway", each, {
          ...rounded(declaredBy(gateway, each)),
          pinCode: new Code(`pinOf("${each.id}")`),
        }),
      ),
    },
    nodes: {
      classes: ["Node"],
      helpers: ["pinOf"],
      modules: ["nodeGroups"],
      statements: groups.filter(({ devEuis }) => devEuis.length > 0).map(addNodes),
    },
  };
  const used = Object.entries(modules).filter(([, { statements }]) => statements.length > 0);
  return {
    "index.ts": used.map(([name]) => `import "./${name}";\n`).join(""),
    "adopted.ts": adoptedModule(profile),
    ...Object.fromEntries(
      used.map(([name, module]) => [`${name}.ts`, textOf(module, profile !== undefined)]),
    ),
  };
};
