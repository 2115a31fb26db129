import { describe, expect, test } from 'vitest';
import { finish } from '../../test/finish.js';
import { calls } from '../catalog/voice/calls.js';
import { parseCondition } from '../conditions/parse.js';
import { checkCondition } from './conditions.js';
import { planReads } from './reads.js';
import { createRowTest } from './row-test.js';
import { carryOut } from '../work.js';

type Row = Record<string, unknown>;

/** Returns the reads of a plan to which a row belongs. */
function readsOf(text: string, row: Row): readonly number[] {
  const condition = checkCondition(calls, parseCondition(text, calls));
  const reads = planReads(calls, condition);
  const belongs = carryOut(createRowTest(condition, reads));
  return reads.flatMap((_, read) => (finish(belongs(row, read)).result ? [read] : []));
}

const key = (digit: number) => `CA${String(digit).repeat(32)}`;
const DAY = '2024-01-01T12:00:00Z';

describe('a row that several reads may return', () => {
  test.each<readonly [string, Row, readonly number[]]>([
    ["To = 'a' OR Sender = 'b'", { To: 'a', Sender: 'b' }, [0]],
    ["To = 'a' OR Sender = 'b'", { To: 'c', Sender: 'b' }, [1]],
    ["To = 'a' OR Sender = 'b'", { To: 'c', Sender: 'c' }, []],
    ["To IN ('a', 'b', 'c')", { To: 'c' }, [2]],
    // Twilio compares by day, so the first read may return a row of another time.
    [
      `(To = 'a' AND StartTime > ${DAY}) OR (To = 'a' AND Status = 'busy')`,
      { To: 'a', StartTime: DAY, Status: 'busy' },
      [1],
    ],
    [
      `(To = 'a' AND StartTime > ${DAY}) OR (To = 'b' AND Status = 'busy')`,
      { To: 'b', StartTime: DAY, Status: 'busy' },
      [1],
    ],
    [`Sid = '${key(1)}' OR To = 'a'`, { Sid: key(1), To: 'a' }, [0]],
    [`Sid = '${key(1)}' OR To = 'a'`, { Sid: key(2), To: 'a' }, [1]],
    [`Sid IN ('${key(1)}', '${key(2)}') AND To = 'a'`, { Sid: key(2), To: 'a' }, [1]],
    [`Sid IN ('${key(1)}', '${key(2)}') AND To = 'a'`, { Sid: key(2), To: 'b' }, []],
    ["(To = 'a' OR To = 'b') AND (Status = 'busy' OR Sender = 'x')", { To: 'b', Status: 'busy', Sender: 'x' }, [2]],
    ["To = 'a' OR Sender = 'b'", { To: null, Sender: 'b' }, [1]],
    ["To IN ('a', 'b')", { To: null }, []],
  ])('belongs to the first read whose branch it matches: %s, %j', (condition, row, reads) => {
    expect(readsOf(condition, row)).toEqual(reads);
  });
});

test('a row of a thousand reads with different values of a column is compared with its own read only', () => {
  const sid = (at: number) => `CA${String(at).padStart(32, '0')}`;
  const keys = Array.from({ length: 1000 }, (_, at) => `'${sid(at)}'`);
  const condition = checkCondition(calls, parseCondition(`Sid IN (${keys.join()})`, calls));
  const reads = planReads(calls, condition);
  const belongs = carryOut(createRowTest(condition, reads));
  for (const read of [0, 999]) {
    const { result, pieces } = finish(belongs({ Sid: sid(read) }, read));
    expect([result, pieces.length]).toEqual([true, 2]);
  }
});

test('the tests of a thousand comparisons, reads and values are created in small pieces', () => {
  const times = (make: (index: number) => string) => Array.from({ length: 1000 }, (_, index) => make(index));
  const texts = [
    times((index) => `Status LIKE '%${index}%'`).join(' OR '),
    `Sid IN (${times((index) => `'CA${String(index).padStart(32, '0')}'`).join()})`,
  ];
  for (const text of texts) {
    const condition = checkCondition(calls, parseCondition(text, calls));
    const { pieces } = finish(createRowTest(condition, planReads(calls, condition)));
    expect(pieces.length).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...pieces)).toBeLessThan(1000);
  }
});
