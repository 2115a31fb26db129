import { describe, expect, test } from 'vitest';
import {
  boolean,
  type Condition,
  defineEntityType,
  integer,
  json,
  oneOf,
  type Predicate,
  sid,
  text,
  timestamp,
} from '../model/index.js';
import { checkCondition, isTwilioFilter, operatorsOf, predicates } from './conditions.js';

const things = defineEntityType({
  name: 'Things',
  description: 'Things.',
  docs: 'https://www.twilio.com/docs',
  path: '/v1/Owners/{Owner}/Things',
  collection: 'things',
  operations: ['LIST', 'GET'],
  fields: {
    Sid: sid('TH', { key: true }),
    Owner: text({ filter: ['<'] }),
    Label: text({ wire: 'FriendlyName', filter: ['='] }),
    Size: integer(),
    Changed: timestamp({ filter: { '>=': 'ChangedAfter' } }),
    Details: json(),
    Tags: text({ repeats: true }),
    Scope: oneOf(['all', 'own'], { readable: false, filter: ['='] }),
    Kinds: text({ readable: false, filter: ['='], repeats: true }),
    IsForced: boolean({ readable: false }),
  },
});

const equal = (field: string, value: string | number | boolean = 'a') => ({ field, operator: '=', value }) as const;

/** The error for a condition. */
function refusalOf(condition: unknown) {
  try {
    checkCondition(things, condition as Condition);
  } catch (error) {
    const { code, message, position } = error as { code: string; message: string; position?: number };
    return { code, message, position };
  }
  return undefined;
}
const messageOf = (condition: unknown) => refusalOf(condition)?.message;

describe('a condition that conforms to the declaration', () => {
  test('no condition is always true', () => {
    expect(checkCondition(things, undefined)).toEqual({ and: [] });
  });

  test('each predicate has the column of its name or alias, a value of its type, and the comparisons that Twilio decides', () => {
    const condition = { and: [equal('friendlyname'), { or: [equal('SIZE', '5'), { not: equal('Sid', 'x') }] }] };
    const label = { name: 'Label', field: things.fields.Label, operators: ['='], operator: '=', value: 'a' };
    const size = { name: 'Size', field: things.fields.Size, operators: [], operator: '=', value: 5 };
    const key = { name: 'Sid', field: things.fields.Sid, operators: ['='], operator: '=', value: 'x' };
    const checked = checkCondition(things, condition);
    expect(checked).toEqual({ and: [label, { or: [size, { not: key }] }] });
    expect(predicates(checked)).toEqual([label, size, key]);
  });

  test('the values of IN, LIKE and IS NULL are checked by their own rules', () => {
    const check = (predicate: Predicate) => checkCondition(things, predicate);
    expect(check({ field: 'Size', operator: 'IN', value: ['1', 2] })).toMatchObject({ operator: 'IN', value: [1, 2] });
    expect(check({ field: 'Label', operator: 'LIKE', value: 'a!%', escape: '!' })).toMatchObject({
      operator: 'LIKE',
      value: 'a!%',
      escape: '!',
    });
    expect(check({ field: 'Label', operator: 'LIKE', value: 'a' })).toMatchObject({ escape: undefined });
    expect(check({ field: 'Details', operator: 'IS NULL' })).toMatchObject({ name: 'Details', operator: 'IS NULL' });
  });
});

describe('the comparisons that Twilio decides', () => {
  test.each<readonly [string, readonly string[]]>([
    ['Sid', ['=']],
    ['Owner', ['=']],
    ['Label', ['=']],
    ['Changed', ['=', '>', '>=']],
    ['Size', []],
    ['Nothing', []],
  ])('of the column %s they are %j', (name, operators) => {
    expect(operatorsOf(things, name)).toEqual(operators);
  });

  test('a key is compared by Twilio only if it offers GET', () => {
    expect(operatorsOf({ ...things, operations: ['LIST'] }, 'Sid')).toEqual([]);
  });

  test.each<readonly [Predicate, boolean]>([
    [equal('Label'), true],
    [{ field: 'Label', operator: 'IN', value: ['a'] }, true],
    [{ field: 'Label', operator: '!=', value: 'a' }, false],
    [{ field: 'Label', operator: 'LIKE', value: 'a' }, false],
    [{ field: 'Label', operator: 'IS NULL' }, false],
    [{ field: 'Changed', operator: '>', value: '2024-01-01' }, true],
    [{ field: 'Changed', operator: '<', value: '2024-01-01' }, false],
    [equal('Size', 5), false],
  ])('whether Twilio has a filter for %j: %s', (predicate, expected) => {
    expect(predicates(checkCondition(things, predicate)).map(isTwilioFilter)).toEqual([expected]);
  });
});

describe('a condition that does not conform', () => {
  test('an unknown column is refused with the one that was meant, and the known ones', () => {
    const known = 'Known columns: Sid, Owner, Label, Size, Changed, Details, Tags, Scope, Kinds, IsForced.';
    expect(refusalOf({ ...equal('Lable'), position: 7 })).toEqual({
      code: 'INVALID_CONDITION',
      position: 7,
      message: `Things has no column "Lable" at position 7. Did you mean Label? ${known}`,
    });
    expect(refusalOf(equal('Nonsense'))).toEqual({
      code: 'INVALID_CONDITION',
      position: undefined,
      message: `Things has no column "Nonsense". ${known}`,
    });
  });

  test.each<readonly [string, unknown, string]>([
    [
      'a text for a number',
      equal('Size', 'x'),
      'must be compared with a whole number, such as 5, not with an invalid string',
    ],
    ['null', { ...equal('Size'), value: null }, 'must be compared with a whole number, such as 5, not with null'],
    ['a list', { ...equal('Size'), value: [1] }, 'must be compared with a whole number, such as 5, not with a list'],
    [
      'one wrong value of several',
      { field: 'Size', operator: 'IN', value: [1, true] },
      'must be compared with a whole number, such as 5, not with an invalid boolean',
    ],
    ['JSON', equal('Details'), 'cannot be compared: it contains JSON'],
    ['a column with lists', equal('Tags'), 'cannot be compared: it contains lists'],
    ['a column that Twilio does not return', equal('IsForced', true), 'cannot be compared: it is write-only'],
  ])('%s is refused, without the value', (_, predicate, reason) => {
    const { field } = predicate as Predicate;
    expect(messageOf(predicate)).toBe(`${field} ${reason}.`);
    expect(messageOf({ ...(predicate as Predicate), position: 3 })).toBe(`${field} at position 3 ${reason}.`);
  });

  test('LIKE requires a text', () => {
    expect(messageOf({ field: 'Size', operator: 'LIKE', value: '5' })).toBe(
      'LIKE requires a text column; Size has the type integer.',
    );
    expect(messageOf({ field: 'Size', operator: 'LIKE', value: '5', position: 4 })).toMatch(/^LIKE at position 4 /);
  });
});

describe('a pseudo-column', () => {
  const scope = equal('Scope', 'own');
  const RULE = 'Scope can only be compared with =, joined by AND.';

  test('it is compared with =, joined by AND', () => {
    expect(messageOf(scope)).toBeUndefined();
    expect(messageOf({ and: [equal('Label'), { and: [scope, equal('Kinds')] }] })).toBeUndefined();
  });

  test.each<readonly [string, Condition]>([
    ['another comparison', { ...scope, operator: '!=' }],
    ['OR', { or: [scope, equal('Label')] }],
    ['AND within OR', { or: [{ and: [scope] }] }],
    ['NOT', { not: scope }],
    ['NULL', { field: 'Scope', operator: 'IS NULL' }],
  ])('it is refused with %s, because only Twilio can apply it', (_, condition) => {
    expect(messageOf(condition)).toBe(RULE);
  });

  test('it has one value, unlike other columns', () => {
    expect(messageOf({ and: [scope, equal('Label'), equal('Scope', 'all')] })).toBe('Scope can be compared only once.');
    expect(refusalOf({ and: [scope, scope] })?.code).toBe('INVALID_CONDITION');
    expect(messageOf({ and: [scope, equal('Label'), equal('Label', 'b')] })).toBeUndefined();
  });
});
