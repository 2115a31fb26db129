/** Returns a time in milliseconds. */
export type Clock = () => number;

/**
 * The two clocks of a server. A part that takes a clock names it as here, so that its name says which of the two it needs.
 */
export interface Clocks {
  /**
   * The wall clock: milliseconds since 1970, for times that are stored, shown or compared with times in tokens. It jumps when it
   * is set.
   */
  readonly now: Clock;
  /**
   * Milliseconds since an arbitrary start. It never jumps, so it decides how long something in memory stays valid. With the wall
   * clock, a secret that was read before the clock was set back by a day would be used for another day.
   */
  readonly steadyNow: Clock;
}

export const SYSTEM_CLOCKS: Clocks = { now: () => Date.now(), steadyNow: () => performance.now() };
