import { describe, expect, test } from 'vitest';
import { calls } from '../catalog/voice/calls.js';
import { recordings } from '../catalog/voice/recordings.js';
import { parseCondition } from '../conditions/parse.js';
import type { EntityType } from '../model/index.js';
import { checkCondition } from './conditions.js';
import { planningReads, planReads } from './reads.js';
import { SLICE_UNITS } from '../work.js';
import { finish } from '../../test/finish.js';

const CA = (digit: number) => `CA${String(digit).repeat(32)}`;

/** Represents each read by its key or by Twilio's filters. */
function reads(text: string, entityType: EntityType = calls) {
  const planned = planReads(entityType, checkCondition(entityType, parseCondition(text, entityType)));
  return planned.map(({ isGet, inPath, query }) => (isGet ? inPath.Sid : query));
}

describe('planReads', () => {
  test.each([
    ["To = 'a' OR To = 'b'", [{ To: 'a' }, { To: 'b' }]],
    ["To IN ('a', 'b', 'a')", [{ To: 'a' }, { To: 'b' }]],
    [
      "To IN ('a', 'b') AND Status = 'busy'",
      [
        { Status: 'busy', To: 'a' },
        { Status: 'busy', To: 'b' },
      ],
    ],
    [
      "(To = 'a' OR Sender = 'a') AND StartTime >= 2024-01-01",
      [
        { 'StartTime>': '2024-01-01T00:00:00Z', To: 'a' },
        { 'StartTime>': '2024-01-01T00:00:00Z', From: 'a' },
      ],
    ],
    ["To = 'a' OR Duration > 5", [{}]],
    ["To = 'a' AND Duration > 5", [{ To: 'a' }]],
    ["To != 'a'", [{}]],
    ["NOT To != 'a'", [{ To: 'a' }]],
    ['NOT StartTime < 2024-01-01', [{ 'StartTime>': '2024-01-01T00:00:00Z' }]],
    ["NOT (To != 'a' OR Status != 'busy')", [{ Status: 'busy', To: 'a' }]],
    ["NOT (To != 'a' AND To != 'b')", [{ To: 'a' }, { To: 'b' }]],
    ["NOT (NOT To = 'a')", [{ To: 'a' }]],
    ["To NOT IN ('a')", [{}]],
    ["To LIKE 'a%'", [{}]],
    [
      'StartTime BETWEEN 2024-01-01 AND 2024-01-31',
      [{ 'StartTime>': '2024-01-01T00:00:00Z', 'StartTime<': '2024-02-01' }],
    ],
    [`Sid = '${CA(1)}'`, [CA(1)]],
    [`Sid IN ('${CA(1)}', '${CA(2)}')`, [CA(1), CA(2)]],
    [`Sid = '${CA(1)}' OR To = 'a'`, [CA(1), { To: 'a' }]],
    [`Sid = '${CA(1)}' AND To = 'a'`, [CA(1)]],
    [`Sid = '${CA(1)}' AND To IN ('a', 'b')`, [CA(1)]],
    [`Sid IN ('${CA(1)}', '${CA(2)}') AND Sid IN ('${CA(2)}', '${CA(3)}')`, [CA(2)]],
    [`Sid != '${CA(1)}'`, [{}]],
    ["To IN ('a','b','c') AND Sender IN ('d','e','f') AND Status IN ('busy','failed')", 'few'],
  ])('the condition %s is planned as the reads %j', (text, expected) => {
    const planned = reads(text);
    if (expected === 'few') expect(planned.length).toBeLessThanOrEqual(10);
    else expect(planned).toEqual(expected);
  });

  test('a condition that would need too many lists is read with a single list, but many keys are still read with one GET each', () => {
    const values = Array.from({ length: 11 }, (_, index) => `'${index}'`).join();
    expect(reads(`To IN (${values})`)).toEqual([{}]);
    expect(reads(`To IN (${values}) AND Status = 'busy'`)).toEqual([{ Status: 'busy' }]);
    const keys = Array.from({ length: 300 }, (_, index) => `'CA${String(index).padStart(32, '0')}'`);
    expect(reads(`Sid IN (${keys.join()})`)).toHaveLength(300);
  });

  test('a thousand reads are planned in small pieces', () => {
    const keys = Array.from({ length: 1000 }, (_, index) => `Sid = 'CA${String(index).padStart(32, '0')}'`);
    const condition = checkCondition(calls, parseCondition(keys.join(' OR '), calls));
    const { result, pieces } = finish(planningReads(calls, condition));
    expect(result).toHaveLength(1000);
    expect(pieces.length).toBeGreaterThanOrEqual(1000);
    expect(Math.max(...pieces)).toBeLessThan(SLICE_UNITS);
  });

  test('lists of keys joined by AND are planned without combinatorial explosion', () => {
    const value = Array.from({ length: 1000 }, (_, index) => `CA${String(index).padStart(32, '0')}`);
    const and = Array.from({ length: 20 }, () => ({ field: 'Sid', operator: 'IN', value }) as const);
    const condition = checkCondition(calls, { and });
    const start = process.threadCpuUsage();
    expect(planReads(calls, condition)).toHaveLength(1000);
    // Combining any two of these lists would take seconds. Other processes do not add to the CPU time of this thread.
    expect(process.threadCpuUsage(start).user).toBeLessThan(1_000_000);
  });

  test('a pseudo-column is part of every read, even if the condition names the key', () => {
    expect(reads('IncludeSoftDeleted = true', recordings)).toEqual([{ IncludeSoftDeleted: 'true' }]);
    const key = `RE${'1'.repeat(32)}`;
    expect(reads(`Sid = '${key}' AND IncludeSoftDeleted = true`, recordings)).toEqual([{ IncludeSoftDeleted: 'true' }]);
    expect(reads(`CallSid IN ('${CA(1)}','${CA(2)}') AND IncludeSoftDeleted = true`, recordings)).toEqual([
      { IncludeSoftDeleted: 'true', CallSid: CA(1) },
      { IncludeSoftDeleted: 'true', CallSid: CA(2) },
    ]);
    for (const text of [
      'NOT IncludeSoftDeleted = true',
      "IncludeSoftDeleted = true OR CallSid = 'x'",
      'IncludeSoftDeleted != true',
    ]) {
      expect(() => reads(text, recordings)).toThrow('can only be compared with =, joined by AND');
    }
  });
});
