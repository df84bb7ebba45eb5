import type * as pulumi from "@pulumi/pulumi";
import type { ArgsOf, CommonArgs, OutputsOf } from "../../program/dynamic";
import { LinkWanResource } from "../../program/dynamic";
import type { properties } from "./declaration";
import { gateway } from "./declaration";

/** Inputs of a gateway. */
export interface GatewayArgs extends ArgsOf<typeof properties>, CommonArgs {}

/** Outputs of a gateway. */
export interface Gateway extends OutputsOf<typeof properties> {}

/** A gateway (网关) that is registered in the account with its GwEUI and PIN. */
export class Gateway extends LinkWanResource {
  /**
   * Declares a gateway.
   *
   * @param name Name of the resource in the program; the gateway is named after it unless `name` is set.
   * @param args Inputs of the gateway.
   * @param opts Pulumi resource options.
   */
  constructor(name: string, args: GatewayArgs, opts?: pulumi.CustomResourceOptions) {
    super(gateway, name, args, opts);
  }
}
