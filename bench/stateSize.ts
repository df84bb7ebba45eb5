import type { PulumiCommand } from "@pulumi/pulumi/automation";
import { unlimitedCloud } from "./clouds";
import { doors } from "./doors";
import { stackOf } from "./stacks";
import { table } from "./table";

/** A resource in the state, including metadata that is not part of its inputs and outputs. */
interface Stored {
  readonly urn: string;
  readonly inputs?: object;
  readonly outputs?: object;
  readonly created?: string;
  readonly modified?: string;
  readonly sourcePosition?: string;
  readonly stackTrace?: readonly object[];
}

/** Returns the size of a value in bytes, as Pulumi's engine writes it at each step. */
const bytesOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value ?? {}));

/** Measures the state of a lease, as Pulumi's engine writes it and as `pulumi stack export` prints it. */
export const stateSize = async (cli: PulumiCommand, say: (line: string) => void): Promise<string> => {
  const cloud = await unlimitedCloud();
  const rows: (string | number)[][] = [];
  for (const { title, declare } of doors) {
    const stack = await stackOf(cli, cloud, [{ count: 1, declare }]);
    const { deployment } = await stack.exportStack();
    const stored = (deployment as { resources: Stored[] }).resources.find(({ urn }) =>
      urn.includes("::lease-"),
    );
    if (!stored) throw new Error("the stack has no lease");
    const { created, modified, sourcePosition, stackTrace, ...values } = stored;
    const row = [title, bytesOf(stored), bytesOf(values), bytesOf(values.inputs) + bytesOf(values.outputs)];
    say(row.join("  "));
    rows.push(row);
  }
  await cloud.close();
  return table(
    ["state of one lease, in bytes", "all", "without trace and times", "only inputs and outputs"],
    rows,
  );
};
