export { createScheduler } from './scheduler.js';
export {
  isSchedulerError,
  SchedulerDeadlineError,
  SchedulerDrainingError,
  SchedulerError,
  SchedulerOptionsError,
  SchedulerQueueFullError,
} from './errors.js';

export type { AdmitOptions, Scheduler, SchedulerStats } from './scheduler.js';
export type { Clock, TimerHandle } from './clock.js';
export type { SchedulerErrorCode } from './errors.js';
export type { SchedulerOptions } from './options.js';
export type { Permit } from './permit.js';
export type { Priority } from './waiting-line.js';
