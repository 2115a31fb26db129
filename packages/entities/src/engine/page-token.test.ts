import { describe, expect, test } from 'vitest';
import { messages } from '../catalog/messaging/messages.js';
import { parseCondition } from '../conditions/parse.js';
import { checkCondition } from './conditions.js';
import {
  decodePageToken,
  decodeSortToken,
  encodePageToken,
  encodeSortToken,
  hashQuery,
  type Position,
} from './page-token.js';
import { checkSortBy } from './sort.js';

const QUERY = 'hash-of-a-query';
const START: Position = {
  read: 0,
  pageSize: 25,
  page: '0',
  pageToken: '',
  offset: 0,
  after: [],
  before: [],
  isMoved: false,
  seen: 0,
  last: null,
};
const marks = (count: number, length = 8) => Array.from({ length: count }, () => 'm'.repeat(length));
/** A token of a position that may have values which no list produces. */
const tokenOf = (changes: object) => encodePageToken(QUERY, { ...START, ...changes });
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('the positions that a page token may contain', () => {
  test.each<[string, readonly object[]]>([
    ['the number of a read', [{ read: 0 }, { read: 999 }]],
    ['a page size', [{ pageSize: 1 }, { pageSize: 1000 }]],
    ['a page number', [{ page: '0' }, { page: '123456789' }]],
    [
      "Twilio's token",
      [{ pageToken: '' }, { pageToken: 'PASM1_.~+/=-' }, { pageToken: 'a'.repeat(1024) }, { pageToken: 'a' }],
    ],
    ['an offset', [{ offset: 1 }, { offset: 100_000 }]],
    ['a number of rows', [{ seen: 1 }, { seen: Number.MAX_SAFE_INTEGER }]],
    ['a sort value', [{ last: '2024-01-01' }, { last: 5 }, { last: false }]],
    [
      'marks around the place',
      [{ offset: 10, after: marks(10), before: marks(10) }, { offset: 10, after: marks(1) }, { before: marks(1) }],
    ],
    ['a place that moved', [{ isMoved: true }]],
  ])('a token with %s is decoded to the same position', (_, positions) => {
    for (const changes of positions) {
      expect(decodePageToken(QUERY, tokenOf(changes))).toEqual({ ...START, ...changes });
    }
  });

  test.each<[string, readonly unknown[]]>([
    ['read', [-1, 1000, 0.5, '0', null]],
    ['pageSize', [0, 1001, 1.5, '25', null]],
    ['page', ['', '1234567890', '1a', 'a1', 5, null]],
    ['pageToken', ['a'.repeat(1025), 'a b', 'a?', '?a', 5, null]],
    ['offset', [-1, 100_001, 0.5, '0', null]],
    ['after', [null, 'm', [5], marks(1, 7), marks(1, 9), [...marks(1), 'm'], [marks(8)], marks(11), marks(1)]],
    ['before', [null, 'm', [5], marks(1, 7), marks(1, 9), [...marks(1), 'm'], [marks(8)], marks(11)]],
    ['isMoved', [null, 0, 'true']],
    ['seen', [-1, 0.5, Number.MAX_SAFE_INTEGER + 1, '0', null]],
    ['last', [{}, []]],
  ])('a token whose %s is none that a list produces is refused', (name, values) => {
    for (const value of values) {
      expect(() => decodePageToken(QUERY, tokenOf({ [name]: value })), JSON.stringify(value)).toThrow(
        expect.objectContaining({ code: 'INVALID_PAGE_TOKEN' }),
      );
    }
  });

  test('a token with more marks before its place than rows is refused', () => {
    expect(() => decodePageToken(QUERY, tokenOf({ offset: 2, after: marks(3) }))).toThrow('is invalid');
    expect(decodePageToken(QUERY, tokenOf({ offset: 3, after: marks(3) })).after).toHaveLength(3);
  });
});

describe('tokens that are not page tokens', () => {
  test('the token of another query is refused with that reason', () => {
    expect(() => decodePageToken('hash-of-another', tokenOf({}))).toThrow(
      'The page token belongs to another query: entity type, conditions and order must stay the same. Repeat the call without a page token.',
    );
  });

  test('a token of another version is refused', () => {
    const parts = JSON.parse(Buffer.from(tokenOf({}), 'base64url').toString()) as unknown[];
    expect(decodePageToken(QUERY, encode(parts))).toEqual(START);
    for (const version of [3, 5, '4', null]) {
      expect(() => decodePageToken(QUERY, encode(parts.with(0, version)))).toThrow('The page token is invalid.');
    }
  });

  test.each(['', 'x', '!!!!', encode({}), encode(5), encode(null), encode([]), `${tokenOf({})}=`, `${tokenOf({})}!`])(
    'the text %j is refused',
    (text) => {
      expect(() => decodePageToken(QUERY, text)).toThrow(expect.objectContaining({ code: 'INVALID_PAGE_TOKEN' }));
    },
  );
});

describe('the token of a sorted list', () => {
  const by = checkSortBy(messages, { field: 'Body' });
  const place = { value: 'x', key: 'SM1' };

  test('a token is decoded to the same place, within all rows or the rows from a position on', () => {
    expect(decodeSortToken(QUERY, encodeSortToken(QUERY, { place }), by)).toEqual({ place });
    const sorted = { place, from: { ...START, offset: 3 } };
    expect(decodeSortToken(QUERY, encodeSortToken(QUERY, sorted), by)).toEqual(sorted);
  });

  test("a token of a list in Twilio's order is left to the reader of such tokens", () => {
    expect(decodeSortToken(QUERY, tokenOf({}), by)).toBeUndefined();
  });

  test('a token of another query or of another version is refused', () => {
    const token = encodeSortToken(QUERY, { place });
    expect(() => decodeSortToken('hash-of-another', token, by)).toThrow('belongs to another query');
    const parts = JSON.parse(Buffer.from(token, 'base64url').toString()) as unknown[];
    expect(() => decodeSortToken(QUERY, encode(parts.with(0, 3)), by)).toThrow('The page token is invalid.');
  });
});

test('queries have the same hash only if entity type, condition and order are the same', () => {
  const hash = (name: string, text: string, field?: string, direction?: 'ASC' | 'DESC') =>
    hashQuery(
      name,
      checkCondition(messages, parseCondition(text, messages)),
      field === undefined ? undefined : checkSortBy(messages, { field, ...(direction && { direction }) }),
    );
  const hashes = [
    hash('Messages', "To = 'a'"),
    hash('Calls', "To = 'a'"),
    hash('Messages', "To = 'b'"),
    hash('Messages', "Body = 'a'"),
    hash('Messages', "To != 'a'"),
    hash('Messages', "To = 'a'", 'Body'),
    hash('Messages', "To = 'a'", 'Body', 'DESC'),
    hash('Messages', "To = 'a'", 'Price'),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hash('Messages', "to='a'")).toBe(hashes[0]);
  expect(hashes.every((text) => text.length === 16)).toBe(true);
});
