import { catalog } from '@twilio-connector/entities';
import { expect, test } from 'vitest';
import { priceOf } from './look-back.js';

const DAY_MS = 86_400_000;
const KEY = `SM${'0'.repeat(32)}`;

test('a list that may have rows without the time is read as a whole, and the condition that changes it is named', () => {
  expect(priceOf(catalog.Messages, { where: "Status = 'failed'" }, 3 * DAY_MS)).toBe(
    'Messages: each run reads the whole list, because Twilio cannot filter rows without DateSent, which may match. ' +
      'Add DateSent IS NOT NULL to the condition to read only the last 3 days after the first run.',
  );
  expect(priceOf(catalog.Messages, { where: `Sid = '${KEY}' OR Status = 'failed'` }, DAY_MS)).toContain('whole list');
});

test.each(['DateSent IS NOT NULL', "DateSent >= '2026-01-01'", `Sid = '${KEY}'`, `Sid IN ('${KEY}') AND To = 'a'`])(
  'the condition %s has no such price',
  (where) => {
    expect(priceOf(catalog.Messages, { where }, DAY_MS)).toBeUndefined();
  },
);
