/** The inputs of a gateway that a program declares beside its identity. */
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

/** The parameters of CreateGateway beside the identity. The coordinates are exact in the cloud's 32 bits. */
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
