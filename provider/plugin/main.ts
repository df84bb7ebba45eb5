import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { grpc } from "./protocol";
import { Service } from "./service";

/** Largest message in bytes, as in Pulumi's own SDKs. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;
/** Interval at which the process looks whether the `pulumi` command still runs. */
const PARENT_MS = 1_000;

/** Starts the provider plugin, and prints the port of its server, which Pulumi's engine reads. */
const main = (): void => {
  const service = new Service(() => process.exit(0));
  const server = new grpc.Server({ "grpc.max_receive_message_length": MESSAGE_LIMIT });
  server.addService(ResourceProviderService, service.implementation());
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
  // Pulumi's engine ends a plugin with SIGINT, and waits for it.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => service.end());
  // A command that was killed sends no signal.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) service.end();
  }, PARENT_MS).unref();
};

main();
