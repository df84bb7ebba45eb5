import type { Clock } from "./clock";
import { CallFailed } from "./http/response";
import type { Transport } from "./http/transport";

const stampOf = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

/**
 * Wraps a transport. If the service rejects a request because this machine's clock is off, the wrapper takes the time
 * from the response, logs a message, and retries once. The wrapper does not retry again, because a second rejection has
 * another cause.
 */
export const correctClock = (send: Transport, clock: Clock, notify: (line: string) => void): Transport => {
  let skewMs: number | undefined;
  return async (action, parameters) => {
    for (let isRetry = false; ; isRetry = true) {
      const skewBefore = skewMs;
      const stamp: Record<string, string> =
        skewMs === undefined ? {} : { Timestamp: stampOf(clock.now() + skewMs) };
      try {
        return await send(action, { ...parameters, ...stamp });
      } catch (error) {
        const isExpired = error instanceof CallFailed && error.failure.code === "InvalidTimeStamp.Expired";
        if (isRetry || !isExpired) throw error;
        // The service rejects all calls in flight. The first rejected call corrects the clock for all of them.
        if (skewMs === skewBefore) {
          if (skewMs !== undefined || error.failure.serverTime === undefined) throw error;
          skewMs = error.failure.serverTime - clock.now();
          notify(
            `this machine's clock is off by ${Math.round(-skewMs / 60_000)} minutes; using the service's time instead`,
          );
        }
      }
    }
  };
};
