import { isObject, propertiesOf } from "../../provider/client/plain";
import { errorLineOf, type PulumiCli, runPulumi } from "./cli";

/** A stack in the backend. */
interface ListedStack {
  readonly name: string;
  /** Absent if the backend does not know. */
  readonly updateInProgress?: boolean;
}

/** Resources in a stack's state, or the reason why the state could not be read. */
export type ReadStack = { readonly name: string } & (
  | { readonly resources: readonly Readonly<Record<string, unknown>>[] }
  | { readonly problem: string }
);

const NOT_JSON = "the output is not JSON";

/** Lists all stacks in the current backend. Throws if the backend cannot be read. */
export const listStacks = async ({ path }: PulumiCli): Promise<readonly ListedStack[]> => {
  const run = await runPulumi(path, ["stack", "ls", "--all", "--json"]);
  const problem = "stderr" in run ? errorLineOf(run) : undefined;
  const listed = "stdout" in run ? parsed(run.stdout) : undefined;
  if (Array.isArray(listed)) return listed;
  throw new Error(
    `the stacks cannot be listed (${problem ?? NOT_JSON}); run pulumi stack ls --all and resolve the error that it prints`,
  );
};

/** Reads the state of a stack, without decrypting its secrets. */
export const readStack = async (
  { path }: PulumiCli,
  { name, updateInProgress }: ListedStack,
): Promise<ReadStack> => {
  if (updateInProgress)
    return { name, problem: "an update is in progress; run this command again when the update has ended" };
  const run = await runPulumi(path, ["stack", "export", "--stack", name]);
  if ("stderr" in run) return { name, problem: errorLineOf(run) };
  const exported = parsed(run.stdout);
  if (!isObject(exported)) return { name, problem: NOT_JSON };
  // A stack without any update has no resources.
  const { resources = [] } = propertiesOf(exported.deployment);
  return Array.isArray(resources)
    ? { name, resources: resources.filter(isObject) }
    : { name, problem: "the state contains no list of resources" };
};

/** Parses JSON; returns `undefined` if that fails. The parser's message is discarded, because it quotes the text. */
const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
