/** The length and number of measurements. */
export interface Settings {
  /** Rounds that count. An extra round before them warms up. */
  readonly rounds: number;
  /** The duration of a contestant's turn in a round of HTTP measurements. */
  readonly httpMs: number;
  /** The GETs of a round whose cost is measured. */
  readonly gets: number;
  /** The share of its declared number of jobs that each limiter runs per round. */
  readonly jobs: number;
  /** The duration of the overload for each limiter. */
  readonly overloadMs: number;
}

export const FULL: Settings = { rounds: 5, httpMs: 2000, gets: 3000, jobs: 1, overloadMs: 20_000 };
export const QUICK: Settings = { rounds: 3, httpMs: 300, gets: 300, jobs: 0.2, overloadMs: 3000 };
