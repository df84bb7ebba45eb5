import type { Definition } from "../../provider/lifecycle/definition";
import { gateway } from "../../provider/lifecycle/gateway";
import { leasedJoinPermission } from "../../provider/lifecycle/leasedJoinPermission";
import { localJoinPermission } from "../../provider/lifecycle/localJoinPermission";
import { nodeGroup } from "../../provider/lifecycle/nodeGroup";
import { adoptedModule } from "./adoptedModule";
import { identifiersBeside, type Named, nameAll } from "./constants";
import { declaredInputs } from "./declared";
import type { Held, HeldNodeGroup, Inventory } from "./inventory";
import { declare, type Module, textOf } from "./module";
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

/**
 * A program that declares everything that an account holds, as it is, to be taken over.
 *
 * @param profile Name of the credentials that all resources are to use; `undefined` for the stack's own.
 */
export const programOf = (inventory: Inventory, profile: string | undefined): Files => {
  const { localJoinPermissions, leases, nodeGroups, gateways } = inventory;
  const inputsOf = (inputs: object) =>
    profile === undefined ? inputs : { ...inputs, profile: new Code("profile") };
  const declaredBy = (definition: Definition, { values }: Held) =>
    inputsOf(declaredInputs(definition, values));

  const owned = nameAll(localJoinPermissions, identifiersBeside("LocalJoinPermission"));
  const rented = nameAll(leases, identifiersBeside("LeasedJoinPermission", "localJoinPermissions"));
  const groupIdentifiers = identifiersBeside("NodeGroup", "NodeGroupBinding", "leases");
  const groups = nameAll(nodeGroups, groupIdentifiers);
  const registered = nameAll(gateways, identifiersBeside("Gateway"));
  const named = (names: ReadonlyMap<string, Named>, id: string) => names.get(id) as Named;

  // One that the account rents from itself has to be returned before it can be deleted.
  const leaseOptions = (id: string) => {
    const own = owned.get(id);
    return own && `{ ...adopted, dependsOn: localJoinPermissions.${own.constant} }`;
  };
  const bindings = new Map(
    nodeGroups
      .filter(({ joinPermissionId }) => joinPermissionId !== undefined)
      .map(({ id }) => {
        const { constant, resource } = named(groups, id);
        return [id, { constant: groupIdentifiers.take(`${constant}Binding`, id), resource }];
      }),
  );
  const bind = ({ id, joinPermissionId = "" }: HeldNodeGroup, binding: Named): string => {
    const lease = rented.get(joinPermissionId);
    return declare(
      "NodeGroupBinding",
      binding,
      inputsOf({
        nodeGroupId: new Code(`${named(groups, id).constant}.nodeGroupId`),
        joinPermissionId: lease ? new Code(`leases.${lease.constant}.joinPermissionId`) : joinPermissionId,
      }),
    );
  };
  const addNodes = ({ id, devEuis }: HeldNodeGroup): string => {
    const inputs = inputsOf({
      devEui: new Code("devEui"),
      // Nodes of a group that is bound leave it before it is unbound.
      nodeGroupId: new Code(`nodeGroups.${(bindings.get(id) ?? named(groups, id)).constant}.nodeGroupId`),
      pinCode: new Code("pinOf(devEui)"),
    });
    const list = devEuis.map((devEui) => `  ${JSON.stringify(devEui)},\n`).join("");
    return `for (const devEui of [\n${list}]) {\n  new Node(devEui, ${sourceOf(inputs, "  ", 32)}, adopted);\n}`;
  };

  const modules: Record<string, Module> = {
    localJoinPermissions: {
      classes: ["LocalJoinPermission"],
      statements: localJoinPermissions.map((each) =>
        declare("LocalJoinPermission", named(owned, each.id), declaredBy(localJoinPermission, each)),
      ),
    },
    leases: {
      classes: ["LeasedJoinPermission"],
      modules: leases.some(({ id }) => owned.has(id)) ? ["localJoinPermissions"] : [],
      statements: leases.map((each) =>
        declare(
          "LeasedJoinPermission",
          named(rented, each.id),
          declaredBy(leasedJoinPermission, each),
          leaseOptions(each.id),
        ),
      ),
    },
    nodeGroups: {
      classes: bindings.size > 0 ? ["NodeGroup", "NodeGroupBinding"] : ["NodeGroup"],
      modules: nodeGroups.some(({ joinPermissionId = "" }) => rented.has(joinPermissionId)) ? ["leases"] : [],
      statements: nodeGroups.flatMap((each) => {
        const binding = bindings.get(each.id);
        const group = declare("NodeGroup", named(groups, each.id), declaredBy(nodeGroup, each));
        return binding ? [group, bind(each, binding)] : [group];
      }),
    },
    gateways: {
      classes: ["Gateway"],
      helpers: ["pinOf"],
      statements: gateways.map((each) =>
        declare("Gateway", named(registered, each.id), {
          ...rounded(declaredBy(gateway, each)),
          pinCode: new Code(`pinOf("${each.id}")`),
        }),
      ),
    },
    nodes: {
      classes: ["Node"],
      helpers: ["pinOf"],
      modules: ["nodeGroups"],
      statements: nodeGroups.filter(({ devEuis }) => devEuis.length > 0).map(addNodes),
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
