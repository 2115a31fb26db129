import { describe, expect, test } from 'vitest';
import { catalog, type EntityType, type Field } from '../src/index.js';
import { toSource } from '../src/model/wire-name.js';
import { type Example, findPaths } from './openapi.js';

// Twilio's documents type many numbers and timestamps as strings; the example answers reveal the actual types.

const entityTypes: readonly EntityType[] = Object.values(catalog);

/** Text columns whose values happen to consist of digits. */
const DIGITS = new Set([
  'ApiVersion',
  'CallingCountryCode',
  'Lata',
  'Log',
  'Name',
  'PostalCode',
  'ShortCode',
  'Username',
]);

const NUMBER = /^-?\d+(?:\.\d+)?$/;
const TIME = /^(?:\w{3}, \d\d \w{3} \d{4} |\d{4}-\d\d-\d\d)/;

const FITS: Partial<Record<Field['dataType'], (value: unknown) => boolean>> = {
  integer: (value) => /^-?\d+$/.test(String(value)),
  double: (value) => NUMBER.test(String(value)),
  decimal: (value) => NUMBER.test(String(value)),
  timestamp: (value) => TIME.test(String(value)),
  date: (value) => TIME.test(String(value)),
  boolean: (value) => typeof value === 'boolean',
};

describe.each(entityTypes.map((entityType) => [entityType.name, entityType] as const))('%s', (name, entityType) => {
  const { collections, instance } = findPaths(entityType);
  const rows = [...collections, ...(instance ? [instance] : [])]
    .flatMap((path) => [...path.examples('get'), ...path.examples('post')])
    .flatMap((answer) => (answer[entityType.collection ?? ''] as Example[] | undefined) ?? [answer]);
  const columns = Object.entries<Field>(entityType.fields).filter(([, { readable }]) => readable !== false);

  test(`${name} has data types that fit Twilio's examples`, () => {
    for (const [column, field] of columns) {
      const [source = '', ...deeper] = toSource(column, field);
      // Twilio's Monitor document uses property names as values in some examples.
      const values = rows.map((row) => row[source]).filter((value) => value != null && value !== source);
      const given = values.filter((value) => value !== '');
      if (given.length === 0 || deeper.length > 0 || field.repeats) continue;
      const fits = FITS[field.dataType];
      if (fits)
        expect(
          given.filter((value) => !fits(value)),
          `${name}.${column}`,
        ).toEqual([]);
      const isText = field.dataType === 'text' && !DIGITS.has(column);
      for (const other of isText ? [NUMBER, TIME] : []) {
        expect(
          given.filter((value) => !other.test(String(value))),
          `${name}.${column}`,
        ).not.toEqual([]);
      }
    }
  });
});

test("Twilio's documents have examples of all entity types except the retired ones", () => {
  const without = entityTypes.filter((entityType) => {
    const { collections, instance } = findPaths(entityType);
    return ![...collections, instance].some((path) => path?.examples('get').length || path?.examples('post').length);
  });
  expect(without.map(({ name }) => name)).toEqual(['Feedback', 'FeedbackSummary']);
});
