import * as pulumi from "@pulumi/pulumi";

/** Makes `pinCode` a secret wherever the engine keeps it, also where the program gives it as plain text. */
export const secretPinCode = (props: Record<string, unknown>, opts?: pulumi.CustomResourceOptions) => ({
  props: { ...props, pinCode: props.pinCode === undefined ? undefined : pulumi.secret(props.pinCode) },
  options: pulumi.mergeOptions(opts, { additionalSecretOutputs: ["pinCode"] }),
});
