import type { EntityType } from '@twilio-connector/entities';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportColumns } from '../src/exports/formats/columns.js';
import type { Stream } from '../src/exports/singer/stream.js';
import { sync } from '../src/exports/singer/sync.js';
import { BEGIN_MS, event, Messages } from './incremental-history.js';
import { MessageSource, slimMessages } from './message-source.js';
import { Target } from './singer-pipeline.js';

const DAY_MS = 86_400_000;

/** Small pages, so that few messages make many parts. */
const messagesType: EntityType = { ...slimMessages, maxPageSize: 10 };

const history = fc.record({
  /** The ages of the first messages. */
  ages: fc.array(fc.nat(300 * DAY_MS), { maxLength: 150, size: 'max' }),
  method: fc.constantFrom('INCREMENTAL' as const, 'FULL_TABLE' as const),
  conditions: fc.constantFrom('', 'DateSent IS NOT NULL'),
  runs: fc.array(
    fc.record({
      /** The number of messages of the protocol after which the run breaks off. */
      breaksAfter: fc.option(fc.nat(150), { nil: undefined, freq: 3 }),
      passedMs: fc.nat(DAY_MS),
      events: fc.array(event, { maxLength: 5 }),
    }),
    { maxLength: 4 },
  ),
});

class Broken extends Error {}

/** Runs the tap once. The target receives what was written before it broke off. */
async function runTap(
  source: MessageSource,
  stream: Stream,
  given: { target: Target; nowMs: number; breaksAfter?: number | undefined },
) {
  let { breaksAfter = Number.POSITIVE_INFINITY } = given;
  const { target, nowMs } = given;
  await sync([stream], target.state ?? { bookmarks: {} }, {
    now: () => nowMs,
    recordsBetweenStates: 1,
    async scan(entityType, { where, onPage, ...query }) {
      for await (const page of source.scan({ ...query, conditions: where }, entityType)) await onPage(page);
    },
    async write(messages) {
      for (const message of messages) {
        if (breaksAfter <= 0) throw new Broken();
        breaksAfter -= 1;
        target.take(message);
      }
    },
  }).catch((error: unknown) => {
    if (!(error instanceof Broken)) throw error;
  });
}

test('after breaks, a target has every record of the look-back window, and of a whole table no other', async () => {
  const source = new MessageSource(BEGIN_MS);
  await fc.assert(
    fc.asyncProperty(history, async ({ ages, runs, method, conditions }) => {
      const messages = new Messages();
      messages.happen(ages.toSorted((a, b) => b - a).map((lateMs) => ({ kind: 'insert', lateMs })));
      const atFirst = new Set(messages.all);
      const columns = exportColumns(messagesType);
      const stream: Stream = {
        entityType: messagesType,
        columns,
        method,
        conditions,
        lookBackMs: 2 * DAY_MS,
        startDateMs: undefined,
      };
      const target = new Target();
      const run = (breaksAfter?: number) => {
        source.replace(messages.all);
        return runTap(source, stream, { target, nowMs: messages.nowMs, breaksAfter });
      };
      for (const { breaksAfter, passedMs, events } of runs) {
        await run(breaksAfter);
        messages.nowMs += passedMs;
        messages.happen(events);
      }
      // The first one goes on where the last one broke off; the second one reads what has changed since.
      await run();
      const unchanged = messages.all.filter((message) => atFirst.has(message)).map(({ sid }) => sid);
      expect(target.records('Messages').map(({ Sid }) => Sid)).toEqual(expect.arrayContaining(unchanged));
      const since = Date.parse(target.state?.bookmarks['Messages']?.replication_key_value ?? '1970-01-01') - 2 * DAY_MS;
      await run();
      const isWithin = (sent: number | null) => method === 'FULL_TABLE' || sent === null || sent >= since;
      const wanted = messages.all
        .filter(({ sent }) => (conditions === '' || sent !== null) && isWithin(sent))
        .map(({ sid, status }) => `${sid} ${status}`);
      const found = target.records('Messages').map(({ Sid, Status }) => `${String(Sid)} ${String(Status)}`);
      expect(found).toEqual(expect.arrayContaining(wanted));
      if (method === 'FULL_TABLE') expect(found.toSorted()).toEqual(wanted.toSorted());
    }),
    { numRuns: fuzzRuns(150) },
  );
}, 600_000);

test('parts that the state calls complete are not read again', async () => {
  const messages = new Messages();
  messages.happen(Array.from({ length: 300 }, (_, index) => ({ kind: 'insert', lateMs: (300 - index) * DAY_MS })));
  const source = new MessageSource(BEGIN_MS);
  source.replace(messages.all);
  const columns = exportColumns(messagesType);
  const conditions = 'DateSent IS NOT NULL';
  const stream: Stream = {
    entityType: messagesType,
    columns,
    method: 'INCREMENTAL',
    conditions,
    lookBackMs: 0,
    startDateMs: undefined,
  };
  const target = new Target();
  await runTap(source, stream, { target, nowMs: messages.nowMs, breaksAfter: 200 });
  const before = target.received.length;
  const completed = target.state?.bookmarks['Messages']?.scan?.completed ?? [];
  expect(completed.length).toBeGreaterThan(0);
  await runTap(source, stream, { target, nowMs: messages.nowMs });
  expect(target.records('Messages')).toHaveLength(300);
  const again = target.received
    .slice(before)
    .flatMap((message) => (message.type === 'RECORD' ? [Date.parse(String(message.record['DateSent'])) / 1000] : []));
  const isComplete = (second: number) =>
    completed.some(({ low, high }) => second >= (low ?? 0) && second <= (high ?? Number.POSITIVE_INFINITY));
  expect(again.filter(isComplete)).toEqual([]);
  expect(target.state?.bookmarks['Messages']).toEqual({
    replication_key: 'DateSent',
    replication_key_value: '2026-10-31T12:00:00Z',
  });
});
