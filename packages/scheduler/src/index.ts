export { createScheduler } from './create-scheduler.js';
export {
  isSchedulerError,
  SchedulerDeadlineError,
  SchedulerDrainingError,
  SchedulerError,
  SchedulerOptionsError,
  SchedulerQueueFullError,
} from './errors.js';

export type { NodeBounds } from './autoscaler.js';
export type { ScaleEvent } from './capacity.js';
export type { AdmitOptions, Scheduler, SchedulerStats } from './scheduler.js';
export type { Clock, TimerHandle } from './clock.js';
export type { SchedulerErrorCode } from './errors.js';
export type { SchedulerOptions } from './options.js';
export type { Answer, Permit } from './permit.js';
export type { Priority } from './waiting-line.js';
