import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog, createEntities, type EntityType, type PaceClock, type Send } from '../src/index.js';
import { type Listed, LiveList } from './live-list.js';

const DAY = 86_400;
const NOW = Date.parse('2026-11-30T12:00:00Z') / 1000;

/** Groups of messages: the age of the newest, how far they are spread, and how many there are. */
const group = fc.record({
  age: fc.oneof(fc.nat(3 * DAY), fc.nat(900 * DAY), fc.nat(120)),
  spread: fc.oneof(fc.constant(0), fc.nat(5), fc.nat(60), fc.nat(DAY), fc.nat(400 * DAY)),
  count: fc.oneof(fc.nat(10), fc.nat(40), fc.nat(150)),
});

/** What happens between two requests. Numbers select rows; a page is read after some turns, so requests overtake each other. */
const event = fc.record({
  added: fc.nat(2),
  deleted: fc.array(fc.nat(100_000), { maxLength: 2 }),
  sent: fc.nat(100_000),
  fault: fc.integer({ min: 0, max: 30 }),
  turns: fc.nat(6),
  /** How long it takes, and whether this thread works meanwhile. */
  ms: fc.integer({ min: 1, max: 400 }),
  isBusy: fc.boolean(),
});

const scenario = fc.record({
  groups: fc.array(group, { minLength: 1, maxLength: 5 }),
  /** Rows that were created long before they were sent, so that the list is not in order. */
  scheduled: fc.array(fc.record({ row: fc.nat(100_000), days: fc.nat(35) }), { maxLength: 10 }),
  unsent: fc.array(fc.nat(100_000), { maxLength: 8 }),
  pageSize: fc.constantFrom(6, 10, 20, 60),
  bound: fc.constantFrom('instant' as const, 'day' as const),
  upper: fc.constantFrom('inclusive' as const, 'exclusive' as const),
  refusesOtherBounds: fc.boolean(),
  isCapped: fc.boolean(),
  /** Whether the rate limit lets through more requests than a scan sends, so that it guesses more windows. */
  hasRequestsToSpare: fc.boolean(),
  /** The ages between which the condition selects. */
  from: fc.option(fc.nat(900 * DAY), { nil: undefined, freq: 3 }),
  to: fc.option(fc.nat(90 * DAY), { nil: undefined, freq: 3 }),
  events: fc.array(event, { maxLength: 60 }),
});

type Scenario = typeof scenario extends fc.Arbitrary<infer S> ? S : never;

/** Messages with the columns that matter here. */
const slimMessages: EntityType = {
  ...catalog.Messages,
  fields: { Sid: catalog.Messages.fields.Sid, DateSent: catalog.Messages.fields.DateSent },
};

const sidOf = (number: number) => `SM${String(number).padStart(32, '0')}`;

/** Makes the list: in the order of creation, with messages that were sent later. */
function makeRows({ groups, scheduled, unsent }: Scenario): Listed[] {
  const times = groups.flatMap(({ age, spread, count }) =>
    Array.from({ length: count }, (_, index) => NOW - age - Math.floor((spread * index) / Math.max(1, count))),
  );
  const sent: (number | null)[] = times.sort((a, b) => a - b);
  if (sent.length === 0) return [];
  for (const { row, days } of scheduled) {
    const at = row % sent.length;
    sent[at] = Math.min(NOW, (times[at] ?? NOW) + days * DAY);
  }
  for (const row of unsent) sent[row % sent.length] = null;
  return sent.map((time, index) => ({ sid: sidOf(index), sent: time }));
}

/** A port to a list that changes before each request, and the clock of those changes. */
function changing(list: LiveList, { events }: Scenario): { readonly send: Send; readonly paceClock: PaceClock } {
  let step = 0;
  let number = 1_000_000;
  let [now, workedMs] = [0, 0];
  const send: Send = async (request) => {
    const { added, deleted, sent, fault, turns, ms, isBusy } = events[step % Math.max(1, events.length)] ?? NOTHING;
    step += 1;
    if (step > MOST_REQUESTS) throw new Error(`The scan made more than ${MOST_REQUESTS} requests.`);
    for (let turn = 0; turn < turns; turn += 1) await Promise.resolve();
    if (events.length >= step) {
      for (let each = 0; each < added; each += 1) list.add({ sid: sidOf((number += 1)), sent: NOW + step });
      for (const row of deleted) list.delete(sidOf(row % 300));
      list.dispatch(sidOf(sent % 300), NOW + step);
      // Twilio answers small pages.
      if (fault === 0 && Number(request.query?.PageSize) > 50)
        throw Object.assign(new Error('Twilio failed'), { status: 503, attempts: 1 });
    }
    now += ms;
    if (isBusy) workedMs += ms;
    return list.send(request);
  };
  return { send, paceClock: { now: () => now, workedMs: () => workedMs } };
}

/** The most rows of a case are read one by one in a third of it. */
const MOST_REQUESTS = 3000;
const NOTHING = { added: 0, deleted: [], sent: 0, fault: 1, turns: 0, ms: 100, isBusy: false };

/** The number of cases and, to repeat them, the seed: `SCAN_CASES=100000 SCAN_SEED=1`. */
const { SCAN_CASES, SCAN_SEED } = process.env;

/**
 * A list with more rows in one second than Twilio lists, which compares days. The bounds that are tried first seem to work, since nothing
 * happened on that day after them; each part of the day then had the same answer.
 */
const DENSE: Scenario = {
  groups: [
    { age: 44_104, spread: 0, count: 7 },
    { age: 214_068, spread: 5, count: 9 },
    { age: 25_544_182, spread: 0, count: 54 },
    { age: 56_706, spread: 5_687_170, count: 1 },
    { age: 56, spread: 42, count: 5 },
  ],
  scheduled: [
    { row: 10_635, days: 7 },
    { row: 79_570, days: 15 },
    { row: 83_348, days: 27 },
    { row: 50_611, days: 15 },
    { row: 60_657, days: 33 },
  ],
  unsent: [63_107],
  pageSize: 6,
  bound: 'day',
  upper: 'inclusive',
  refusesOtherBounds: false,
  isCapped: true,
  hasRequestsToSpare: false,
  from: 77_759_984,
  to: undefined,
  events: [],
};

test('a scan delivers every row that exists throughout exactly once, whatever the distribution, the changes and the bounds', async () => {
  await fc.assert(
    fc.asyncProperty(scenario, async (given) => {
      const rows = makeRows(given);
      const { pageSize, bound, upper, refusesOtherBounds, isCapped, hasRequestsToSpare, from, to } = given;
      const list = new LiveList(rows, {
        timeFilters: { bound, upper },
        refusesOtherBounds,
        ...(isCapped && { cap: pageSize * 4 }),
      });
      const messages: EntityType = { ...slimMessages, maxPageSize: pageSize, ...(isCapped && { cap: pageSize * 4 }) };
      const entities = createEntities({
        ...changing(list, given),
        yieldToEventLoop: async () => {},
        ...(hasRequestsToSpare && { requestsPerSecond: () => 1e9 }),
      });
      const timeOf = (age: number) => new Date((NOW - age) * 1000).toISOString();
      const conditions = [
        'DateSent IS NOT NULL',
        ...(from === undefined ? [] : [`DateSent >= ${timeOf(from)}`]),
        ...(to === undefined ? [] : [`DateSent < ${timeOf(to)}`]),
      ].join(' AND ');
      const seen = new Map<unknown, number>();
      try {
        for await (const { Sid } of entities.rows(messages, { conditions })) seen.set(Sid, (seen.get(Sid) ?? 0) + 1);
      } catch (error) {
        // More rows in one second or day than Twilio lists cannot be read.
        if (isCapped && (error as { code?: string }).code === 'INCOMPLETE_LIST') return;
        throw error;
      }
      const now = new Map(list.rows.map(({ sid, sent }) => [sid, sent]));
      const expected = rows.filter(
        ({ sid, sent }) =>
          sent !== null &&
          now.get(sid) === sent &&
          (from === undefined || sent >= NOW - from) &&
          (to === undefined || sent < NOW - to),
      );
      const lost = expected.filter(({ sid }) => !seen.has(sid)).map(({ sid }) => sid);
      expect(lost).toEqual([]);
      expect([...seen].filter(([, times]) => times > 1)).toEqual([]);
    }),
    {
      numRuns: Number(SCAN_CASES ?? fuzzRuns(10_000)),
      examples: [[DENSE]],
      ...(SCAN_SEED && { seed: Number(SCAN_SEED) }),
    },
  );
}, 3_600_000);
