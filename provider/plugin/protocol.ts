import { createRequire } from "node:module";

/**
 * Loads the copy of a package that Pulumi itself loads. If several versions are installed, Pulumi's protocol classes
 * work only with that copy.
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
