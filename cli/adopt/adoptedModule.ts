/** The module of the program that holds what all of its resources share. */
export const adoptedModule = (
  profile: string | undefined,
): string => `import * as pulumi from "@pulumi/pulumi";

/**
 * What is protected, no command deletes or returns. To let a stack delete what it declares, remove this, and run
 * pulumi up once.
 */
export const adopted: pulumi.CustomResourceOptions = { protect: true };
${
  profile === undefined
    ? ""
    : `
/** Name of the credentials of the account that was read. */
export const profile = ${JSON.stringify(profile)};
`
}
/**
 * PIN of a device, which is needed where it has to be registered or added again: no read gives it. Not before the first
 * pulumi up, which takes the devices over: pulumi config set --path --secret pins.EUI PIN
 */
export const pinOf = (eui: string) => pins?.apply((all) => all[eui] as string);

const pins = new pulumi.Config().getSecretObject<Record<string, string>>("pins");
`;
