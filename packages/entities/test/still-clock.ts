import type { PaceClock } from '../src/index.js';

/** A clock that stands still, for a Twilio in this process: a scan always reads eight pages side by side. */
export const stillClock: PaceClock = { now: () => 0, workedMs: () => 0 };
