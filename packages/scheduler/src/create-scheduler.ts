import { resolveOptions, type SchedulerOptions } from './options.js';
import { QueueScheduler } from './queue-scheduler.js';
import type { Scheduler } from './scheduler.js';

/** @throws SchedulerOptionsError */
export function createScheduler(options: SchedulerOptions): Scheduler {
  return new QueueScheduler(resolveOptions(options));
}
