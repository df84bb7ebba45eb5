import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as struct from "google-protobuf/google/protobuf/struct_pb";
import { doorName } from "./door";

const services = require("@pulumi/pulumi/proto/provider_grpc_pb");
const messages = require("@pulumi/pulumi/proto/provider_pb");
const { shim } =
  require("../../dist/provider/program/dynamic") as typeof import("../../provider/program/dynamic");

export type Values = Record<string, unknown>;

/** Error as Pulumi's engine receives it: the message, and the id and state of a partially created resource. */
export interface HostError {
  readonly message: string;
  readonly partial?: { readonly id: string; readonly properties: Values };
}

const toStruct = (values: Values) => struct.Struct.fromJavaScript(values as never);

const root = join(__dirname, "..", "..");

/** A way to serve resources to Pulumi's engine. */
interface Door {
  /** Starts the process. */
  start(env: NodeJS.ProcessEnv): ChildProcess;
  /** Returns the configuration as this door receives it. */
  configuration(config: Record<string, string>): Record<string, string>;
  /** Returns the keys that this door adds to the properties of a resource. */
  added(resource: string): Values;
}

const doors = {
  /** Pulumi's process for dynamic resources. It loads the code through the shim in the properties. */
  dynamic: {
    start: (env) => {
      const script = join(root, "node_modules", "@pulumi", "pulumi", "cmd", "dynamic-provider");
      return spawn(process.execPath, [script, "127.0.0.1:1"], { cwd: root, env });
    },
    configuration: (config) => config,
    added: (resource) => ({ __provider: shim(resource) }),
  },
  /** The provider plugin. */
  plugin: {
    start: (env) =>
      spawn(join(root, "plugin", "pulumi-resource-linkwan"), ["127.0.0.1:1"], { cwd: root, env }),
    configuration: (config) =>
      Object.fromEntries(Object.entries(config).map(([key, value]) => [key.replace(/^linkwan:/, ""), value])),
    added: () => ({}),
  },
} satisfies Record<string, Door>;

const door: Door = doors[doorName];

/** The real provider process, called over gRPC as Pulumi's engine calls it. */
export class Host {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Record<
      string,
      (request: unknown, done: (error: unknown, reply: never) => void) => void
    >,
    private readonly resource: string,
    private readonly output: { stderr: string },
  ) {}

  static async start(config: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<Host> {
    const child = door.start({ ...process.env, ...env });
    const output = { stderr: "" };
    child.stderr?.on("data", (data: Buffer) => {
      output.stderr += data.toString();
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout?.once("data", (data: Buffer) => resolve(data.toString().trim()));
      child.once("exit", () => reject(new Error(`the host did not start: ${output.stderr}`)));
    });
    const client = new services.ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
    const host = new Host(child, client, "LeasedJoinPermission", output);
    const request = new messages.ConfigureRequest();
    request.setArgs(toStruct(door.configuration(config)));
    await host.ask("configure", request);
    return host;
  }

  /** Returns a client of the same process for the resource with this name. */
  as(resource: string): Host {
    return new Host(this.child, this.client, resource, this.output);
  }

  /** Output of the process, which Pulumi shows to the user. */
  get stderr(): string {
    return this.output.stderr;
  }

  async check(news: Values, olds: Values = {}) {
    const request = this.request(messages.CheckRequest);
    if (typeof news.resourceName === "string") request.setName(news.resourceName);
    request.setOlds(toStruct(olds));
    request.setNews(this.complete(news));
    const reply = await this.ask<{ getInputs(): struct.Struct; getFailuresList(): { toObject(): object }[] }>(
      "check",
      request,
    );
    const failures = reply
      .getFailuresList()
      .map((failure) => failure.toObject() as { property: string; reason: string });
    return { inputs: values(reply.getInputs()), failures };
  }

  async diff(id: string, state: Values, news: Values) {
    const request = this.request(messages.DiffRequest);
    request.setId(id);
    request.setOlds(this.complete(state));
    request.setNews(this.complete(news));
    const reply = await this.ask<{
      toObject(): { changes: number; replacesList: string[]; deletebeforereplace: boolean };
    }>("diff", request);
    const { changes, replacesList, deletebeforereplace } = reply.toObject();
    return { changes: changes === 2, replaces: replacesList, deleteBeforeReplace: deletebeforereplace };
  }

  /** @param timeoutSeconds The resource's `customTimeouts`. Default: none. */
  async create(inputs: Values, timeoutSeconds = 0) {
    const request = this.request(messages.CreateRequest);
    request.setTimeout(timeoutSeconds);
    request.setProperties(this.complete(inputs));
    const reply = await this.ask<{ getId(): string; getProperties(): struct.Struct }>("create", request);
    return { id: reply.getId(), state: values(reply.getProperties()) };
  }

  /** Checks a declaration, then creates the resource, as Pulumi's engine does. */
  async up(declared: Values) {
    const { inputs, failures } = await this.check({ resourceName: "lease", ...declared });
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return { inputs, ...(await this.create(inputs)) };
  }

  async read(id: string, state: Values) {
    const request = this.request(messages.ReadRequest);
    request.setId(id);
    request.setProperties(this.complete(state));
    const reply = await this.ask<{
      getId(): string;
      getProperties(): struct.Struct;
      getInputs(): struct.Struct | undefined;
    }>("read", request);
    const inputs = reply.getInputs();
    return { id: reply.getId(), state: values(reply.getProperties()), inputs: inputs && values(inputs) };
  }

  async update(id: string, state: Values, news: Values) {
    const request = this.request(messages.UpdateRequest);
    request.setId(id);
    request.setOlds(this.complete(state));
    request.setNews(this.complete(news));
    return values((await this.ask<{ getProperties(): struct.Struct }>("update", request)).getProperties());
  }

  async delete(id: string, state: Values): Promise<void> {
    const request = this.request(messages.DeleteRequest);
    request.setId(id);
    request.setProperties(this.complete(state));
    await this.ask("delete", request);
  }

  /** Cancels the command, as Pulumi's engine does at the first Ctrl-C. */
  async cancel(): Promise<void> {
    const { Empty } = require("google-protobuf/google/protobuf/empty_pb");
    await this.ask("cancel", new Empty());
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  /** Returns a request for the resource. */
  // biome-ignore lint/suspicious/noExplicitAny: Pulumi's message classes have no common type
  private request(Request: any) {
    const request = new Request();
    request.setType(`linkwan:index:${this.resource}`);
    return request;
  }

  private complete(properties: Values) {
    return toStruct({ ...properties, ...door.added(this.resource) });
  }

  private ask<T>(method: string, request: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      this.client[method]?.(request, (error, reply) =>
        error ? reject(hostError(error as grpc.ServiceError)) : resolve(reply),
      );
    });
  }
}

/** Returns the values of a resource without the shim, which only dynamic resources must have. */
const values = (properties: struct.Struct): Values => {
  const { __provider, ...rest } = properties.toJavaScript() as Values;
  if (Object.keys(rest).length > 0 && (typeof __provider === "string") !== (doorName === "dynamic"))
    throw new Error("the values lack the shim, or contain an unexpected shim");
  return rest;
};

const hostError = (error: grpc.ServiceError): Error & HostError => {
  const [details] = error.metadata?.get("grpc-status-details-bin") ?? [];
  const { Status } = require("@pulumi/pulumi/proto/status_pb");
  const partial =
    details &&
    messages.ErrorResourceInitFailed.deserializeBinary(
      Status.deserializeBinary(details).getDetailsList()[0].getValue_asU8(),
    );
  return Object.assign(
    new Error(error.details),
    partial && { partial: { id: partial.getId(), properties: values(partial.getProperties()) } },
  );
};
