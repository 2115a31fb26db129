import { type Clock, systemClock } from './clock.js';
import { SchedulerOptionsError } from './errors.js';

/** How fast, how deep and how patient a scheduler is. */
export interface SchedulerOptions {
  /** Number of nodes: the connection's minimum, 2 where the connection says nothing. A whole number from 1. */
  nodes: number;
  /**
   * Starts a second for each node. A whole number from 1; default 25, what Google's Twilio connector processes
   * (https://cloud.google.com/integration-connectors/docs/connectors/twilio/configure).
   */
  ratePerNode?: number;
  /** How long interactive work may wait, in milliseconds; default 10,000. Bulk work waits as long as it takes. */
  maxWaitMs?: number;
  /** Places in the queue of each priority, as milliseconds of work at the full rate; default 10,000. */
  queueMs?: number;
  /** Distance kept beyond the full second, in milliseconds: pays for what passes between measuring and starting; default 5. */
  guardMs?: number;
  /** Default: Node's monotonic clock and timers. */
  clock?: Clock;
}

/** Options with every default filled in. */
export type ResolvedOptions = Required<SchedulerOptions>;

type NumberOption = Exclude<keyof SchedulerOptions, 'clock'>;

const RULES: { readonly [name in NumberOption]: { readonly min: number; readonly isWhole: boolean } } = {
  nodes: { min: 1, isWhole: true },
  ratePerNode: { min: 1, isWhole: true },
  maxWaitMs: { min: 0, isWhole: false },
  queueMs: { min: 0, isWhole: false },
  guardMs: { min: 0, isWhole: false },
};

/** @throws SchedulerOptionsError naming the option that is out of its range */
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
      `createScheduler: ${name} is ${String(value)}; give a ${isWhole ? 'whole ' : ''}number from ${min}.`,
    );
  }
  return { ...resolved, clock: options.clock ?? systemClock };
}
