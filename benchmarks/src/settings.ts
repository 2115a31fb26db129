/** How long and how often things are measured. */
export interface Settings {
  /** Rounds that count; one more before them only warms up. */
  readonly rounds: number;
  /** One contestant's turn at HTTP in one round. */
  readonly httpMs: number;
  /** Part of the declared number of jobs that each limiter runs in one round. */
  readonly jobs: number;
  /** How long each limiter is offered more than it may start. */
  readonly overloadMs: number;
}

export const FULL: Settings = { rounds: 5, httpMs: 2000, jobs: 1, overloadMs: 20_000 };
export const QUICK: Settings = { rounds: 3, httpMs: 300, jobs: 0.2, overloadMs: 3000 };
