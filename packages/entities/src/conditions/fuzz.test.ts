import { fuzzRuns } from '@tooling/vitest/fuzz';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { catalog } from '../catalog/index.js';
import { checkCondition } from '../engine/conditions.js';
import { EntityError } from '../errors.js';
import { toCondition } from './to-condition.js';
import { MAX_LENGTH } from './tokenize.js';
import { carryOut } from '../work.js';

const RUNS = fuzzRuns(1_000_000);
// CPU time of this thread. A condition of the maximum length takes 20 to 70 ms; with quadratic work, it would take seconds.
const LIMIT_MS = 500;
// Wall-clock measurements are noisy on a busy machine, so they get more tries.
const TRIES = typeof process.threadCpuUsage === 'function' ? 5 : 10;

const WORDS = ["To = 'a'", ' AND ', ' OR ', ' NOT ', 'Sid', '=', '<>', "'", '"', '(', ')', ',', ' IN (', ' LIKE '];
const MORE = [
  ' ESCAPE ',
  '<',
  ' BETWEEN ',
  ' IS ',
  ' NULL',
  '2024-01-01',
  'T10:00:00Z',
  '+1',
  '-0.5',
  'true',
  '\u0000',
  '\n',
  '💬',
  '%',
];
const word = fc.constantFrom(...WORDS, ...MORE);
const VALID = [
  "To = '+15550100001' AND (DateSent >= 2024-01-01 OR Body LIKE '%STOP%' ESCAPE '!')",
  "NOT (Price IS NULL) AND NumSegments BETWEEN 1 AND 3 AND Status IN ('sent', 'failed')",
  "Sender <> 'O''Brien' OR DateCreated < '2024-01-01T00:00:00Z'",
  'SM3ad97d41e786c02bca47c8ce1745053b',
];
/** A valid condition with a few characters removed, duplicated or replaced. */
const mutated = fc
  .tuple(
    fc.constantFrom(...VALID),
    fc.array(fc.tuple(fc.nat(200), fc.nat(8), fc.string({ maxLength: 3 })), { maxLength: 4 }),
  )
  .map(([text, edits]) =>
    edits.reduce((changed, [at, length, other]) => changed.slice(0, at) + other + changed.slice(at + length), text),
  );
const texts = fc.oneof(
  mutated,
  fc.array(word, { maxLength: 12 }).map((words) => words.join('')),
  fc.string(),
);

test('each random or mutated condition is accepted or refused with a position, and none is slow', () => {
  let refused = 0;
  fc.assert(
    fc.property(texts, (text) => {
      if (fastest(() => read(text)) > LIMIT_MS) throw new Error('The condition took too long to parse.');
      const error = read(text);
      if (error === undefined) return;
      refused += 1;
      const { position = -1 } = error instanceof EntityError && error.code === 'INVALID_CONDITION' ? error : {};
      if (position < 0 || position > text.length) throw error;
    }),
    { numRuns: RUNS },
  );
  // The input must contain both valid and invalid conditions.
  expect(refused).toBeGreaterThan(RUNS / 10);
  expect(refused).toBeLessThan(RUNS);
}, 600_000);

test.each([
  ["To = 'a' OR "],
  ["'"],
  ['1'],
  ['a'],
  ['('],
  ['NOT '],
  [' '],
  ["To IN ('a',", "'a',"],
  ['+-'],
  ['<'],
  ['\u0000'],
  ["To LIKE '", '%_'],
])('a condition of the maximum length that repeats %j is parsed quickly', (first, again = first) => {
  const text = (first + again.repeat(MAX_LENGTH / again.length)).slice(0, MAX_LENGTH);
  expect(fastest(() => read(text))).toBeLessThan(LIMIT_MS);
  expect(read(`${text} `)).toMatchObject({ code: 'INVALID_CONDITION', position: MAX_LENGTH });
});

function read(text: string): unknown {
  try {
    checkCondition(catalog.Messages, carryOut(toCondition(catalog.Messages, text)));
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Measures the fastest of several runs in milliseconds. Stops at the first run within the limit. */
function fastest(action: () => unknown): number {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < TRIES && best > LIMIT_MS; tries += 1) {
    const start = nowMs();
    action();
    best = Math.min(best, nowMs() - start);
  }
  return best;
}

/** Returns the CPU time of this thread if Node provides it, so that other processes do not disturb the measurement. */
function nowMs(): number {
  if (typeof process.threadCpuUsage !== 'function') return performance.now();
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
