import {
  accountFunction,
  argumentlessFunction,
  camelCase,
  type InvokeArgs,
  outputForm,
} from "../../invoke/accountFunction";
import { GetGateway, gateways, ListGateways, ListGatewaysGisInfo } from "./api";

/** A gateway of the account. The PIN is never returned. */
export interface GetGatewayResult {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Name of the gateway. API: `Name`. */
  name: string;
  /** Description, if there is one. API: `Description`. */
  description?: string;
  /** Id of the frequency band plan group, a decimal string. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId: string;
  /** Duplex mode: `HALF_DUPLEX` or `FULL_DUPLEX` (sends and receives at the same time). API: `CommunicationMode`. */
  communicationMode?: string;
  /** City of the site. API: `City`. */
  city?: string;
  /** District of the site. API: `District`. */
  district?: string;
  /** Address of the site. API: `Address`. */
  address?: string;
  /** Administrative division code of the site. API: `AddressCode`. */
  addressCode?: number;
  /** Coordinate system: `WGS_84` or `GCJ_02`. API: `GisCoordinateSystem`. */
  gisCoordinateSystem?: string;
  /** Longitude in degrees. API: `Longitude`. */
  longitude?: number;
  /** Latitude in degrees. API: `Latitude`. */
  latitude?: number;
  /** Whether the gateway takes part in the network. API: `Enabled`. */
  enabled: boolean;
  /** Connection to the service: `ONLINE` or `OFFLINE`. API: `OnlineState`. */
  onlineState?: string;
  /** Time of the last change of `onlineState`, in Unix milliseconds. API: `OnlineStateChangedMillis`. */
  onlineStateChangedMillis?: number;
  /** Whether the gateway supports class B. API: `ClassBSupported`. */
  classBSupported?: boolean;
  /** Whether the gateway currently serves class B. API: `ClassBWorking`. */
  classBWorking?: boolean;
  /** Whether the gateway's clock can be corrected. API: `TimeCorrectable`. */
  timeCorrectable?: boolean;
  /** Billing status: `NORMAL` or `ARREARAGE` (unpaid bills). API: `ChargeStatus`. */
  chargeStatus?: string;
  /** License type: `HYBRID`, `SINGLE_CHANNEL` or `STANDARD`. API: `AuthTypes`. */
  authTypes?: string;
  /** Id of the gateway's embedded network server, if the gateway has one. API: `EmbeddedNsId`. */
  embeddedNsId?: string;
}

/** Arguments of {@link getGateway}. */
export interface GetGatewayArgs extends InvokeArgs {
  /** GwEUI, 16 hexadecimal digits in upper or lower case. API: `GwEui`. */
  gwEui: string;
}

/** Reads a gateway and its state (GetGateway). Errors: `NonExistent`, `NotResourceOwner`. */
export const getGateway = accountFunction(
  "getGateway",
  [GetGateway],
  async (operation, args: GetGatewayArgs): Promise<GetGatewayResult> =>
    camelCase(await operation.call(GetGateway, { GwEui: args.gwEui.toLowerCase() })),
);

/** Like {@link getGateway}, but accepts outputs as arguments. */
export const getGatewayOutput = outputForm(getGateway);

/** Lists every gateway, sorted by the last change of the online state, oldest first (ListGateways, 200 per call). */
export const getGateways = argumentlessFunction(
  "getGateways",
  [ListGateways],
  async (operation): Promise<GetGatewayResult[]> =>
    [...(await gateways.list(operation, "")).values()].map(camelCase),
);

/** Like {@link getGateways}, but accepts outputs as arguments. */
export const getGatewaysOutput = outputForm(getGateways);

/** Position of a gateway. */
export interface GetGatewayPositionResult {
  /** GwEUI, 16 hexadecimal digits. API: `GwEui`. */
  gwEui: string;
  /** Name of the gateway. API: `Name`. */
  name: string;
  /** Longitude in degrees. API: `Longitude`. */
  longitude?: number;
  /** Latitude in degrees. API: `Latitude`. */
  latitude?: number;
  /** Coordinate system: `WGS_84` or `GCJ_02`. API: `GisCoordinateSystem`. */
  gisCoordinateSystem?: string;
  /** Source of the coordinates: `USER_INPUT`, or `HARDWARE` if the gateway reports them. API: `GisSourceType`. */
  gisSourceType?: string;
  /** Id of the frequency band plan group, a decimal string. API: `FreqBandPlanGroupId`. */
  freqBandPlanGroupId?: string;
  /** Connection to the service: `ONLINE` or `OFFLINE`. API: `OnlineState`. */
  onlineState?: string;
  /** Whether the gateway takes part in the network. API: `Enabled`. */
  enabled?: boolean;
  /** Billing status: `NORMAL` or `ARREARAGE` (unpaid bills). API: `ChargeStatus`. */
  chargeStatus?: string;
  /** License type: `HYBRID`, `SINGLE_CHANNEL` or `STANDARD`. API: `AuthTypes`. */
  authTypes?: string;
}

/** Lists the positions of all gateways (ListGatewaysGisInfo). */
export const getGatewayPositions = argumentlessFunction(
  "getGatewayPositions",
  [ListGatewaysGisInfo],
  async (operation): Promise<GetGatewayPositionResult[]> =>
    camelCase(await operation.call(ListGatewaysGisInfo, {})),
);

/** Like {@link getGatewayPositions}, but accepts outputs as arguments. */
export const getGatewayPositionsOutput = outputForm(getGatewayPositions);
