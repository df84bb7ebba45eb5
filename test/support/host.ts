import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import * as grpc from "@grpc/grpc-js";
import * as struct from "google-protobuf/google/protobuf/struct_pb";

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

/** Pulumi's real dynamic-provider process, called over gRPC as Pulumi's engine calls it. */
export class Host {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: Record<
      string,
      (request: unknown, done: (error: unknown, reply: never) => void) => void
    >,
    private readonly shim: string,
    private readonly output: { stderr: string },
  ) {}

  static async start(config: Record<string, string>, env: NodeJS.ProcessEnv = {}): Promise<Host> {
    const script = join(
      __dirname,
      "..",
      "..",
      "node_modules",
      "@pulumi",
      "pulumi",
      "cmd",
      "dynamic-provider",
    );
    const child = spawn(process.execPath, [script, "127.0.0.1:1"], {
      cwd: join(__dirname, "..", ".."),
      env: { ...process.env, ...env },
    });
    const output = { stderr: "" };
    child.stderr.on("data", (data: Buffer) => {
      output.stderr += data.toString();
    });
    const port = await new Promise<string>((resolve, reject) => {
      child.stdout.once("data", (data: Buffer) => resolve(data.toString().trim()));
      child.once("exit", () => reject(new Error(`the host did not start: ${output.stderr}`)));
    });
    const client = new services.ResourceProviderClient(
      `127.0.0.1:${port}`,
      grpc.credentials.createInsecure(),
    );
    const host = new Host(child, client, shim("LeasedJoinPermission"), output);
    const request = new messages.ConfigureRequest();
    request.setArgs(toStruct(config));
    await host.ask("configure", request);
    return host;
  }

  /** Returns a client of the same process for the resource with this name. */
  as(resource: string): Host {
    return new Host(this.child, this.client, shim(resource), this.output);
  }

  /** Output of the process, which Pulumi shows to the user. */
  get stderr(): string {
    return this.output.stderr;
  }

  async check(news: Values, olds: Values = {}) {
    const request = new messages.CheckRequest();
    request.setOlds(toStruct(olds));
    request.setNews(this.withShim(news));
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
    const request = new messages.DiffRequest();
    request.setId(id);
    request.setOlds(this.withShim(state));
    request.setNews(this.withShim(news));
    const reply = await this.ask<{
      toObject(): { changes: number; replacesList: string[]; deletebeforereplace: boolean };
    }>("diff", request);
    const { changes, replacesList, deletebeforereplace } = reply.toObject();
    return { changes: changes === 2, replaces: replacesList, deleteBeforeReplace: deletebeforereplace };
  }

  async create(inputs: Values) {
    const request = new messages.CreateRequest();
    request.setProperties(this.withShim(inputs));
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
    const request = new messages.ReadRequest();
    request.setId(id);
    request.setProperties(this.withShim(state));
    const reply = await this.ask<{
      getId(): string;
      getProperties(): struct.Struct;
      getInputs(): struct.Struct | undefined;
    }>("read", request);
    const inputs = reply.getInputs();
    return { id: reply.getId(), state: values(reply.getProperties()), inputs: inputs && values(inputs) };
  }

  async update(id: string, state: Values, news: Values) {
    const request = new messages.UpdateRequest();
    request.setId(id);
    request.setOlds(this.withShim(state));
    request.setNews(this.withShim(news));
    return values((await this.ask<{ getProperties(): struct.Struct }>("update", request)).getProperties());
  }

  async delete(id: string, state: Values): Promise<void> {
    const request = new messages.DeleteRequest();
    request.setId(id);
    request.setProperties(this.withShim(state));
    await this.ask("delete", request);
  }

  stop(): void {
    this.child.kill("SIGKILL");
  }

  private withShim(properties: Values) {
    return toStruct({ ...properties, __provider: this.shim });
  }

  private ask<T>(method: string, request: unknown): Promise<T> {
    return new Promise((resolve, reject) => {
      this.client[method]?.(request, (error, reply) =>
        error ? reject(hostError(error as grpc.ServiceError)) : resolve(reply),
      );
    });
  }
}

/** Returns the values of a resource without the shim; throws if a reply lacks the shim. */
const values = (properties: struct.Struct): Values => {
  const { __provider, ...rest } = properties.toJavaScript() as Values;
  if (Object.keys(rest).length > 0 && typeof __provider !== "string")
    throw new Error("the values lack the shim");
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
