import { argumentlessFunction, outputForm } from "../invoke/accountFunction";
import { CheckCloudProductOpenStatus, CheckUserChargeStatus, ListActivatedFeatures } from "./api";

/** Status of Link WAN for the account. */
export interface GetServiceStatusResult {
  /** Whether Link WAN is activated. Link WAN can be activated only in the console. API: CheckCloudProductOpenStatus. */
  opened: boolean;
  /** Whether the account has unpaid bills, which stop the service. API: CheckUserChargeStatus. */
  arrears: boolean;
  /** Activated features, for example `ROAMING_JOIN_PERMISSION`. API: ListActivatedFeatures. */
  features: string[];
}

/** Reads whether Link WAN is activated, which features are activated, and whether the account has unpaid bills. */
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

/** Like {@link getServiceStatus}, but accepts outputs as arguments. */
export const getServiceStatusOutput = outputForm(getServiceStatus);
