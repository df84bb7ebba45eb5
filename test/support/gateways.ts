/** Gateway inputs that a program declares in addition to the gateway's identity. */
export const site = {
  freqBandPlanGroupId: "101",
  communicationMode: "FULL_DUPLEX",
  city: "杭州市",
  district: "余杭区",
  address: "水塔",
  addressCode: 330110,
  gisCoordinateSystem: "WGS_84",
  longitude: 120.001234,
  latitude: 30.281234,
} as const;

/**
 * Parameters of CreateGateway in addition to the identity. The cloud stores coordinates as 32-bit floats, which
 * represent these values exactly.
 */
export const gatewaySite = {
  Name: "roof",
  FreqBandPlanGroupId: 101,
  CommunicationMode: "HALF_DUPLEX",
  City: "杭州",
  District: "西湖",
  Address: "1, Lake Road",
  AddressCode: 330_106,
  GisCoordinateSystem: "WGS_84",
  Longitude: 120.125,
  Latitude: -30.25,
};
