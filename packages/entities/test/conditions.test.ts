import { createSimulator, type Row } from '@twilio-connector/simulator';
import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Condition, createEntities, type Literal } from '../src/index.js';
import { throughSimulator } from './through-simulator.js';

const START = Date.parse('2024-01-01T00:00:00Z');
const toIso = (ms: number) => new Date(ms).toISOString().replace('.000Z', 'Z');
const sidOf = (prefix: string, index: number) => `${prefix}${String(index).padStart(32, '0')}`;

/** A second within three days; often midnight. */
const moment = fc.oneof(fc.nat(3 * 86_400), fc.constantFrom(0, 86_400, 172_800)).map((second) => START + second * 1000);
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null, freq: 4 });
const number = fc.constantFrom('+1', '+2', '+3');
const words = fc.constantFrom('x', 'y', 'xy', 'a%b', 'X_', '');
const status = fc.constantFrom('completed', 'busy', 'failed');
const price = fc.constantFrom('-0.10', '-0.1', '0', '1.5', '10.05', '9.9');

/** Calls as stored by the simulator, with instants in milliseconds. Covers every filter and every type except boolean. */
const call = fc.record({
  to: orNull(number),
  from: orNull(number),
  status,
  parent_call_sid: orNull(fc.nat(3).map((index) => sidOf('CA', index))),
  start_time: orNull(moment),
  end_time: orNull(moment),
  caller_name: orNull(words),
  duration: orNull(fc.integer({ min: -2, max: 12 }).map(String)),
  price: orNull(price),
});
const table = fc
  .array(call, { maxLength: 25 })
  .map((rows): Row[] => rows.map((row, index) => ({ sid: sidOf('CA', index), ...row })));

const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
const compare = <T extends Literal>(
  field: string,
  values: fc.Arbitrary<T>,
  signs: readonly (typeof comparisons)[number][] = comparisons,
) =>
  fc.oneof(
    fc.record({ field: fc.constant(field), operator: fc.constantFrom(...signs), value: values }),
    fc.record({
      field: fc.constant(field),
      operator: fc.constant('IN' as const),
      value: fc.array(values, { minLength: 1, maxLength: 4 }),
    }),
    fc.constant({ field, operator: 'IS NULL' as const }),
  );
const predicate: fc.Arbitrary<Condition> = fc.oneof(
  compare(
    'Sid',
    fc.nat(30).map((index) => sidOf('CA', index)),
    ['=', '!='],
  ),
  compare('To', fc.constantFrom('+1', '+2', '+4')),
  compare('Sender', number, ['=', '!=']),
  compare('Status', fc.constantFrom('completed', 'busy', 'ringing')),
  compare(
    'ParentCallSid',
    fc.nat(4).map((index) => sidOf('CA', index)),
    ['=', '!='],
  ),
  compare('StartTime', moment.map(toIso)),
  compare('EndTime', moment.map(toIso)),
  compare('CallerName', words),
  compare('Duration', fc.integer({ min: -3, max: 13 })),
  compare('Price', fc.constantFrom('-0.1', '1.50', '10', '9.90')),
  fc.record({
    field: fc.constant('CallerName'),
    operator: fc.constant('LIKE' as const),
    value: fc.constantFrom('x%', '%y', '_', '%', 'a!%b', 'X!_'),
    escape: fc.constant('!'),
  }),
);
const condition = fc.letrec<{ node: Condition }>((tie) => ({
  node: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    predicate,
    fc.record({ and: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ or: fc.array(tie('node'), { minLength: 1, maxLength: 3 }) }),
    fc.record({ not: tie('node') }),
  ),
})).node;

/** Simulators for each interpretation of timestamp bounds that Twilio's documentation allows. */
const readings = (['instant', 'day'] as const).flatMap((bound) =>
  (['inclusive', 'exclusive'] as const).map((upper) => {
    const simulator = createSimulator({ rows: 0, timeFilters: { bound, upper } });
    return { name: `${bound}, ${upper}`, simulator, send: throughSimulator(simulator) };
  }),
);

/** The simulator property of a column, if it differs from the lower-case name. */
const PROPERTIES: Readonly<Record<string, string>> = {
  Sender: 'from',
  ParentCallSid: 'parent_call_sid',
  StartTime: 'start_time',
  EndTime: 'end_time',
  CallerName: 'caller_name',
};

/** Evaluates a condition like a database: naively, in three-valued logic, row by row. */
function truth(node: Condition, row: Row): boolean | null {
  if ('and' in node)
    return node.and
      .map((member) => truth(member, row))
      .reduce(
        (a, b) => (a === false || b === false ? false : a === null || b === null ? null : true),
        true as boolean | null,
      );
  if ('or' in node)
    return node.or
      .map((member) => truth(member, row))
      .reduce(
        (a, b) => (a === true || b === true ? true : a === null || b === null ? null : false),
        false as boolean | null,
      );
  if ('not' in node) {
    const inner = truth(node.not, row);
    return inner === null ? null : !inner;
  }
  const stored = (row[PROPERTIES[node.field] ?? node.field.toLowerCase()] ?? null) as string | number | null;
  if (node.operator === 'IS NULL') return stored === null;
  if (stored === null) return null;
  if (node.operator === 'LIKE') {
    const source = node.value
      .replaceAll('!%', '\u0001')
      .replaceAll('!_', '\u0002')
      .replaceAll('%', '.*')
      .replaceAll('_', '.');
    return new RegExp(`^${source.replaceAll('\u0001', '%').replaceAll('\u0002', '_')}$`, 's').test(String(stored));
  }
  const order = (value: Literal): number => {
    if (node.field === 'Duration' || node.field === 'Price') return Number(stored) - Number(value);
    if (node.field.endsWith('Time')) return Number(stored) - Date.parse(String(value));
    return String(stored) < String(value) ? -1 : String(stored) > String(value) ? 1 : 0;
  };
  if (node.operator === 'IN') return node.value.some((value) => order(value) === 0);
  const sign = order(node.value);
  return { '=': sign === 0, '!=': sign !== 0, '<': sign < 0, '<=': sign <= 0, '>': sign > 0, '>=': sign >= 0 }[
    node.operator
  ];
}

/** Formats a condition as text. */
function toText(node: Condition): string {
  if ('and' in node) return node.and.map((member) => `(${toText(member)})`).join(' AND ');
  if ('or' in node) return node.or.map((member) => `(${toText(member)})`).join(' OR ');
  if ('not' in node) return `NOT (${toText(node.not)})`;
  const quote = (value: Literal) => (typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value));
  if (node.operator === 'IS NULL') return `${node.field} IS NULL`;
  if (node.operator === 'LIKE') return `${node.field} LIKE ${quote(node.value)} ESCAPE ${quote(node.escape ?? '!')}`;
  const value = node.operator === 'IN' ? `(${node.value.map(quote).join()})` : quote(node.value);
  return `${node.field} ${node.operator} ${value}`;
}

describe('random conditions on random tables', () => {
  test.each(readings)(
    'LIST returns the same rows as a filter over the whole table for random conditions: $name bounds',
    async ({ simulator, send }) => {
      const entities = createEntities({ send });
      await fc.assert(
        fc.asyncProperty(
          table,
          condition,
          fc.integer({ min: 1, max: 9 }),
          fc.boolean(),
          async (rows, asked, pageSize, isText) => {
            simulator.seed('Calls', rows);
            const found: string[] = [];
            let pageToken: string | undefined;
            do {
              const conditions = isText ? toText(asked) : (asked as never);
              const page = await entities.list('Calls', { conditions, pageSize, pageToken });
              found.push(...page.entities.map(({ Sid }) => Sid));
              pageToken = page.nextPageToken;
            } while (pageToken);
            const expected = rows.filter((row) => truth(asked, row) === true).map(({ sid }) => sid);
            expect(found.toSorted()).toEqual(expected);
          },
        ),
        { numRuns: fuzzRuns(5000) },
      );
    },
  );
});
