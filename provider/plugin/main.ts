import { Socket } from "node:net";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { EngineLog } from "./engineLog";
import { grpc } from "./protocol";
import { Service } from "./service";

/** Maximum size of a message in bytes, as in Pulumi's own SDKs. */
const MESSAGE_LIMIT = 400 * 1024 * 1024;

/** Starts the provider plugin. Prints the port of its server for Pulumi's engine. */
const main = (): void => {
  // Pulumi's engine passes its address as the last argument.
  const address = process.argv.slice(2).at(-1);
  const service = new Service(new EngineLog(address), () => process.exit(0));
  const server = new grpc.Server({ "grpc.max_receive_message_length": MESSAGE_LIMIT });
  server.addService(ResourceProviderService, service.implementation());
  server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) => {
    if (error) throw error;
    process.stdout.write(`${port}\n`);
  });
  // Pulumi's engine stops a plugin with SIGINT, and waits for the plugin to exit.
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => service.end());
  // A killed command sends no signal, but it closes the plugin's stdin, which is a pipe from Pulumi's engine. On
  // Windows, watching the parent process would not work, because the parent is the interpreter of the .cmd file and
  // outlives the command.
  const { stdin, stderr } = process;
  if (stdin instanceof Socket && !stdin.isTTY) stdin.on("end", () => service.end()).resume();
  // After the engine has exited, nobody reads stderr. A failed write to stderr must not abort a call in flight.
  stderr.on("error", () => {});
};

main();
