// What a RoamingNetwork passes to its parts and what it returns: the class, the plugin and the package schema follow it.

/** Inputs that the node group has; it shares `profile` with the other parts. */
interface NodeGroupInputs<I, N, D, P> {
  readonly nodeGroupId?: I;
  readonly nodeGroupName?: N;
  readonly dataDispatch?: D;
  readonly profile?: P;
}

/**
 * Returns the inputs that each part gets from those of the component. An input that no part has goes to the lease, whose
 * check rejects it. The types of the values are those of programs in the class, and unknown in the plugin.
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

/** Outputs of the component, and the part that each is an output of. */
export const networkOutputs = {
  joinPermissionId: "lease",
  joinEui: "lease",
  nodeGroupId: "nodeGroup",
} as const;

/** Inputs of the binding that are outputs of other parts, and the part that each is an output of. */
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
