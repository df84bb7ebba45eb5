import type { ConfigReader } from "./client/configuration";
import { notifyOnStderr } from "./client/log";
import { warnAboutRevealingSettings } from "./client/revealingSettings";
import { operationStarter } from "./client/startOperation";
import { Claims } from "./engine/claims";
import type { Context } from "./engine/lifecycle";
import { TYPE_PREFIXES } from "./engine/state";
import { engineCheck, stackState } from "./pulumiCommand";

/**
 * Opens what the resources of a process share: a process serves one run, which has one configuration.
 *
 * @param canceled Aborted when the run is canceled: from then on, no call begins. Default: never.
 */
export const openContext = (config: ConfigReader, canceled?: AbortSignal): Context => {
  warnAboutRevealingSettings(notifyOnStderr);
  return {
    startOperation: operationStarter(config, { beforeWrite: engineCheck(), ...(canceled && { canceled }) }),
    claims: new Claims(),
    ...stackState(Object.values(TYPE_PREFIXES)),
  };
};
