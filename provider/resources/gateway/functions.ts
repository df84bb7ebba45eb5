import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../program/invoke";
import { GetGateway, gateways, ListGateways } from "./api";

/** A gateway of the account. Its PIN is never told. */
export interface GetGatewayResult {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Name of the gateway. API: `Name`. */
  name: string;
  /** Description, where there is one. API: `Description`. */
  description?: string;
  /** Id of the frequency band plan group, decimal text. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId: string;
  /** Whether it sends and receives at the same time: `HALF_DUPLEX` or `FULL_DUPLEX`. API: `CommunicationMode`. */
  communicationMode?: string;
  /** City where it stands. API: `City`. */
  city?: string;
  /** District of the city. API: `District`. */
  district?: string;
  /** Address in the district. API: `Address`. */
  address?: string;
  /** Administrative code of the place. API: `AddressCode`. */
  addressCode?: number;
  /** What the coordinates are measured in: `WGS_84` or `GCJ_02`. API: `GisCoordinateSystem`. */
  gisCoordinateSystem?: string;
  /** Longitude in degrees. API: `Longitude`. */
  longitude?: number;
  /** Latitude in degrees. API: `Latitude`. */
  latitude?: number;
  /** Whether it takes part in the network. API: `Enabled`. */
  enabled: boolean;
  /** Whether it reaches the service: `ONLINE` or `OFFLINE`. API: `OnlineState`. */
  onlineState?: string;
  /** Since when it is in that state, Unix milliseconds. API: `OnlineStateChangedMillis`. */
  onlineStateChangedMillis?: number;
  /** Whether it can serve class B. API: `ClassBSupported`. */
  classBSupported?: boolean;
  /** Whether it serves class B now. API: `ClassBWorking`. */
  classBWorking?: boolean;
  /** Whether its clock can be corrected. API: `TimeCorrectable`. */
  timeCorrectable?: boolean;
  /** Whether its bills are paid: `NORMAL` or `ARREARAGE`. API: `ChargeStatus`. */
  chargeStatus?: string;
  /** How it is licensed: `HYBRID`, `SINGLE_CHANNEL` or `STANDARD`. API: `AuthTypes`. */
  authTypes?: string;
  /** Id of a network server inside it, where it has one. API: `EmbeddedNsId`. */
  embeddedNsId?: string;
}

/** Arguments of {@link getGateway}. */
export interface GetGatewayArgs extends InvokeArgs {
  /** GwEUI, 16 hexadecimal digits, upper or lower case. API: `GwEui`. */
  gwEui: string;
}

/** Reads a gateway and its state (GetGateway). Errors: `NonExistent`, `NotResourceOwner`. */
export const getGateway = accountFunction(
  "getGateway",
  [GetGateway],
  async (operation, args: GetGatewayArgs): Promise<GetGatewayResult> =>
    camelCase(await operation.call(GetGateway, { GwEui: args.gwEui.toLowerCase() })),
);

/** {@link getGateway} for arguments that are not known yet. */
export const getGatewayOutput = outputForm(getGateway);

/** Lists every gateway, longest in its online state first (ListGateways, 200 a call). */
export const getGateways = argumentlessFunction(
  "getGateways",
  [ListGateways],
  async (operation): Promise<GetGatewayResult[]> =>
    [...(await gateways.list(operation, "")).values()].map(camelCase),
);

/** {@link getGateways} for arguments that are not known yet. */
export const getGatewaysOutput = outputForm(getGateways);
