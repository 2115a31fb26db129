import { expect, test } from 'vitest';
import { createRefusalLog } from './refusal-log.js';

function open() {
  const lines: unknown[] = [];
  const refusals = createRefusalLog({ warn: (fields, message) => void lines.push({ ...fields, msg: message }) });
  /** Adds refusals and returns how many were logged one by one. */
  const add = (count: number, refusal: Parameters<typeof refusals.add>[0]) => {
    let written = 0;
    for (let index = 0; index < count; index += 1) refusals.add(refusal, () => (written += 1));
    return written;
  };
  return { add, sum: () => refusals.sum(), lines };
}

test('the first five refusals of a source and reason are logged one by one, and the others in one line', () => {
  const { add, sum, lines } = open();
  expect(add(5, { reason: 'TOKEN_MISSING', address: '192.0.2.1' })).toBe(5);
  expect(add(1000, { reason: 'TOKEN_MISSING', address: '192.0.2.1' })).toBe(0);
  expect(add(6, { reason: 'TOKEN_INVALID', address: '192.0.2.1' })).toBe(5);
  expect(add(7, { reason: 'PERMISSION_DENIED', caller: 'token:ci' })).toBe(5);
  expect(add(5, { reason: 'TOKEN_MISSING', address: '192.0.2.2' })).toBe(5);
  expect(lines).toEqual([]);
  sum();
  expect(lines).toEqual([
    { reason: 'TOKEN_MISSING', address: '192.0.2.1', count: 1000, msg: 'more refused' },
    { reason: 'TOKEN_INVALID', address: '192.0.2.1', count: 1, msg: 'more refused' },
    { reason: 'PERMISSION_DENIED', caller: 'token:ci', count: 2, msg: 'more refused' },
  ]);
});

test('a sum starts over', () => {
  const { add, sum, lines } = open();
  add(9, { reason: 'R', address: 'a' });
  sum();
  sum();
  expect(lines).toHaveLength(1);
  expect(add(6, { reason: 'R', address: 'a' })).toBe(5);
  sum();
  expect(lines[1]).toEqual({ reason: 'R', address: 'a', count: 1, msg: 'more refused' });
});

test('from the hundredth source on, all further sources are counted together by reason', () => {
  const { add, sum, lines } = open();
  let written = 0;
  for (let source = 0; source < 10_000; source += 1) written += add(2, { reason: 'R', address: `a${source}` });
  expect(written).toBe(100 * 2 + 5);
  expect(add(6, { reason: 'S', address: 'b' })).toBe(5);
  expect(add(4, { reason: 'R', address: 'a99' })).toBe(3);
  sum();
  expect(lines).toEqual([
    { reason: 'R', address: 'a99', count: 1, msg: 'more refused' },
    { reason: 'R', address: 'others', count: 9900 * 2 - 5, msg: 'more refused' },
    { reason: 'S', address: 'others', count: 1, msg: 'more refused' },
  ]);
});
