import type { ConfigReader } from "../client/configuration";
import { type Notify, notifyOnStderr } from "../client/log";
import { operationStarter } from "../client/startOperation";
import { Claims } from "../engine/claims";
import type { Context } from "../engine/lifecycle";
import { TYPE_PREFIXES } from "../engine/state";
import { findCli } from "./cli";
import { engineCheck } from "./engineCheck";
import { type Served, stackState } from "./exportedState";
import { warnAboutRevealingSettings } from "./revealingSettings";

interface Process {
  /** Shows the user a line. If absent, lines go to stderr. */
  readonly notify?: Notify;
  /** Aborted when the command is canceled. After that, no call starts. If absent, nothing is canceled. */
  readonly canceled?: AbortSignal;
}

/**
 * Creates the context that the resources of a process share. A process serves one Pulumi command, which has one
 * configuration.
 */
export const openContext = (
  config: ConfigReader,
  served: Served,
  { notify = notifyOnStderr, ...more }: Process = {},
): Context => {
  const cli = findCli().catch(() => undefined);
  void cli.then((found) => warnAboutRevealingSettings(found, notify));
  return {
    startOperation: operationStarter(config, { notify, beforeWrite: engineCheck(), ...more }),
    claims: new Claims(),
    stackState: stackState(cli, Object.values(TYPE_PREFIXES), served),
  };
};
