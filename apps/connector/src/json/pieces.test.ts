import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Base64File } from './base64-file.js';
import { jsonPieces } from './pieces.js';
import { RowList } from './row-list.js';

const write = (value: unknown, space = 0) => [...jsonPieces(value, space)].join('');

describe('jsonPieces', () => {
  test('the pieces of any JSON value are what JSON.stringify writes, with and without indentation', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), fc.constantFrom(0, 2), (any, space) => {
        for (const value of [any, { any }, [[any], any]]) {
          expect(write(value, space)).toBe(JSON.stringify(value, null, space));
        }
      }),
    );
    const odd = { none: undefined, list: [undefined, [undefined], {}, []], 'a"\n😀': '"\u2028😀\ud800', number: -0 };
    for (const value of [odd, [odd], {}, []]) expect(write(value, 2)).toBe(JSON.stringify(value, null, 2));
  });

  test('long texts are written in slices, wherever they are, without splitting a character', () => {
    for (const offset of [0, 1]) {
      const text = `${'x'.repeat(offset)}${'😀"\n'.repeat(60_000)}`;
      for (const value of [text, { text }, { results: [{ text }] }, [[[text]]], { a: { b: { c: { text } } } }]) {
        expect(write(value, 2)).toBe(JSON.stringify(value, null, 2));
      }
      const pieces = [...jsonPieces({ results: [{ Content: text }] })];
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(3 * 64 * 1024);
    }
  });

  test('long lists and objects are written in pieces, however deep they are', () => {
    const many = Array.from({ length: 30_000 }, (_, index) => ({ index, text: 'x'.repeat(index % 50) }));
    const named = Object.fromEntries(many.map((member) => [`name-${member.index}`, member]));
    for (const value of [many, { a: { b: { c: { d: many } } } }, [[[[[named]]]]], many.map(() => null)]) {
      const pieces = [...jsonPieces(value)];
      expect(pieces.join('')).toBe(JSON.stringify(value));
      expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(2 * 64 * 1024);
    }
  });

  test('a value that is nested very deeply is written, too', () => {
    const nest = (levels: number) => {
      let value: unknown = 'x'.repeat(100_000);
      for (let level = 0; level < levels; level += 1) value = [value];
      return value;
    };
    for (const levels of [99, 100, 101, 1500]) expect(write(nest(levels))).toBe(JSON.stringify(nest(levels)));
  });

  test('a file in base64 is written piece by piece, as a text', () => {
    const file = new Base64File([Buffer.from('ABC'.repeat(20_000)), Buffer.from('DEF')]);
    const value = { results: [{ Content: file, ContentType: null }] };
    expect([...jsonPieces(value)]).toEqual(expect.arrayContaining(['QUJD'.repeat(20_000), 'REVG']));
    for (const space of [0, 2]) expect(write(value, space)).toBe(JSON.stringify(value, null, space));
  });

  test('a value with a form of its own for JSON keeps it', () => {
    const value = { at: new Date(0), list: [new URL('https://example.com')] };
    expect(write(value)).toBe(JSON.stringify(value));
  });

  test('a member that is only named toJSON does not keep a long value in one piece', () => {
    const value = { toJSON: 'data', items: Array.from({ length: 200 }, () => 'x'.repeat(1000)) };
    const pieces = [...jsonPieces(value)];
    expect(pieces.join('')).toBe(JSON.stringify(value));
    expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(64 * 1024);
  });
});

describe('RowList', () => {
  const rows = [{ Sid: 'a' }, { Sid: 'b' }];

  test('a list of rows is written like an array', () => {
    for (const list of [rows, []]) {
      expect(write({ entities: new RowList(list), next: 1 }, 2)).toBe(
        JSON.stringify({ entities: list, next: 1 }, null, 2),
      );
    }
    const named = new RowList(rows, ({ Sid }: { Sid: string }) => ({ name: Sid }));
    expect(write(named)).toBe('[{"name":"a"},{"name":"b"}]');
  });

  test('each row is converted only when it is written, and dropped', () => {
    const seen: string[] = [];
    const list = new RowList(rows, ({ Sid }: { Sid: string }) => void seen.push(Sid));
    expect([seen, list.left]).toEqual([[], 2]);
    jsonPieces(list).next();
    expect([seen, list.left]).toEqual([['a'], 1]);
    expect([...list.take(), ...list.take()]).toHaveLength(1);
    expect(list.left).toBe(0);
  });
});
