import { assumptions } from "../assumptions";

const HOUR_MS = 3_600_000;

/** Interval lengths of statistics in milliseconds, by `TimeIntervalUnit`. */
export const intervals = { INTERVAL_IN_HOURS: HOUR_MS, INTERVAL_IN_DAYS: 24 * HOUR_MS } as const;

/** Returns the start of the hour or day that contains a time, in the time zone of the service. */
export const startOfInterval = (millis: number, unit: keyof typeof intervals): number => {
  const length = intervals[unit];
  return Math.floor((millis + assumptions.timeZoneMs) / length) * length - assumptions.timeZoneMs;
};

/** Returns the start of the day that contains a time, in the time zone of the service. */
export const startOfDay = (millis: number): number => startOfInterval(millis, "INTERVAL_IN_DAYS");

/** Returns the start of the month that contains a time, in the time zone of the service. */
export const startOfMonth = (millis: number): number => {
  const local = new Date(millis + assumptions.timeZoneMs);
  return Date.UTC(local.getUTCFullYear(), local.getUTCMonth()) - assumptions.timeZoneMs;
};
