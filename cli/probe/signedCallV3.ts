import { createHash, randomUUID } from "node:crypto";
import { canonicalRequest, signV3, stringToSignV3 } from "../../emulator/signatureV3";
import { type Answer, FORM, formSender, secretsOf, type Target, timestampOf, VERSION } from "./signedCall";

/** Sends one call without parameters, signed with signature V3 (API file A.3b). */
export type SignedCallV3 = (action: string) => Promise<Answer>;

const EMPTY_BODY_SHA256 = createHash("sha256").update("").digest("hex");

/** Returns a function that signs calls with signature V3, which the provider's client does not support. */
export const signedCallV3Of = (target: Target): SignedCallV3 => {
  const send = formSender(target);
  return async (action) => {
    const keys = await target.keys();
    const signed: Record<string, string> = {
      host: new URL(target.endpoint).host,
      "content-type": FORM,
      "x-acs-action": action,
      "x-acs-version": VERSION,
      "x-acs-date": timestampOf(target.now()),
      "x-acs-signature-nonce": randomUUID(),
      "x-acs-content-sha256": EMPTY_BODY_SHA256,
      ...(keys.securityToken && { "x-acs-security-token": keys.securityToken }),
    };
    const names = Object.keys(signed).sort().join(";");
    const authorization = (signature: string): string =>
      `ACS3-HMAC-SHA256 Credential=${keys.accessKeyId},SignedHeaders=${names},Signature=${signature}`;
    const canonical = canonicalRequest({
      method: "POST",
      url: "/",
      // canonicalRequest reads the names of the signed headers from this header.
      headers: { ...signed, authorization: authorization("0") },
      body: "",
    });
    const signature = signV3(keys.accessKeySecret, stringToSignV3(canonical));
    const headers = { ...signed, accept: "application/json", authorization: authorization(signature) };
    return send("", headers, secretsOf(keys));
  };
};
