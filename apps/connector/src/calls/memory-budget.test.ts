import { describe, expect, test } from 'vitest';
import { createMemoryBudget } from './memory-budget.js';

const KIB = 1024;
const open = (limit = 1000 * KIB) => {
  const budget = createMemoryBudget(limit);
  return { budget, open: () => budget.open() };
};

describe('reserve', () => {
  test('a call reserves a margin on top of what it expects, and gives back what it does not need', () => {
    const { budget } = open();
    const call = budget.open();
    call.reserve({ held: 0, expected: 400 });
    expect(budget.reserved).toBe(500);
    call.reserve({ held: 100, expected: 200 });
    expect(budget.reserved).toBe(350);
    call.reserve({ held: 300, expected: 0 });
    expect(budget.reserved).toBe(300);
    call.release();
    call.release();
    expect(budget.reserved).toBe(0);
  });

  test('a call that needs more than is left is refused with 429 and a time to wait, and gives its memory back at once', () => {
    const { budget } = open(1000);
    const [first, second] = [budget.open(), budget.open()];
    first.reserve({ held: 600, expected: 0 });
    second.reserve({ held: 300, expected: 0 });
    expect(() => second.reserve({ held: 300, expected: 101 })).toThrow(
      expect.objectContaining({ code: 'RESOURCE_EXHAUSTED', reason: 'MEMORY_EXHAUSTED', retryAfterMs: 5000 }),
    );
    expect(budget.reserved).toBe(600);
    const third = budget.open();
    third.reserve({ held: 300, expected: 100 });
    expect(budget.reserved).toBe(1000);
    expect(() => budget.open().reserve({ held: 1, expected: 0 })).toThrow('calls in flight');
    first.release();
    budget.open().reserve({ held: 600, expected: 0 });
  });

  test('rows that turn out larger than the first ones do not end a call that reserved its memory', () => {
    const { budget } = open(1000);
    const [call, other] = [budget.open(), budget.open()];
    call.reserve({ held: 100, expected: 400 });
    other.reserve({ held: 400, expected: 0 });
    expect(budget.reserved).toBe(1000);
    for (let held = 100; held <= 500; held += 100) call.reserve({ held: held * 1.1, expected: (500 - held) * 1.1 });
    expect(budget.reserved).toBeLessThanOrEqual(1000);
  });

  test('a call may expect more than there is, but not hold it', () => {
    const { budget } = open(1000);
    const call = budget.open();
    call.holdInput(100);
    call.reserve({ held: 100, expected: 50_000 });
    expect(budget.reserved).toBe(1000);
    call.reserve({ held: 900, expected: 0 });
    expect(() => call.reserve({ held: 901, expected: 0 })).toThrow(
      expect.objectContaining({ code: 'FAILED_PRECONDITION', reason: 'MEMORY_LIMIT', retryAfterMs: undefined }),
    );
    const other = createMemoryBudget(1000);
    other.open().reserve({ held: 1, expected: 0 });
    expect(() => other.open().reserve({ held: 0, expected: 50_000 })).toThrow('calls in flight');
  });
});

test('calls that do not know their need yet leave room for one that does, and the first of them has all the room', () => {
  const { budget } = open(1000);
  const first = budget.open();
  first.reserve({ held: 0, expected: 480 });
  expect(budget.reserved).toBe(600);
  expect(() => budget.open().reserve({ held: 0, expected: 100 })).toThrow('calls in flight');
  first.reserve({ held: 0, expected: 160 });
  const second = budget.open();
  second.reserve({ held: 0, expected: 300 });
  expect(() => budget.open().reserve({ held: 0, expected: 300 })).toThrow('calls in flight');
  second.release();
  budget.open().reserve({ held: 0, expected: 300 });
  first.reserve({ held: 600, expected: 0 });
});

test('the content of a request counts beside the work, and is refused when nothing is left', () => {
  const { budget } = open(1000);
  const call = budget.open();
  call.holdInput(300);
  call.reserve({ held: 500, expected: 0 });
  expect(budget.reserved).toBe(800);
  const other = budget.open();
  other.holdInput(200);
  expect(() => other.holdInput(201)).toThrow('calls in flight');
  call.holdInput(100);
  expect(budget.reserved).toBe(600);
});

test('an answer gives its memory back in shares of what it held, and a released call reserves nothing', () => {
  const { budget } = open(1000);
  const call = budget.open();
  call.reserve({ held: 800, expected: 0 });
  for (const share of [1, 0.5, 0.25]) {
    call.keep(share);
    expect(budget.reserved).toBe(800 * share);
  }
  call.release();
  call.reserve({ held: 100, expected: 0 });
  call.keep(1);
  call.holdInput(10);
  expect(budget.reserved).toBe(0);
});
