import { describe, expect, test } from 'vitest';
import { type Condition, defineEntityType, sid, text } from '../model/index.js';
import { parseCondition } from '../conditions/parse.js';
import { checkCondition } from './conditions.js';
import { checkSortBy } from './sort.js';
import { asListed, onlyInGet, refuseUnlisted } from './unlisted.js';

const things = defineEntityType({
  name: 'Things',
  description: 'Things of which lists omit two columns.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Owners/{OwnerSid}/Things',
  collection: 'things',
  operations: ['LIST', 'GET', 'CREATE'],
  fields: {
    Sid: sid('TH', { key: true }),
    OwnerSid: sid('OW'),
    Label: text(),
    Details: text({ onlyIn: 'GET' }),
    Token: text({ onlyIn: 'CREATE' }),
  },
});

const OWNER = `OwnerSid = 'OW${'1'.repeat(32)}'`;
const KEYED = `${OWNER} AND Sid IN ('TH${'2'.repeat(32)}')`;
const ONLY_GET =
  "Twilio's lists of Things omit it; only GET returns it. Use GET, or select entities by key with AND: OwnerSid = '…' AND Sid IN ('…', '…').";
const ONLY_CREATE = 'only the answer to CREATE of Things contains it.';

/** Checks a query that has passed the other checks. */
function check(conditions: string | Condition, sortBy?: string) {
  const requested = typeof conditions === 'string' ? parseCondition(conditions, things) : conditions;
  const condition = checkCondition(things, requested);
  refuseUnlisted(things, { requested, condition, ...(sortBy && { sortBy: checkSortBy(things, { field: sortBy }) }) });
}

describe('a condition on a column that lists omit', () => {
  test('it is refused with its position and the way to read the column', () => {
    const text = `${OWNER} AND details = 'x'`;
    expect(() => check(text)).toThrow(
      expect.objectContaining({
        code: 'INVALID_CONDITION',
        position: text.indexOf('details'),
        message: `Details at position ${text.indexOf('details')} cannot be compared here: ${ONLY_GET}`,
      }),
    );
  });

  test('a tree has no position', () => {
    expect(() => check({ field: 'Details', operator: 'IS NULL' })).toThrow(
      expect.objectContaining({ position: undefined, message: `Details cannot be compared here: ${ONLY_GET}` }),
    );
  });

  test('it is permitted if the condition names keys, unless only CREATE returns the column', () => {
    expect(() => check(`${KEYED} AND Details = 'x'`)).not.toThrow();
    expect(() => check({ and: [{ field: 'Token', operator: 'IS NULL' }, parseCondition(KEYED, things)!] })).toThrow(
      `Token cannot be compared here: ${ONLY_CREATE}`,
    );
  });

  test('other columns can be compared', () => {
    expect(() => check(`${OWNER} AND Label = 'x'`)).not.toThrow();
  });
});

describe('an order by a column that lists omit', () => {
  test('it is refused unless the condition names keys', () => {
    expect(() => check(OWNER, 'Label')).not.toThrow();
    expect(() => check(KEYED, 'Details')).not.toThrow();
    expect(() => check(OWNER, 'Details')).toThrow(
      expect.objectContaining({ code: 'INVALID_SORT', message: `Things cannot be sorted by Details: ${ONLY_GET}` }),
    );
    expect(() => check(KEYED, 'Token')).toThrow(`Things cannot be sorted by Token: ${ONLY_CREATE}`);
  });
});

test('the row of a GET among rows of a list is null in the columns that lists omit', () => {
  expect(onlyInGet(things)).toEqual(['Details']);
  const row = { Sid: 'TH1', Label: 'a', Details: 'b' };
  expect(asListed(things, row)).toEqual({ Sid: 'TH1', Label: 'a', Details: null });
  expect(row.Details).toBe('b');
});
