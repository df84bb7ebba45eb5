import { argumentlessFunction, outputForm } from "../program/invoke";
import { CheckCloudProductOpenStatus, CheckUserChargeStatus, ListActivatedFeatures } from "./api";

/** Whether the account can use Link WAN. */
export interface GetServiceStatusResult {
  /** Whether Link WAN is activated; only the console can do that. API: CheckCloudProductOpenStatus. */
  opened: boolean;
  /** Whether the account has unpaid bills, which stops the service. API: CheckUserChargeStatus. */
  arrears: boolean;
  /** Features that are activated, for example `ROAMING_JOIN_PERMISSION`. API: ListActivatedFeatures. */
  features: string[];
}

/** Reads whether Link WAN is activated, with which features, and whether bills are unpaid. */
export const getServiceStatus = argumentlessFunction(
  "getServiceStatus",
  [CheckCloudProductOpenStatus, CheckUserChargeStatus, ListActivatedFeatures],
  async (operation): Promise<GetServiceStatusResult> => {
    const opened = await operation.call(CheckCloudProductOpenStatus, { ServiceCode: "linkwan" });
    if (!opened) return { opened, arrears: false, features: [] };
    const [chargeStatus, features] = await Promise.all([
      operation.call(CheckUserChargeStatus, {}),
      operation.call(ListActivatedFeatures, {}),
    ]);
    return { opened, arrears: chargeStatus === "ARREARAGE", features };
  },
);

/** {@link getServiceStatus} for arguments that are not known yet. */
export const getServiceStatusOutput = outputForm(getServiceStatus);
