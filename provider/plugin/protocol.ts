import { createRequire } from "node:module";

/**
 * Requires a package from the place of Pulumi's own copy: if several versions are installed, Pulumi's protocol classes
 * work only with these.
 */
const requireOfPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));

export const grpc: typeof import("@grpc/grpc-js") = requireOfPulumi("@grpc/grpc-js");
export const { Struct }: typeof import("google-protobuf/google/protobuf/struct_pb") = requireOfPulumi(
  "google-protobuf/google/protobuf/struct_pb",
);
export const { Empty }: typeof import("google-protobuf/google/protobuf/empty_pb") = requireOfPulumi(
  "google-protobuf/google/protobuf/empty_pb",
);
export const { Any }: typeof import("google-protobuf/google/protobuf/any_pb") = requireOfPulumi(
  "google-protobuf/google/protobuf/any_pb",
);
