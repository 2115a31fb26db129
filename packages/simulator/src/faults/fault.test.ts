import { describe, expect, test } from 'vitest';
import { isSimulatorError } from '../errors.js';
import { checkFault, parseFault, parseFaults } from './fault.js';

const messageOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (isSimulatorError(error) && error.code === 'INVALID_FAULT') return error.message;
    throw error;
  }
  return 'no error';
};

describe('checkFault', () => {
  test('checkFault returns a valid fault unchanged', () => {
    const fault = { kind: 'status', status: 503, method: 'POST', path: '/Calls', count: 2, probability: 0.5, seed: 9 };
    expect(checkFault(fault)).toEqual(fault);
    expect(checkFault({ kind: 'slow', ms: 0, count: undefined })).toMatchObject({ kind: 'slow', ms: 0 });
  });

  test.each([
    [{}, /kind must be one of status, reset, slow, truncate, dropAfterProcessing/],
    [{ kind: 'explode' }, /kind must be/],
    [{ kind: 'status', status: 200 }, /status must be a whole number from 400 to 599/],
    [{ kind: 'status', status: '500' }, /status must be/],
    [{ kind: 'slow', ms: -1 }, /ms must be/],
    [{ kind: 'reset', count: 0 }, /count must be/],
    [{ kind: 'reset', count: 1.5 }, /count must be/],
    [{ kind: 'reset', probability: 2 }, /probability must be a number from 0 to 1/],
    [{ kind: 'reset', probability: '0.5' }, /probability must be/],
    [{ kind: 'reset', probability: Number.NaN }, /probability must be/],
    [{ kind: 'reset', path: 5 }, /path must be/],
    [{ kind: 'reset', method: {} }, /method must be/],
    [{ kind: 'reset', seed: -1 }, /seed must be/],
    [{ kind: 'reset', probabilty: 0.5 }, /^"probabilty" is not a member of a fault. Members: kind, status,/],
    [{ kind: 'reset', toString: 1 }, /"toString" is not a member of a fault/],
  ])('checkFault rejects %j', (fault, message) => {
    expect(messageOf(() => checkFault(fault))).toMatch(message);
  });
});

describe('parseFaults', () => {
  test('parseFaults reads a list of faults, each with its own probability', () => {
    expect(parseFaults('status=429:0.01, reset:0.001,slow=200,dropAfterProcessing:1')).toEqual([
      { kind: 'status', status: 429, probability: 0.01, seed: 1 },
      { kind: 'reset', probability: 0.001, seed: 2 },
      { kind: 'slow', ms: 200, seed: 3 },
      { kind: 'dropAfterProcessing', probability: 1, seed: 4 },
    ]);
    expect(parseFaults('')).toEqual([]);
  });

  test.each([
    'explode',
    'status=200',
    'status=',
    'status=5 03',
    'status=503=1',
    'status=abc:0.1',
    'reset:2',
    'reset:often',
    'reset:',
    'reset:0.1:0.2',
    'reset=503',
    'slow=-1',
  ])('parseFaults rejects %j', (text) => {
    expect(messageOf(() => parseFaults(text))).toMatch(/fault/);
  });
});

test('parseFault reads one fault without a probability', () => {
  expect(parseFault(' status=503 ')).toEqual({ kind: 'status', status: 503 });
  expect(parseFault('truncate')).toEqual({ kind: 'truncate' });
  expect(messageOf(() => parseFault('reset:0.5'))).toMatch(/kind must be/);
  expect(messageOf(() => parseFault(''))).toMatch(/kind must be/);
});
