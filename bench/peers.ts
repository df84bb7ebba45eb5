import * as pulumi from "@pulumi/pulumi";

/**
 * Peers to compare with this provider. For a fair comparison, they use the same transport and sign their calls in the
 * same way. Pulumi serializes each peer into the state, so each method contains everything that it needs.
 */

/** Represents a simple provider. Calls `ReturnJoinPermission` and treats `NonExistent` as success. */
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

/** Represents Alibaba Cloud's Terraform provider. Waits three seconds after a throttled call, then retries. */
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

/** Represents a minimal dynamic resource. Makes no calls and adds no state. */
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
