import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { jsonPieces } from './json-pieces.js';
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

  test('a value with a form of its own for JSON keeps it', () => {
    const value = { at: new Date(0), list: [new URL('https://example.com')] };
    expect(write(value)).toBe(JSON.stringify(value));
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
