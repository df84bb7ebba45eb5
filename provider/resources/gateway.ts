import * as pulumi from "@pulumi/pulumi";
import { gatewayProvider } from "../dynamic";
import { propertiesOf } from "./properties";
import { secretPinCode } from "./secrets";

/** Inputs of a {@link Gateway}. */
export interface GatewayArgs {
  /**
   * GwEUI of the gateway's label, 16 hexadecimal digits; kept in lower case. Required. Changing it replaces the
   * gateway.
   * API: `GwEui`. Errors: `GwEuiDuplicated` (registered already: leave out `pinCode` to take it over),
   * `GatewayAlreadyBoundToOthers`, `GatewayTupleAlreadyAbandoned`.
   */
  gwEui: pulumi.Input<string>;

  /**
   * PIN of the gateway's label, 6 digits: a secret, encrypted in the state. Registering needs it, and nothing else: no
   * read gives it back. Changed in the state only.
   *
   * Left out, a gateway that the account has registered already is taken over; what is declared and differs is
   * changed. API: `PinCode`. Errors: `InvalidPinCode`, `TooManyPinCodeVerificationFailures`.
   */
  pinCode?: pulumi.Input<string>;

  /**
   * Name: Chinese characters, English letters, digits and, not at its start, underscores, 4 to 30 characters (the
   * vendor's console counts a Chinese character twice). Default: the resource's name, made legal (not where one is
   * taken over). Changed in place; leaving it out later keeps it. API: `Name`. Errors: `InvalidName`.
   */
  name?: pulumi.Input<string>;

  /** Free text, up to 100 characters. Default: none. Changed in place; leaving it out later keeps it. API: `Description`. */
  description?: pulumi.Input<string>;

  /**
   * Id of the frequency band plan group, as decimal text: `"101"`, `"102"` (CN470) or `"201"` (AS923). Required unless
   * a gateway is taken over. Changed in place; leaving it out later keeps it. API: `FreqBandPlanGroupId`. Errors: `InvalidFreqBandPlan`.
   */
  freqBandPlanGroupId?: pulumi.Input<string>;

  /**
   * Whether it can send and receive at the same time: `"FULL_DUPLEX"`, or not: `"HALF_DUPLEX"`. Required unless a
   * gateway is taken over. Changed in place; leaving it out later keeps it. API: `CommunicationMode`.
   */
  communicationMode?: pulumi.Input<"HALF_DUPLEX" | "FULL_DUPLEX">;

  /**
   * City where it stands. Required unless a gateway is taken over. Changed in place; leaving it out later keeps it.
   * API: `City`.
   */
  city?: pulumi.Input<string>;

  /**
   * District of the city. Required unless a gateway is taken over. Changed in place; leaving it out later keeps it.
   * API: `District`.
   */
  district?: pulumi.Input<string>;

  /**
   * Address in the district. Required unless a gateway is taken over. Changed in place; leaving it out later keeps it.
   * API: `Address`.
   */
  address?: pulumi.Input<string>;

  /**
   * Administrative code of the place, a whole number from 0 to 999999999999, for example 330106. Required unless a gateway is taken over.
   * Changed in place; leaving it out later keeps it. API: `AddressCode`.
   */
  addressCode?: pulumi.Input<number>;

  /**
   * What the coordinates are measured in: `"WGS_84"` (GPS) or `"GCJ_02"` (Chinese maps). Required unless a gateway is
   * taken over. Changed in place; leaving it out later keeps it. API: `GisCoordinateSystem`.
   */
  gisCoordinateSystem?: pulumi.Input<"WGS_84" | "GCJ_02">;

  /**
   * Longitude in degrees, -180 to 180. Required unless a gateway is taken over. Changed in place; leaving it out later
   * keeps it, and less than 0.00001 degrees (about a metre) is no difference. API: `Longitude`.
   */
  longitude?: pulumi.Input<number>;

  /**
   * Latitude in degrees, -90 to 90. Required unless a gateway is taken over. Changed in place; leaving it out later
   * keeps it, and less than 0.00001 degrees (about a metre) is no difference. API: `Latitude`.
   */
  latitude?: pulumi.Input<number>;

  /**
   * Whether it takes part in the network. Default `true` (not where one is taken over, which keeps its own). Changed
   * in place. API: `Enabled` of UpdateGatewayEnablingState.
   */
  enabled?: pulumi.Input<boolean>;

  /**
   * Which credentials to use, by name: an entry of `linkwan:profiles`, else a profile of the vendor's CLI.
   * Default: the stack's own credentials. Changed in the state only; the new profile must be of the same account.
   */
  profile?: pulumi.Input<string>;
}

const OUTPUTS = [
  "gwEui",
  "pinCode",
  "name",
  "description",
  "freqBandPlanGroupId",
  "communicationMode",
  "city",
  "district",
  "address",
  "addressCode",
  "gisCoordinateSystem",
  "longitude",
  "latitude",
  "enabled",
  "profile",
];

/** A gateway (网关) that is registered in the account with its GwEUI and PIN. */
export class Gateway extends pulumi.dynamic.Resource {
  /** GwEUI in lower case; also the resource's `id`. API: `GwEui`. */
  declare public readonly gwEui: pulumi.Output<string>;
  /** PIN as declared, a secret. API: `PinCode`. */
  declare public readonly pinCode: pulumi.Output<string | undefined>;
  /** Name. API: `Name`. */
  declare public readonly name: pulumi.Output<string>;
  /** Description, where there is one. API: `Description`. */
  declare public readonly description: pulumi.Output<string | undefined>;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  declare public readonly freqBandPlanGroupId: pulumi.Output<string>;
  /** Whether it sends and receives at the same time: `"HALF_DUPLEX"` or `"FULL_DUPLEX"`. API: `CommunicationMode`. */
  declare public readonly communicationMode: pulumi.Output<string>;
  /** City where it stands. API: `City`. */
  declare public readonly city: pulumi.Output<string>;
  /** District of the city. API: `District`. */
  declare public readonly district: pulumi.Output<string>;
  /** Address in the district. API: `Address`. */
  declare public readonly address: pulumi.Output<string>;
  /** Administrative code of the place. API: `AddressCode`. */
  declare public readonly addressCode: pulumi.Output<number>;
  /** What the coordinates are measured in: `"WGS_84"` or `"GCJ_02"`. API: `GisCoordinateSystem`. */
  declare public readonly gisCoordinateSystem: pulumi.Output<string>;
  /** Longitude in degrees; as declared, where the service only keeps it less exact. API: `Longitude`. */
  declare public readonly longitude: pulumi.Output<number>;
  /** Latitude in degrees; as declared, where the service only keeps it less exact. API: `Latitude`. */
  declare public readonly latitude: pulumi.Output<number>;
  /** Whether it takes part in the network. API: `Enabled`. */
  declare public readonly enabled: pulumi.Output<boolean>;
  /** Name of the credentials, as declared. */
  declare public readonly profile: pulumi.Output<string | undefined>;

  /**
   * Declares a gateway.
   *
   * @param name Name of the resource in the program; the gateway is named after it unless its `name` is set.
   * @param args What is registered.
   * @param opts Pulumi's own options.
   */
  constructor(name: string, args: GatewayArgs, opts?: pulumi.CustomResourceOptions) {
    const { props, options } = secretPinCode(propertiesOf(name, args, OUTPUTS), opts);
    super(gatewayProvider, name, props, options, "linkwan", "Gateway");
  }
}
