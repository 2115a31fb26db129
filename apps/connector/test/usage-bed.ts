import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../src/store/sqlite/open-store.js';
import type { Store } from '../src/store/store.js';
import { openUsage, type Usage } from '../src/usage/usage.js';
import type { CallUsage, KnownConnection } from '../src/usage/usage-events.js';
import type { Point } from '../src/usage/point.js';

/** Usage over a real store, with a clock that the test moves. */
export interface UsageBed {
  readonly store: Store;
  usage: Usage;
  /** The connections that exist. */
  connections: KnownConnection[];
  /** Milliseconds since 1970. */
  now: number;
  /** Counts one HTTP attempt of 20 ms that ends now. */
  attempt(options?: Partial<Parameters<Usage['attempt']>[0]>): void;
  /** Counts one LIST of Messages that ends now. */
  call(options?: Partial<CallUsage['record']>, failure?: CallUsage['failure']): void;
  /** Moves the clock minute by minute, and writes usage as the upkeep does. */
  passMinutes(minutes: number): Promise<void>;
  /** Replaces the process by another one. `kill` writes nothing before. */
  restart(how: 'close' | 'kill'): Promise<void>;
  /** All points of the first connection that end in the last `ms`. */
  points(ms: number, stepMs?: number): Promise<readonly Point[]>;
  close(): Promise<void>;
}

export const NAME = 'projects/p/locations/l/connections/one';
export const ACTIVE: KnownConnection = { name: NAME, nodes: 2, state: 'ACTIVE' };
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
const START = Date.parse('2026-11-30T10:00:00Z');

export async function openUsageBed(): Promise<UsageBed> {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-usage-'));
  const store = await openStore(folder);
  let writer = 0;
  const open = () =>
    openUsage({ store, now: () => bed.now, connections: async () => bed.connections, writer: (writer += 1) });
  const bed: UsageBed = {
    store,
    usage: undefined as never,
    connections: [ACTIVE],
    now: START,
    attempt(options) {
      const attempt = { connection: NAME, status: 200, durationMs: 20, waitMs: 0, attempt: 1, endMs: bed.now };
      bed.usage.attempt({ ...attempt, ...options });
    },
    call(options, failure) {
      const subject = { operation: 'LIST', entityType: 'Messages' } as const;
      const record = { resource: NAME, subject, startMs: bed.now, durationMs: 0 };
      bed.usage.call({ record: { ...record, ...options }, failure });
    },
    async passMinutes(minutes) {
      for (let minute = 0; minute < minutes; minute += 1) {
        bed.now += MINUTE;
        await bed.usage.flush();
      }
    },
    async restart(how) {
      if (how === 'close') await bed.usage.close();
      bed.usage = await open();
    },
    points: (ms, stepMs) =>
      bed.usage.read({ connection: NAME, fromMs: bed.now - ms, toMs: bed.now, ...(stepMs && { stepMs }) }),
    async close() {
      await store.destroy();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  bed.usage = await open();
  return bed;
}

/** The number of transactions in all points. */
export function transactionsIn(points: readonly Point[]): number {
  return points.flatMap(({ counts }) => [...counts.transactions.values()]).reduce((sum, count) => sum + count, 0);
}

/** The node-seconds in all points. */
export function nodeSecondsIn(points: readonly Point[]): number {
  return points.reduce((sum, { nodes }) => sum + (nodes?.seconds ?? 0), 0);
}
