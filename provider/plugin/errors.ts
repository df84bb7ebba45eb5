import type * as Grpc from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { isLinkWanError } from "../client/errors";
import { propertiesOf } from "../client/plain";
import { PartialFailure } from "../engine/lifecycle";
import { Any, grpc } from "./protocol";
import { structOf } from "./values";

/** Returns the error to send to Pulumi's engine. The stack of an error that is not written for users goes to stderr. */
export const grpcError = (error: unknown): Partial<Grpc.ServiceError> => {
  const code = grpc.status.UNKNOWN;
  const details = error instanceof Error ? error.message : `${error}`;
  if (error instanceof PartialFailure) return { code, details, metadata: partialFailure(code, error) };
  // Functions use Pulumi's own mark for errors that are written for users.
  const isForUsers = isLinkWanError(error) || propertiesOf(error).__pulumiRunError === true;
  if (!isForUsers && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return { code, details };
};

/**
 * Returns the details from which Pulumi's engine records a resource that exists although its creation or update failed.
 */
const partialFailure = (
  code: Grpc.status,
  { id, properties, reasons, message }: PartialFailure,
): Grpc.Metadata => {
  const failure = new ErrorResourceInitFailed();
  failure.setId(id);
  failure.setProperties(structOf(properties));
  failure.setReasonsList([...reasons]);
  const detail = new Any();
  detail.pack(failure.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const status = new Status();
  status.setCode(code);
  status.setMessage(message);
  status.addDetails(detail);
  const metadata = new grpc.Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(status.serializeBinary()));
  return metadata;
};
