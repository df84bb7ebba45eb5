import * as pulumi from "@pulumi/pulumi";

/**
 * What this provider is measured against, written as fairly as we can: the same transport, the same signed calls.
 * Each is serialised into the state by Pulumi, so everything it needs is inside its methods.
 */

/** Stands for the provider that one writes in an afternoon: Return, and NonExistent means done. */
const obvious = {
  async configure(this: { client?: unknown }, { config }: { config: { get(key: string): string } }) {
    const RPCClient = require("@alicloud/pop-core");
    this.client = new RPCClient({
      endpoint: config.get("linkwan:endpoint"),
      apiVersion: "2019-03-01",
      accessKeyId: config.get("linkwan:accessKeyId"),
      accessKeySecret: config.get("linkwan:accessKeySecret"),
      opts: { method: "POST", timeout: 30_000 },
    });
  },
  async create(inputs: { joinPermissionId: string }) {
    return { id: inputs.joinPermissionId, outs: inputs };
  },
  async read(this: { client: Client }, id: string, props: object) {
    for (;;) {
      try {
        await this.client.request("GetRentedJoinPermission", { JoinPermissionId: id });
        return { id, props };
      } catch (error) {
        if (!String((error as { code?: string }).code).startsWith("Throttling")) throw error;
        await new Promise((resolve) => setTimeout(resolve, 3_000));
      }
    }
  },
  async delete(this: { client: Client }, id: string) {
    try {
      await this.client.request("ReturnJoinPermission", {
        JoinPermissionId: id,
        JoinPermissionType: "LOCAL",
      });
    } catch (error) {
      if ((error as { code?: string }).code !== "NonExistent") throw error;
    }
  },
};

/** Stands for the way of the big Terraform provider: wait three seconds after a refusal, and try again. */
const fixedWait = {
  ...obvious,
  async delete(this: { client: Client }, id: string) {
    for (;;) {
      try {
        await this.client.request("ReturnJoinPermission", {
          JoinPermissionId: id,
          JoinPermissionType: "LOCAL",
        });
        return;
      } catch (error) {
        const { code = "" } = error as { code?: string };
        if (code === "NonExistent") return;
        if (!code.startsWith("Throttling")) throw error;
        await new Promise((resolve) => setTimeout(resolve, 3_000));
      }
    }
  },
};

/** Stands for the least that a dynamic resource can be: no call, no state of its own. */
const trivial = {
  async create(inputs: object) {
    return { id: "1", outs: inputs };
  },
};

interface Client {
  request(action: string, parameters: object): Promise<unknown>;
}

type ResourceClass = new (name: string, inputs: Record<string, unknown>) => pulumi.CustomResource;

const resource = (provider: unknown, type: string): ResourceClass =>
  class extends pulumi.dynamic.Resource {
    constructor(name: string, inputs: Record<string, unknown>) {
      super(provider as pulumi.dynamic.ResourceProvider, name, { ...inputs }, {}, "bench", type);
    }
  };

export const ObviousLease = resource(obvious, "ObviousLease");
export const FixedWaitLease = resource(fixedWait, "FixedWaitLease");
export const Trivial = resource(trivial, "Trivial");
