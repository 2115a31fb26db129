import { expect, test } from 'vitest';
import { createIds, idAt, isId, msOf } from './time-ids.js';

const MS = Date.parse('2026-11-25T12:00:00Z');
const random = (bytes: number) => new Uint8Array(bytes).fill(0xab);

test('an id consists of its millisecond, a counter within it and a random part', () => {
  const nextId = createIds(random);
  const time = MS.toString(16).padStart(12, '0');
  expect([nextId(MS), nextId(MS), nextId(MS + 1)]).toEqual([
    `${time}0000abababab`,
    `${time}0001abababab`,
    `${(MS + 1).toString(16).padStart(12, '0')}0000abababab`,
  ]);
});

test('no two ids share their random digits, and many ids take their random bytes at once', () => {
  let draws = 0;
  const counting = (bytes: number) => {
    const start = (draws += 1) * bytes;
    return new Uint8Array(Uint32Array.from({ length: bytes / 4 }, (_, index) => start + index).buffer);
  };
  const nextId = createIds(counting);
  const digits = Array.from({ length: 1000 }, () => nextId(MS).slice(16));
  expect(new Set(digits).size).toBe(1000);
  expect(digits.every((text) => text.length === 8)).toBe(true);
  expect(draws).toBe(4);
});

test('ids of one millisecond sort in the order in which they were made, even if they are too many for its counter', () => {
  const nextId = createIds(random);
  const ids = Array.from({ length: 70_000 }, () => nextId(MS));
  expect(ids).toEqual(ids.toSorted());
  expect(new Set(ids.map(msOf))).toEqual(new Set([MS, MS + 1]));
  expect(ids.every(isId)).toBe(true);
});

test('the id of an event that arrives late sorts after the ids made before', () => {
  const nextId = createIds(random);
  const ids = [MS, MS - 1, MS - 5000, MS + 1, MS].map(nextId);
  expect(ids).toEqual(ids.toSorted());
  expect(ids.map((id) => msOf(id) - MS)).toEqual([0, 0, 0, 1, 1]);
});

test('after the clock was set back, ids have its time', () => {
  const nextId = createIds(random);
  expect([MS, MS - 5001, MS - 5000].map((ms) => msOf(nextId(ms)) - MS)).toEqual([0, -5001, -5000]);
});

test('every id of a millisecond sorts between that millisecond and the next', () => {
  for (const ms of [0, 1, MS, 2 ** 48 - 2]) {
    const id = createIds(random)(ms);
    expect([idAt(ms) <= id, id < idAt(ms + 1)], String(ms)).toEqual([true, true]);
  }
});

test('an id tells its millisecond', () => {
  expect([0, MS, 2 ** 48 - 1].map((ms) => msOf(createIds(random)(ms)))).toEqual([0, MS, 2 ** 48 - 1]);
});

test('times before 1970 and beyond twelve hexadecimal digits are the first and the last id', () => {
  expect([idAt(-1), idAt(0)]).toEqual(['0'.repeat(12), '0'.repeat(12)]);
  expect([idAt(2 ** 48), idAt(2 ** 48 - 1)]).toEqual(['f'.repeat(12), 'f'.repeat(12)]);
});

test.each([
  '',
  'f'.repeat(23),
  'f'.repeat(25),
  'F'.repeat(24),
  'g'.repeat(24),
  `${'f'.repeat(24)}\n`,
  ` ${'f'.repeat(24)}`,
])('%j is not an id', (text) => {
  expect(isId(text)).toBe(false);
});
