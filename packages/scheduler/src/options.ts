import { type Clock, systemClock } from './clock.js';
import { SchedulerOptionsError } from './errors.js';

/** The rate, the queue length and the time limit of a scheduler. */
export interface SchedulerOptions {
  /** The number of nodes, a whole number of at least 1. A connection has 2 by default. */
  nodes: number;
  /**
   * Requests per second and node, a whole number of at least 1. Default 25, as in Google's Twilio connector
   * (https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure).
   */
  ratePerNode?: number;
  /** The longest wait of interactive work in milliseconds. Default 10,000. Bulk work waits without a limit. */
  maxWaitMs?: number;
  /** The length of the queue of each priority, in milliseconds of work at the full rate. Default 10,000. */
  queueMs?: number;
  /** Added to each second, in milliseconds, because requests do not all take the same time to arrive. Default 5. */
  guardMs?: number;
  /** Default: Node's monotonic clock and timers. */
  clock?: Clock;
}

/** Options with defaults filled in. */
export type ResolvedOptions = Required<SchedulerOptions>;

type NumberOption = Exclude<keyof SchedulerOptions, 'clock'>;

const RULES: { readonly [name in NumberOption]: { readonly min: number; readonly isWhole: boolean } } = {
  nodes: { min: 1, isWhole: true },
  ratePerNode: { min: 1, isWhole: true },
  maxWaitMs: { min: 0, isWhole: false },
  queueMs: { min: 0, isWhole: false },
  guardMs: { min: 0, isWhole: false },
};

/** @throws SchedulerOptionsError that names the option that is out of range */
export function resolveOptions(options: SchedulerOptions): ResolvedOptions {
  const resolved = {
    nodes: options.nodes,
    ratePerNode: options.ratePerNode ?? 25,
    maxWaitMs: options.maxWaitMs ?? 10_000,
    queueMs: options.queueMs ?? 10_000,
    guardMs: options.guardMs ?? 5,
  };
  for (const [name, { min, isWhole }] of Object.entries(RULES)) {
    const value = resolved[name as NumberOption];
    if (Number.isFinite(value) && value >= min && (!isWhole || Number.isInteger(value))) continue;
    throw new SchedulerOptionsError(
      `createScheduler: ${name} is ${String(value)}; expected a ${isWhole ? 'whole ' : ''}number of at least ${min}.`,
    );
  }
  return { ...resolved, clock: options.clock ?? systemClock };
}
