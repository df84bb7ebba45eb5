import { argumentlessFunction, camelCase, outputForm } from "../program/invoke";
import { GetUserLicense } from "./api";

/** Limits of the account and what is used of them; counts where the service tells them. */
export interface GetUserLicenseResult {
  /** The most LOCAL join permissions. API: `LocalJoinPermissionLimit`. */
  localJoinPermissionLimit?: number;
  /** How many LOCAL join permissions are free of charge; at most the limit. API: `LocalJoinPermissionFreeLimit`. */
  localJoinPermissionFreeLimit?: number;
  /** How many LOCAL join permissions there are. API: `LocalJoinPermissionCount`. */
  localJoinPermissionCount?: number;
  /** The most ROAMING join permissions. API: `RoamingJoinPermissionLimit`. */
  roamingJoinPermissionLimit?: number;
  /** How many ROAMING join permissions are free of charge; at most the limit. API: `RoamingJoinPermissionFreeLimit`. */
  roamingJoinPermissionFreeLimit?: number;
  /** How many ROAMING join permissions there are. API: `RoamingJoinPermissionCount`. */
  roamingJoinPermissionCount?: number;
  /** The most gateways. API: `GatewayLimit`. */
  gatewayLimit?: number;
  /** How many gateways are free of charge; at most the limit. API: `GatewayFreeLimit`. */
  gatewayFreeLimit?: number;
  /** How many gateways there are. API: `GatewayCount`. */
  gatewayCount?: number;
  /** How many prepaid gateways there are. API: `GatewayPrePayCount`. */
  gatewayPrePayCount?: number;
  /** The most professional gateways. API: `GatewayProfessionalLimit`. */
  gatewayProfessionalLimit?: number;
  /** How many professional gateways there are. API: `GatewayProfessionalCount`. */
  gatewayProfessionalCount?: number;
  /** The most DingTalk gateways. API: `GatewayDingTalkLimit`. */
  gatewayDingTalkLimit?: number;
  /** How many DingTalk gateways there are. API: `GatewayDingTalkCount`. */
  gatewayDingTalkCount?: number;
  /** The most gateway identities. API: `GatewayTupleLimit`. */
  gatewayTupleLimit?: number;
  /** How many gateway identities are free of charge; at most the limit. API: `GatewayTupleFreeLimit`. */
  gatewayTupleFreeLimit?: number;
  /** How many gateway identities there are. API: `GatewayTupleCount`. */
  gatewayTupleCount?: number;
  /** The most hybrid gateway identities. API: `GatewayTupleHybridLimit`. */
  gatewayTupleHybridLimit?: number;
  /** How many hybrid gateway identities there are. API: `GatewayTupleHybridCount`. */
  gatewayTupleHybridCount?: number;
  /** The most single-channel gateway identities. API: `GatewayTupleSingleChannelLimit`. */
  gatewayTupleSingleChannelLimit?: number;
  /** How many single-channel gateway identities there are. API: `GatewayTupleSingleChannelCount`. */
  gatewayTupleSingleChannelCount?: number;
  /** The most standard gateway identities. API: `GatewayTupleStandardLimit`. */
  gatewayTupleStandardLimit?: number;
  /** How many standard gateway identities there are. API: `GatewayTupleStandardCount`. */
  gatewayTupleStandardCount?: number;
  /** The most nodes. API: `NodeLimit`. */
  nodeLimit?: number;
  /** How many nodes are free of charge; at most the limit. API: `NodeFreeLimit`. */
  nodeFreeLimit?: number;
  /** How many nodes there are. API: `NodeCount`. */
  nodeCount?: number;
  /** The most node identities. API: `NodeTupleLimit`. */
  nodeTupleLimit?: number;
  /** How many node identities are free of charge; at most the limit. API: `NodeTupleFreeLimit`. */
  nodeTupleFreeLimit?: number;
  /** How many node identities there are. API: `NodeTupleCount`. */
  nodeTupleCount?: number;
  /** The most standard node identities. API: `NodeTupleStandardLimit`. */
  nodeTupleStandardLimit?: number;
  /** How many standard node identities there are. API: `NodeTupleStandardCount`. */
  nodeTupleStandardCount?: number;
  /** The most relay node identities. API: `NodeTupleRelayLimit`. */
  nodeTupleRelayLimit?: number;
  /** How many relay node identities there are. API: `NodeTupleRelayCount`. */
  nodeTupleRelayCount?: number;
  /** The most relays. API: `RelayLimit`. */
  relayLimit?: number;
  /** How many relays there are. API: `RelayCount`. */
  relayCount?: number;
  /** Organisational identifier of the account's devices, where it has one. API: `Oui`. */
  oui?: string;
}

/** Reads the limits of the account and their usage (GetUserLicense). */
export const getUserLicense = argumentlessFunction(
  "getUserLicense",
  [GetUserLicense],
  async (operation): Promise<GetUserLicenseResult> => camelCase(await operation.call(GetUserLicense, {})),
);

/** {@link getUserLicense} for arguments that are not known yet. */
export const getUserLicenseOutput = outputForm(getUserLicense);
