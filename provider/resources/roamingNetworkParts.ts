// Inputs that a RoamingNetwork passes to its child resources, and outputs that it returns. The class, the plugin and
// the package schema use these declarations.

/** Inputs of the node group. All child resources share `profile`. */
interface NodeGroupInputs<I, N, D, P> {
  readonly nodeGroupId?: I;
  readonly nodeGroupName?: N;
  readonly dataDispatch?: D;
  readonly profile?: P;
}

/**
 * Returns the inputs of each child resource, taken from the component's inputs. An input that no child declares goes to
 * the lease, whose check rejects the input. In the class, the values have the types of a program's arguments. In the
 * plugin, their types are unknown.
 */
export const inputsOfParts = <I, N, D, P, Inputs extends object>(
  inputs: NodeGroupInputs<I, N, D, P> & Inputs,
) => {
  const { nodeGroupId, nodeGroupName, dataDispatch, ...leased } = inputs;
  const { profile } = inputs;
  return {
    lease: { type: "ROAMING" as const, ...leased },
    nodeGroup: { nodeGroupId, nodeGroupName, dataDispatch, profile },
    binding: { profile },
  };
};

/** Outputs of the component, each with the child resource that provides the output. */
export const networkOutputs = {
  joinPermissionId: "lease",
  joinEui: "lease",
  nodeGroupId: "nodeGroup",
} as const;

/** Inputs of the binding that are outputs of other child resources, each with the child that provides the output. */
export const boundIds = { nodeGroupId: "nodeGroup", joinPermissionId: "lease" } as const;

/** Outputs of the child resources that are created before the binding. */
interface PartOutputs<V> {
  readonly lease: Readonly<Record<string, V>>;
  readonly nodeGroup: Readonly<Record<string, V>>;
}

/** Returns the values that a table such as {@link networkOutputs} selects from the outputs of the child resources. */
export const valuesOfParts = <V>(
  table: Readonly<Record<string, keyof PartOutputs<V>>>,
  parts: PartOutputs<V>,
): Record<string, V> =>
  Object.fromEntries(
    Object.entries(table).map(([name, part]) => {
      const value = parts[part][name];
      if (value === undefined) throw new Error(`the ${part} of a RoamingNetwork has no output ${name}`);
      return [name, value];
    }),
  );
