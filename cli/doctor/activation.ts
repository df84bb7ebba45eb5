import { type Account, checkFailure } from "./account";
import { type Finding, fail, ok, worst } from "./finding";

/** Whether Link WAN can be used by the account. */
export const checkActivation = ({ opened, rest }: Account): Finding => {
  const findings: Finding[] = [];
  if ("error" in opened) findings.push(checkFailure(opened.error));
  else if (!opened.value) {
    findings.push(
      fail(
        "Link WAN is not activated for this account",
        "activate it in the Link WAN console with this account, or configure another account's key",
      ),
    );
  }
  const chargeStatus = rest?.chargeStatus;
  if (chargeStatus && "error" in chargeStatus) findings.push(checkFailure(chargeStatus.error));
  else if (chargeStatus?.value === "ARREARAGE") {
    findings.push(fail("the account has unpaid bills, which stops the service", "pay them in the console"));
  }
  return worst([...findings, ok("Link WAN is activated, and there are no unpaid bills")]);
};
