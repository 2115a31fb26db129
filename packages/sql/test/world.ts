import type { Column, Row, Table } from '../src/index.js';
import { createRandom, type Random } from './random.js';
import type { SourceTable } from './source.js';

/** The time of all tests. */
export const NOW = Date.UTC(2026, 10, 24, 22, 28, 58);

const DAY = 86_400_000;
const iso = (ms: number): string => new Date(ms).toISOString().replace('.000Z', 'Z');
const sid = (prefix: string, index: number): string => `${prefix}${String(index).padStart(32, '0')}`;
export const number = (index: number): string => `+1555000${1000 + index}`;

const text = (name: string, more: Partial<Column> = {}): Column => ({ name, type: 'text', ...more });
const equal = { comparisons: ['='] } as const;
const range = { comparisons: ['=', '<', '<=', '>', '>='] } as const;
const key: Column = { name: 'sid', type: 'text', isKey: true, isNullable: false, ...equal };
const newest = (column: string) => ({ column, direction: 'DESC', nulls: 'FIRST' }) as const;

const messages: Table = {
  name: 'messages',
  aliases: ['Messages'],
  pageSize: 100,
  order: { column: 'date_sent', direction: 'DESC' },
  columns: [
    { ...key, aliases: ['Sid'] },
    text('to_number', { ...equal, aliases: ['ToNumber'] }),
    text('from_number', { ...equal, references: { table: 'numbers', column: 'phone_number' } }),
    { name: 'date_sent', type: 'timestamptz', isNullable: false, aliases: ['DateSent'], ...range },
    text('body'),
    text('status'),
    { name: 'num_segments', type: 'integer' },
    { name: 'price', type: 'numeric' },
    { name: 'is_read', type: 'boolean' },
    { name: 'details', type: 'jsonb' },
  ],
};

const calls: Table = {
  name: 'calls',
  pageSize: 100,
  order: newest('start_time'),
  columns: [
    key,
    text('to_number', equal),
    text('from_number'),
    { name: 'start_time', type: 'timestamptz', ...range },
    { name: 'duration', type: 'integer' },
    text('status', equal),
  ],
};

const recordings: Table = {
  name: 'recordings',
  pageSize: 100,
  order: newest('date_created'),
  columns: [
    key,
    text('call_sid', equal),
    { name: 'date_created', type: 'timestamptz', ...range },
    { name: 'duration', type: 'integer' },
    { name: 'day', type: 'date', ...range },
  ],
};

const numbers: Table = {
  name: 'numbers',
  pageSize: 50,
  columns: [key, text('phone_number', equal), text('friendly_name'), { name: 'is_voice', type: 'boolean', ...equal }],
};

const participants: Table = {
  name: 'participants',
  pageSize: 20,
  requires: ['call_sid'],
  columns: [text('sid', { isNullable: false }), text('call_sid', equal), text('role')],
};

/** A table of a few rows, so that there are many. */
const small = (index: number): Table => ({
  name: `extra_${index}`,
  pageSize: 10,
  order: newest('at'),
  columns: [
    key,
    text('to_number', index % 2 ? equal : {}),
    { name: 'at', type: 'timestamptz', ...(index % 3 ? range : {}) },
    { name: 'amount', type: 'integer', ...(index % 4 ? range : {}) },
    { name: 'flag', type: 'boolean', ...(index % 2 ? {} : equal) },
  ],
});

const STATUSES = ['queued', 'sent', 'delivered', 'failed'];
const WORDS = ['hello', 'STOP', 'tab\there', 'back\\slash', 'new\nline', '\\N', '', 'José'];

const orNull = <T>(random: Random, value: T): T | null => (random.chance(0.1) ? null : value);

/** @param size 1 is 5,000 messages, 2,000 calls and 600 recordings */
export function createWorld(size = 1): readonly SourceTable[] {
  const random = createRandom(7);
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: Math.ceil(count) }, (_, index) => make(index));
  const times = (count: number): number[] =>
    many(count, (index) => NOW - Math.floor(((index + 0.5) * 60 * DAY) / count / 1000) * 1000);
  const messageTimes = times(5000 * size);
  const messageRows = messageTimes.map((at, index): Row => ({
    sid: sid('SM', index),
    to_number: number(random.below(40)),
    from_number: number(random.below(40)),
    date_sent: iso(at),
    body: orNull(random, random.pick(WORDS)),
    status: random.pick(STATUSES),
    num_segments: orNull(random, random.below(4)),
    price: orNull(random, (-random.below(1000) / 10_000).toFixed(5)),
    is_read: orNull(random, random.chance(0.5)),
    details: orNull(random, { tag: random.pick(WORDS), list: [random.below(3)] }),
  }));
  const callRows = times(2000 * size).map((at, index): Row => ({
    sid: sid('CA', index),
    to_number: orNull(random, number(random.below(40))),
    from_number: number(random.below(40)),
    start_time: index < 5 ? null : iso(at),
    duration: orNull(random, random.below(600)),
    status: random.pick(STATUSES),
  }));
  const recordingRows = times(600 * size).map((at, index): Row => ({
    sid: sid('RE', index),
    call_sid: orNull(random, sid('CA', random.below(2000 * size))),
    date_created: iso(at),
    duration: random.below(600),
    day: iso(at).slice(0, 10),
  }));
  const numberRows = many(20, (index): Row => ({
    sid: sid('PN', index),
    phone_number: number(index),
    friendly_name: `Line ${index}`,
    is_voice: orNull(random, random.chance(0.5)),
  }));
  const participantRows = many(300 * size, (index): Row => ({
    sid: sid('PA', index),
    call_sid: sid('CA', random.below(2000 * size)),
    role: random.pick(['agent', 'guest']),
  }));
  const extras = many(17, (index): SourceTable => ({
    table: small(index),
    rows: many(5 + index * 6, (row): Row => ({
      sid: sid(`X${index}`, row),
      to_number: orNull(random, number(random.below(20))),
      at: row < 2 ? null : iso(NOW - row * 3_600_000 * (index + 1)),
      amount: orNull(random, random.below(10)),
      flag: orNull(random, random.chance(0.5)),
    })),
  }));
  return [
    { table: messages, rows: messageRows },
    { table: calls, rows: callRows },
    { table: recordings, rows: recordingRows },
    { table: numbers, rows: numberRows },
    { table: participants, rows: participantRows },
    ...extras,
  ];
}
