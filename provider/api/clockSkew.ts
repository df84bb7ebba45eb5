import { CallFailed } from "./answer";
import type { Clock } from "./clock";
import type { Transport } from "./transport";

const stampOf = (time: number): string => new Date(time).toISOString().replace(/\.\d+Z$/, "Z");

/**
 * Where the service refuses a request because this machine's clock is off, takes the service's own time from its
 * answer, says so, and sends again. Once: a clock that is refused after that is not the reason.
 */
export const correctingClock = (send: Transport, clock: Clock, tell: (line: string) => void): Transport => {
  let skewMs: number | undefined;
  const stamped: Transport = (action, parameters) =>
    send(
      action,
      skewMs === undefined ? parameters : { ...parameters, Timestamp: stampOf(clock.now() + skewMs) },
    );

  return async (action, parameters) => {
    const skewBefore = skewMs;
    try {
      return await stamped(action, parameters);
    } catch (error) {
      if (!(error instanceof CallFailed) || error.failure.code !== "InvalidTimeStamp.Expired") throw error;
      // Calls that were under way together are refused together: the first corrects the clock for all of them.
      if (skewMs === skewBefore) {
        if (skewMs !== undefined || error.failure.serverTime === undefined) throw error;
        skewMs = error.failure.serverTime - clock.now();
        tell(
          `this machine's clock is off by ${Math.round(-skewMs / 60_000)} minutes; the service's time is used instead`,
        );
      }
      return stamped(action, parameters);
    }
  };
};
