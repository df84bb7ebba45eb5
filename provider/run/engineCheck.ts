import { connect } from "node:net";

/** Returns whether a connection to an address can be opened. */
const isReachable = (address: string): Promise<boolean> =>
  new Promise((resolve) => {
    const [, host = "", port] = /^(.*):(\d+)$/.exec(address) ?? [];
    const socket = connect({ host, port: Number(port) });
    const end = (reachable: boolean) => () => {
      socket.destroy();
      resolve(reachable);
    };
    socket.once("connect", end(true)).once("error", end(false));
  });

/**
 * Returns a check that throws if the Pulumi engine has exited. Without this check, after the CLI is killed, this
 * process would continue to write, although no state would record the results. If no engine is reachable at the start,
 * the check does nothing.
 *
 * @param args Arguments of this process; the last one is the address of the engine.
 */
export const engineCheck = (args: readonly string[] = process.argv): (() => Promise<void>) => {
  const address = args.at(-1) ?? "";
  const wasReachable = /:\d+$/.test(address) ? isReachable(address) : Promise.resolve(false);
  return async () => {
    if (!(await wasReachable) || (await isReachable(address))) return;
    throw new Error("the Pulumi engine has exited; nothing was changed");
  };
};
