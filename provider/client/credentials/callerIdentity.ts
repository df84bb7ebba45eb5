import { openAccount } from "../account";
import { action } from "../action";
import { correctClock } from "../clockSkew";
import { isAccountId, type Settings } from "../configuration";
import { type Decoder, MalformedResponse, record, string } from "../decode";
import { popTransport, sts } from "../http/transport";
import { Operation } from "../operation";
import type { ClientParts } from "../send";
import type { Credentials } from "./credentials";
import { renewKeys } from "./renewKeys";

/** Decodes an account id. Rejects malformed values, because errors quote the id. */
const accountId: Decoder<string> = (value, path) => {
  const text = string(value, path);
  if (isAccountId(text)) return text;
  throw new MalformedResponse(`${path} is not an account id`);
};

/**
 * Returns the account that the access key belongs to. Requires no permission. API: Security Token Service 2015-04-01.
 */
const GetCallerIdentity = action({
  name: "GetCallerIdentity",
  effect: "read",
  parameters: {},
  subject: () => "the access key",
  decoder: record({ AccountId: accountId }),
  ramResources: [],
  takesIotInstanceId: false,
});

/**
 * These timeouts are short, because STS is optional. Without a response from STS, the access key id identifies the
 * account.
 */
const STS_REQUEST_MS = 5_000;
const STS_OPERATION_MS = 15_000;

/** Reads the id of the account that credentials belong to. */
export const readAccountId = async (
  parts: ClientParts,
  settings: Pick<Settings, "endpoint" | "regionId" | "requestTimeoutMs">,
  credentials: Credentials,
): Promise<string> => {
  const requestTimeoutMs = Math.min(settings.requestTimeoutMs, STS_REQUEST_MS);
  const transport = popTransport({ ...settings, requestTimeoutMs }, credentials, sts);
  const account = openAccount({
    ...parts,
    transport: correctClock(renewKeys(transport, credentials, parts.notify), parts.clock, parts.notify),
    operationTimeoutMs: STS_OPERATION_MS,
    endpoint: settings.endpoint,
  });
  return (await new Operation(account).call(GetCallerIdentity, {})).AccountId;
};
