import { describe, expect, test } from 'vitest';
import {
  flag,
  ignored,
  integer,
  oneOf,
  positive,
  readQuery,
  requiredText,
  text,
  texts,
  unsupported,
} from './parameters.js';

const read = (query: string, declared: Parameters<typeof readQuery>[1]) =>
  readQuery(new URLSearchParams(query), declared).values as Record<string, unknown>;

const PARAMETERS = { pageSize: integer(), filter: text(), sortBy: texts(), validateOnly: flag() };

describe('names of query parameters', () => {
  test('the snake_case spelling of a parameter is the same parameter', () => {
    expect(read('page_size=2&validate_only=true', PARAMETERS)).toMatchObject({ pageSize: 2, validateOnly: true });
  });

  test('a parameter that is given in both spellings counts as given twice', () => {
    expect(() => read('pageSize=2&page_size=3', PARAMETERS)).toThrow('pageSize must be set only once');
  });

  test.each([
    ['validateonly=true', 'validateOnly'],
    ['VALIDATEONLY=true', 'validateOnly'],
    ['pagesize=2', 'pageSize'],
    ['page_sise=2', 'pageSize'],
    ['filtr=x', 'filter'],
    ['sort=To', 'sortBy'],
  ])('?%s is refused, and the message names %s', (query, name) => {
    expect(() => read(query, PARAMETERS)).toThrow(
      expect.objectContaining({
        code: 'INVALID_ARGUMENT',
        reason: 'UNKNOWN_PARAMETER',
        message: expect.stringMatching(new RegExp(`is unknown\\. Did you mean ${name}\\?$`)),
      }),
    );
  });

  test('an unknown parameter that resembles no known one is refused with the list of known parameters', () => {
    expect(() => read('somethingElse=1', PARAMETERS)).toThrow(
      'The parameter "somethingElse" is unknown. This method accepts pageSize, filter, sortBy, validateOnly.',
    );
    expect(() => read('somethingElse=1', {})).toThrow('This method accepts no parameters.');
  });

  test('the name of a long unknown parameter is truncated in the message', () => {
    expect(() => read(`${'x'.repeat(5000)}=1`, PARAMETERS)).toThrow(
      expect.objectContaining({ message: expect.stringMatching(/^.{0,200}$/) }),
    );
  });

  test.each(['alt=json', 'prettyPrint=true', 'pretty_print=true', '$.xgafv=2', 'key=x', 'fields=a,b', '$alt=json'])(
    'Google’s standard parameter ?%s is accepted by every method',
    (query) => {
      expect(read(query, {})).toEqual({});
    },
  );

  test('a format other than JSON is refused', () => {
    expect(() => read('alt=media', {})).toThrow('alt must be json');
  });
});

describe('values of query parameters', () => {
  test('an absent or empty parameter has no value', () => {
    const none = { pageSize: undefined, filter: undefined, sortBy: [], validateOnly: false };
    expect(read('', PARAMETERS)).toEqual(none);
    expect(read('pageSize=&filter=&sortBy=&validateOnly=', PARAMETERS)).toEqual(none);
  });

  test('a repeatable parameter keeps its values in order, and any other parameter is refused if it is repeated', () => {
    expect(read('sortBy=To&sortBy=Sid', PARAMETERS).sortBy).toEqual(['To', 'Sid']);
    expect(() => read('filter=a&filter=b', PARAMETERS)).toThrow('filter must be set only once');
  });

  test.each([
    [integer(), '12', 12],
    [integer(), '-7', -1],
    [integer(), '99999999999999999999', Number.MAX_SAFE_INTEGER],
    [positive(), '1', 1],
    [oneOf(['A', 'B']), 'B', 'B'],
    [flag(), 'true', true],
    [flag(), 'false', false],
    [requiredText(), 'x', 'x'],
    [ignored(), 'anything', undefined],
  ])('%o reads %j as %j', (parameter, given, value) => {
    expect(read(new URLSearchParams({ p: given }).toString(), { p: parameter })).toEqual({ p: value });
  });

  test.each([
    [integer(), 'many', 'p must be a whole number'],
    [integer(), '1.5', 'p must be a whole number'],
    [positive(), '0', 'p must be 1 or more'],
    [oneOf(['A', 'B']), 'C', 'p must be one of A, B'],
    [flag(), 'yes', 'p must be one of true, false'],
    [requiredText(), ' ', 'p is required'],
    [unsupported('leave it out'), 'x', 'p is not supported by this method; leave it out'],
  ])('%o refuses %j', (parameter, given, message) => {
    expect(() => read(new URLSearchParams({ p: given }).toString(), { p: parameter })).toThrow(message);
  });
});

test('the significant part of a query does not depend on the order and spelling of its parameters or on the standard parameters', () => {
  const significant = (query: string) => readQuery(new URLSearchParams(query), PARAMETERS).significant;
  expect(significant('filter=x&page_size=2&prettyPrint=true')).toEqual(significant('pageSize=2&filter=x&alt=json'));
  expect(significant('filter=x')).not.toEqual(significant('filter=y'));
});
