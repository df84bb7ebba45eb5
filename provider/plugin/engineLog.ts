import { AsyncLocalStorage } from "node:async_hooks";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import { notifyOnStderr, userLine } from "../client/log";
import { grpc } from "./protocol";

/** Shows lines to the user through Pulumi's engine, which does not display the stderr of a plugin. */
export class EngineLog {
  private readonly engine: EngineClient | undefined;
  private readonly urns = new AsyncLocalStorage<string>();
  private readonly pending = new Set<Promise<void>>();

  /** @param address Address of Pulumi's engine. Without an address, lines go to stderr. */
  constructor(address: string | undefined) {
    if (address !== undefined) this.engine = new EngineClient(address, grpc.credentials.createInsecure());
  }

  /** Handles a request. Lines logged during the request are shown for the resource with the URN. */
  async run<Response>(urn: string, handle: () => Promise<Response> | Response): Promise<Response> {
    try {
      return await this.urns.run(urn, handle);
    } finally {
      // Pulumi's engine can exit as soon as it has the response.
      await Promise.all(this.pending);
    }
  }

  /** Shows a line. */
  readonly notify = (line: string): void => {
    const { engine } = this;
    if (!engine) {
      notifyOnStderr(line);
      return;
    }
    const request = new LogRequest()
      .setSeverity(LogSeverity.INFO)
      .setUrn(this.urns.getStore() ?? "")
      .setMessage(userLine(line));
    const sent = new Promise<void>((resolve) => {
      engine.log(request, (error) => {
        if (error) notifyOnStderr(line);
        resolve();
      });
    }).finally(() => this.pending.delete(sent));
    this.pending.add(sent);
  };
}
