import type { Connect } from "../../provider/client/connect";
import { isLinkWanError, type LinkWanError, lacksRight } from "../../provider/client/errors";
import { type KindName, kinds, type Read } from "../../provider/client/kinds";
import { isAbsent } from "../../provider/engine/absence";
import type { Definition, Values } from "../../provider/engine/resource";
import { gateway } from "../../provider/resources/gateway/declaration";
import { leasedJoinPermission } from "../../provider/resources/leasedJoinPermission/declaration";
import { nodeGroup } from "../../provider/resources/nodeGroup/declaration";
import { ownedJoinPermission } from "../../provider/resources/ownedJoinPermission/declaration";
import type { Progress } from "./progress";

/** A thing that the account holds. */
export interface Held {
  readonly id: string;
  /** The name that people gave it. */
  readonly name: string;
  /** What a resource of it would have in the state. */
  readonly values: Values;
}

export interface HeldNodeGroup extends Held {
  /** The join permission that it is bound to. */
  readonly joinPermissionId: string | undefined;
  /** DevEUIs of its nodes, in lower case. */
  readonly devEuis: readonly string[];
}

/** What could not be read, and why. */
interface Unread {
  readonly what: string;
  readonly error: LinkWanError;
}

/** Everything that an account holds and that a program can declare. */
export interface Inventory {
  readonly leases: readonly Held[];
  readonly ownedJoinPermissions: readonly Held[];
  readonly nodeGroups: readonly HeldNodeGroup[];
  readonly gateways: readonly Held[];
  readonly unread: readonly Unread[];
}

/** What was deleted while the account was read is not there. */
const passAbsence = (error: unknown): undefined => {
  if (!isAbsent(error)) throw error;
};

/** Reads everything that an account holds, at the speed of its quota. What may not be read is left out, and told. */
export const readInventory = async (
  connect: Connect,
  profile: string | undefined,
  progress: Progress,
): Promise<Inventory> => {
  const unread: Unread[] = [];
  const step = async <T>(what: string, read: () => Promise<readonly T[]>): Promise<readonly T[]> => {
    progress.expect(1);
    try {
      return await read();
    } catch (error) {
      // Without a right, the rest can be declared all the same; of what passes, that would be the wrong answer.
      if (!isLinkWanError(error) || !lacksRight(error)) throw error;
      unread.push({ what, error });
      return [];
    } finally {
      progress.done();
    }
  };

  /** All of a kind, each as a refresh of its resource would read it: then the program is what the state will be. */
  const all = async <K extends KindName>(
    kind: K,
    definition: Definition,
    nameProperty: string,
  ): Promise<readonly (Held & { readonly listed: Read<K> })[]> => {
    const listed = (await kinds[kind].list(await connect(profile), "")) as ReadonlyMap<string, Read<K>>;
    const read = definition.read ?? definition.get;
    const held = [...listed].map(async ([id, item]) => {
      const values = await read(await connect(profile), id, {}).catch(passAbsence);
      return values ? [{ id, name: String(values[nameProperty]), values, listed: item }] : [];
    });
    return (await Promise.all(held)).flat();
  };

  const devEuisOf = (id: string) =>
    step(`the nodes of node group ${id}`, async () =>
      [...(await kinds.node.list(await connect(profile), id)).keys()].sort(),
    );

  const groups = async (): Promise<readonly HeldNodeGroup[]> => {
    const held = await all("nodeGroup", nodeGroup, "nodeGroupName");
    return Promise.all(
      held.map(async ({ listed, ...group }) => ({
        ...group,
        joinPermissionId: listed.JoinPermissionId,
        devEuis: listed.NodesCnt === 0 ? [] : await devEuisOf(group.id),
      })),
    );
  };

  const [leases, ownedJoinPermissions, nodeGroups, gateways] = await Promise.all([
    step("leased join permissions", () =>
      all("rentedJoinPermission", leasedJoinPermission, "joinPermissionName"),
    ),
    step("local join permissions", () =>
      all("ownedJoinPermission", ownedJoinPermission, "joinPermissionName"),
    ),
    step("node groups", groups),
    step("gateways", () => all("gateway", gateway, "name")),
  ]);
  return { leases, ownedJoinPermissions, nodeGroups, gateways, unread };
};
