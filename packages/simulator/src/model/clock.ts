import { SimulatorError } from '../errors.js';
import { parseTime } from '../twilio/times.js';

/** Returns the current time, in milliseconds since 1970. */
export type Clock = () => number;

/**
 * Creates a clock that shows a given time when it is first read, and runs from then on. With it, the seed has the same times on
 * every day.
 *
 * @param time a date or a time in ISO 8601, such as `2026-01-31T12:00:00Z`
 * @throws SimulatorError INVALID_OPTION
 */
export function clockFrom(time: string, systemNow: Clock = () => Date.now()): Clock {
  const start = parseTime(time)?.ms;
  if (start === undefined) {
    throw new SimulatorError(
      'INVALID_OPTION',
      `The time must be a date or a time in ISO 8601, such as 2026-01-31T12:00:00Z, not ${JSON.stringify(time)}.`,
    );
  }
  let firstRead: number | undefined;
  return () => start + systemNow() - (firstRead ??= systemNow());
}
