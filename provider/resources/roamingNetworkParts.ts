// Inputs that a RoamingNetwork passes to its parts, and outputs that it returns. The class, the plugin and the package
// schema use these declarations.

/** Inputs of the node group. All parts share `profile`. */
interface NodeGroupInputs<I, N, D, P> {
  readonly nodeGroupId?: I;
  readonly nodeGroupName?: N;
  readonly dataDispatch?: D;
  readonly profile?: P;
}

/**
 * Returns the inputs of each part, taken from the component's inputs. An input that no part declares goes to the lease,
 * whose check rejects the input. In the class, the values have the types of a program's arguments. In the plugin, their
 * types are unknown.
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

/** Outputs of the component, each with the part that provides the output. */
export const networkOutputs = {
  joinPermissionId: "lease",
  joinEui: "lease",
  nodeGroupId: "nodeGroup",
} as const;

/** Inputs of the binding that are outputs of other parts, each with the part that provides the output. */
export const boundIds = { nodeGroupId: "nodeGroup", joinPermissionId: "lease" } as const;

/** Outputs of the parts that are created before the binding. */
interface PartOutputs<V> {
  readonly lease: Readonly<Record<string, V>>;
  readonly nodeGroup: Readonly<Record<string, V>>;
}

/** Returns the values of a table, such as {@link networkOutputs}, from the outputs of the parts. */
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
