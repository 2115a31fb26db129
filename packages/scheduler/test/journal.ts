import {
  type AdmitOptions,
  createScheduler,
  isSchedulerError,
  type Scheduler,
  type SchedulerOptions,
} from '../src/index.js';
import { createFakeClock, type FakeClock } from './fake-clock.js';

/** A scheduler with its own clock, and a log of the jobs that it was asked to admit. */
export interface Journal {
  readonly scheduler: Scheduler;
  readonly clock: FakeClock;
  /** In order: `name@milliseconds` since creation for a start, `name!reason@milliseconds` for a rejection. */
  readonly log: string[];
  readonly elapsed: () => number;
  /**
   * Requests admission for each name, in order and in one turn. Names that begin with b are bulk work. Each job sends its
   * request when it starts.
   */
  readonly ask: (names: string, options?: AdmitOptions) => void;
}

/** Creates a journal. The default is three starts per second. */
export function createJournal(options: Partial<SchedulerOptions> = {}, lateness?: () => number): Journal {
  const clock = createFakeClock(lateness);
  const begin = clock.now();
  const scheduler = createScheduler({ nodes: 1, ratePerNode: 3, clock, ...options });
  const log: string[] = [];
  const elapsed = (): number => clock.now() - begin;
  return {
    scheduler,
    clock,
    log,
    elapsed,
    ask(names, admitOptions) {
      for (const name of names.split(' ')) {
        scheduler.admit({ priority: name.startsWith('b') ? 'bulk' : 'interactive', ...admitOptions }).then(
          (permit) => {
            log.push(`${name}@${elapsed()}`);
            permit.sent();
          },
          (error: unknown) => log.push(`${name}!${isSchedulerError(error) ? error.code : String(error)}@${elapsed()}`),
        );
      }
    },
  };
}
