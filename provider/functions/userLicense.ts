import { argumentlessFunction, camelCase, outputForm } from "../invoke/accountFunction";
import { GetUserLicense } from "./api";

/** Limits of the account and their usage; a field is absent if the service does not return it. */
export interface GetUserLicenseResult {
  /** Maximum number of LOCAL join permissions. API: `LocalJoinPermissionLimit`. */
  localJoinPermissionLimit?: number;
  /** Number of LOCAL join permissions that are free of charge; at most the limit. API: `LocalJoinPermissionFreeLimit`. */
  localJoinPermissionFreeLimit?: number;
  /** Number of LOCAL join permissions. API: `LocalJoinPermissionCount`. */
  localJoinPermissionCount?: number;
  /** Maximum number of ROAMING join permissions. API: `RoamingJoinPermissionLimit`. */
  roamingJoinPermissionLimit?: number;
  /** Number of ROAMING join permissions that are free of charge; at most the limit. API: `RoamingJoinPermissionFreeLimit`. */
  roamingJoinPermissionFreeLimit?: number;
  /** Number of ROAMING join permissions. API: `RoamingJoinPermissionCount`. */
  roamingJoinPermissionCount?: number;
  /** Maximum number of gateways. API: `GatewayLimit`. */
  gatewayLimit?: number;
  /** Number of gateways that are free of charge; at most the limit. API: `GatewayFreeLimit`. */
  gatewayFreeLimit?: number;
  /** Number of gateways. API: `GatewayCount`. */
  gatewayCount?: number;
  /** Number of prepaid gateways. API: `GatewayPrePayCount`. */
  gatewayPrePayCount?: number;
  /** Maximum number of professional gateways. API: `GatewayProfessionalLimit`. */
  gatewayProfessionalLimit?: number;
  /** Number of professional gateways. API: `GatewayProfessionalCount`. */
  gatewayProfessionalCount?: number;
  /** Maximum number of DingTalk gateways. API: `GatewayDingTalkLimit`. */
  gatewayDingTalkLimit?: number;
  /** Number of DingTalk gateways. API: `GatewayDingTalkCount`. */
  gatewayDingTalkCount?: number;
  /** Maximum number of gateway identities. API: `GatewayTupleLimit`. */
  gatewayTupleLimit?: number;
  /** Number of gateway identities that are free of charge; at most the limit. API: `GatewayTupleFreeLimit`. */
  gatewayTupleFreeLimit?: number;
  /** Number of gateway identities. API: `GatewayTupleCount`. */
  gatewayTupleCount?: number;
  /** Maximum number of hybrid gateway identities. API: `GatewayTupleHybridLimit`. */
  gatewayTupleHybridLimit?: number;
  /** Number of hybrid gateway identities. API: `GatewayTupleHybridCount`. */
  gatewayTupleHybridCount?: number;
  /** Maximum number of single-channel gateway identities. API: `GatewayTupleSingleChannelLimit`. */
  gatewayTupleSingleChannelLimit?: number;
  /** Number of single-channel gateway identities. API: `GatewayTupleSingleChannelCount`. */
  gatewayTupleSingleChannelCount?: number;
  /** Maximum number of standard gateway identities. API: `GatewayTupleStandardLimit`. */
  gatewayTupleStandardLimit?: number;
  /** Number of standard gateway identities. API: `GatewayTupleStandardCount`. */
  gatewayTupleStandardCount?: number;
  /** Maximum number of nodes. API: `NodeLimit`. */
  nodeLimit?: number;
  /** Number of nodes that are free of charge; at most the limit. API: `NodeFreeLimit`. */
  nodeFreeLimit?: number;
  /** Number of nodes. API: `NodeCount`. */
  nodeCount?: number;
  /** Maximum number of node identities. API: `NodeTupleLimit`. */
  nodeTupleLimit?: number;
  /** Number of node identities that are free of charge; at most the limit. API: `NodeTupleFreeLimit`. */
  nodeTupleFreeLimit?: number;
  /** Number of node identities. API: `NodeTupleCount`. */
  nodeTupleCount?: number;
  /** Maximum number of standard node identities. API: `NodeTupleStandardLimit`. */
  nodeTupleStandardLimit?: number;
  /** Number of standard node identities. API: `NodeTupleStandardCount`. */
  nodeTupleStandardCount?: number;
  /** Maximum number of relay node identities. API: `NodeTupleRelayLimit`. */
  nodeTupleRelayLimit?: number;
  /** Number of relay node identities. API: `NodeTupleRelayCount`. */
  nodeTupleRelayCount?: number;
  /** Maximum number of relays. API: `RelayLimit`. */
  relayLimit?: number;
  /** Number of relays. API: `RelayCount`. */
  relayCount?: number;
  /** Organizationally unique identifier of the account's devices, if the account has one. API: `Oui`. */
  oui?: string;
}

/** Reads the limits of the account and their usage (GetUserLicense). */
export const getUserLicense = argumentlessFunction(
  "getUserLicense",
  [GetUserLicense],
  async (operation): Promise<GetUserLicenseResult> => camelCase(await operation.call(GetUserLicense, {})),
);

/** Like {@link getUserLicense}, but accepts outputs as arguments. */
export const getUserLicenseOutput = outputForm(getUserLicense);
