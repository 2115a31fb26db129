import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { messages } from '../catalog/messaging/messages.js';
import { parseCondition } from '../conditions/parse.js';
import { date, defineEntityType, type Operator, timestamp } from '../model/index.js';
import { checkCondition } from './conditions.js';
import { planReads } from './reads.js';
import { createResidual } from './residual.js';

const compared = (text: string) => checkCondition(messages, parseCondition(text, messages));
const reads = (text: string) => planReads(messages, compared(text));
const query = (text: string) => reads(text)[0]?.query;

describe('pushed-down comparisons', () => {
  test.each([
    ["To = '+15551234567'", { To: '+15551234567' }],
    ["Sender = 'whatsapp:+14155238886'", { From: 'whatsapp:+14155238886' }],
    ["From = 'a'", { From: 'a' }],
    ['DateSent >= 2024-01-01', { 'DateSent>': '2024-01-01T00:00:00Z' }],
    ['DateSent > 2024-01-01T10:00:00Z', { 'DateSent>': '2024-01-01T10:00:00Z' }],
    ['DateSent < 2024-01-01', { 'DateSent<': '2024-01-01' }],
    ['DateSent <= 2024-01-01', { 'DateSent<': '2024-01-02' }],
    ['DateSent < 2024-12-31T23:59:59Z', { 'DateSent<': '2025-01-01' }],
    ['DateSent = 2024-01-01T10:00:00Z', { DateSent: '2024-01-01' }],
    ['DateSent > 2024-01-01 AND DateSent > 2024-02-01', { 'DateSent>': '2024-02-01T00:00:00Z' }],
    ['DateSent < 2024-01-01 AND DateSent < 2024-02-01', { 'DateSent<': '2024-01-01' }],
    ['DateSent > 2024-01-01T10:00:00.5Z', { 'DateSent>': '2024-01-01T10:00:00Z' }],
    ['DateSent >= 2024-01-02 AND DateSent > 2024-01-01', { 'DateSent>': '2024-01-02T00:00:00Z' }],
    ['DateSent >= 2024-01-01 AND DateSent > 2024-01-02', { 'DateSent>': '2024-01-02T00:00:00Z' }],
    ['DateSent <= 2024-01-01 AND DateSent < 2024-02-01', { 'DateSent<': '2024-01-02' }],
    ['DateSent <= 2024-02-01 AND DateSent < 2024-01-01', { 'DateSent<': '2024-01-01' }],
    ['DateSent > 2023-01-01 AND DateSent = 2024-01-01', { DateSent: '2024-01-01' }],
    ['DateSent <= 9999-12-31', {}],
    ["To = 'a' AND DateSent <= 9999-12-31", { To: 'a' }],
    ["To = 'a' AND To = 'b'", { To: 'a' }],
  ])('the condition %s becomes the Twilio filter %j', (text, expected) => {
    expect(query(text)).toEqual(expected);
  });

  test('a read lists the comparisons that Twilio applies', () => {
    const pushed = reads('DateSent = 2024-01-01 AND DateSent > 2023-01-01')[0]?.pushed ?? [];
    expect(pushed.map(({ operator }) => operator)).toEqual(['=']);
    const bounds = reads('DateSent > 2023-01-01 AND DateSent = 2024-01-01 AND DateSent < 2025-01-01')[0]?.pushed ?? [];
    expect(bounds.map(({ operator }) => operator)).toEqual(['=']);
  });
});

/** Timestamps with separate parameters for their bounds, and timestamps that Twilio compares by day. */
const times = defineEntityType({
  name: 'Times',
  description: 'Rows with times.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Times',
  collection: 'times',
  operations: ['LIST'],
  fields: {
    Made: timestamp({ filter: { '>=': 'After', '<=': 'Before' } }),
    Logged: timestamp({ filter: ['=', '<', '<=', '>', '>='], byDay: true }),
    Day: date({ filter: ['=', '<', '<=', '>', '>='] }),
  },
});

describe('filters with other parameters', () => {
  test.each([
    ['Made >= 2024-01-01T10:00:00Z', { After: '2024-01-01T00:00:00Z' }],
    ['Made > 2024-01-01', { After: '2024-01-01T00:00:00Z' }],
    ['Made <= 2024-01-01', { Before: '2024-01-02T23:59:59Z' }],
    ['Made = 2024-01-01T10:00:00Z', { After: '2024-01-01T00:00:00Z', Before: '2024-01-02T23:59:59Z' }],
    ['Made > 2024-01-01 AND Made > 2024-02-01', { After: '2024-02-01T00:00:00Z' }],
    ['Logged >= 2024-01-01T10:00:00Z', { 'Logged>': '2024-01-01' }],
    ['Logged < 2024-01-01T10:00:00Z', { 'Logged<': '2024-01-02' }],
    ['Day < 2024-01-01', { 'Day<': '2024-01-01' }],
    ['Day < 2024-01-01T10:00:00Z', { 'Day<': '2024-01-02' }],
    ['Day <= 2024-01-01T10:00:00Z', { 'Day<': '2024-01-01' }],
    ['Day > 2024-01-01T10:00:00Z', { 'Day>': '2024-01-01' }],
  ])('the condition %s on named parameters becomes the filter %j', (text, expected) => {
    expect(planReads(times, checkCondition(times, parseCondition(text, times)))[0]?.query).toEqual(expected);
  });

  test('filters with named bounds pass every matching row, for inclusive and exclusive bounds by second and by day', () => {
    const second = fc.oneof(fc.nat(3 * 86_400), fc.constantFrom(0, 86_400, 172_799)).map((s) => START + s * 1000);
    const comparison = fc.record({ operator: fc.constantFrom<Operator>('=', '<', '<=', '>', '>='), at: second });
    const reading = fc.record({ byDay: fc.boolean(), inclusive: fc.boolean() });
    fc.assert(
      fc.property(comparison, second, reading, ({ operator, at }, made, { byDay, inclusive }) => {
        const condition = checkCondition(times, { field: 'Made', operator, value: toText(at) });
        if (!finish(finish(createResidual(condition)).result({ Made: toText(made) })).result) return;
        const { After, Before } = planReads(times, condition)[0]?.query ?? {};
        const day = (ms: number) => (byDay ? Math.floor(ms / DAY) * DAY : ms);
        if (After !== undefined) expect(day(made)).toBeGreaterThanOrEqual(day(Date.parse(After)));
        if (Before === undefined) return;
        const [left, right] = [day(made), day(Date.parse(Before))];
        expect(inclusive ? left <= right : left < right).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

/** Twilio's timestamp filter in each reading of its documentation: by day or second, `<` inclusive or exclusive. */
function twilioTakes(
  filter: Readonly<Record<string, string>>,
  sent: number,
  reading: { byDay: boolean; inclusive: boolean },
): boolean {
  const day = (ms: number) => (reading.byDay ? Math.floor(ms / DAY) * DAY : ms);
  return Object.entries(filter).every(([name, value]) => {
    const bound = Date.parse(value);
    if (name.endsWith('>')) return day(sent) >= day(bound);
    if (name.endsWith('<')) return reading.inclusive ? sent <= bound : sent < day(bound);
    return Math.floor(sent / DAY) === Math.floor(bound / DAY);
  });
}

const DAY = 86_400_000;
const START = Date.parse('2024-01-01T00:00:00Z');

test("pushed-down filters pass every matching row, in every reading of Twilio's documentation", () => {
  const second = fc.oneof(fc.nat(3 * 86_400), fc.constantFrom(0, 86_400, 172_800)).map((s) => START + s * 1000);
  const comparison = fc.record({ operator: fc.constantFrom<Operator>('=', '<', '<=', '>', '>='), at: second });
  const reading = fc.record({ byDay: fc.boolean(), inclusive: fc.boolean() });
  fc.assert(
    fc.property(
      fc.array(comparison, { minLength: 1, maxLength: 3 }),
      second,
      reading,
      (wanted, sent, interpretation) => {
        const and = wanted.map(({ operator, at }) => ({ field: 'DateSent', operator, value: toText(at) }));
        const comparisons = checkCondition(messages, { and });
        if (!finish(finish(createResidual(comparisons)).result({ DateSent: toText(sent) })).result) return;
        const queries = planReads(messages, comparisons).map((read) => read.query);
        expect(queries.some((filters) => twilioTakes(filters, sent, interpretation))).toBe(true);
      },
    ),
    { numRuns: 5000 },
  );
});

function toText(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z');
}
