// Exports every function that reads an account. Loading this file fills `accountFunctions` without loading Pulumi's
// SDK.

export * from "../resources/functions";
export * from "./freqBandPlanGroups";
export * from "./notifications";
export * from "./serviceStatus";
export * from "./traffic";
export * from "./tupleOrders";
export * from "./userLicense";
