import { type Options, parseProbeArguments } from "../../cli/probe/options";
import { readerOf } from "../../cli/pulumi/stackConfiguration";
import type { ConfigReader } from "../../provider/client/configuration";

/** Options of `npm run test:live`, which are those of the probe command. */
export const liveOptions: Options = parseProbeArguments(
  JSON.parse(process.env.LINKWAN_LIVE_ARGUMENTS ?? "[]"),
);

/**
 * Configuration of the live tests, which sets only the endpoint. The keys come from the environment or from the default
 * credential chain.
 */
export const liveConfiguration: ConfigReader = readerOf(undefined, liveOptions.endpoint);
