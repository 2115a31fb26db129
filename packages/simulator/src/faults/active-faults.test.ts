import { describe, expect, test } from 'vitest';
import { createActiveFaults } from './active-faults.js';
import type { Fault } from './fault.js';

const POST = { method: 'POST', path: '/2010-04-01/Accounts/AC0/Messages.json', header: null };
const GET = { ...POST, method: 'GET' };

describe('active faults', () => {
  test('the first fault whose method and path match a request applies', () => {
    const faults = createActiveFaults([
      { kind: 'reset', method: 'post', path: '/Calls' },
      { kind: 'status', method: 'post' },
      { kind: 'slow', path: 'Accounts/*/Mess*.json' },
    ]);
    expect(faults.take(POST)?.kind).toBe('status');
    expect(faults.take(GET)?.kind).toBe('slow');
    expect(faults.take({ ...GET, path: '/Calls' })).toBeUndefined();
    expect(faults.take({ ...POST, path: '/Calls' })?.kind).toBe('reset');
  });

  test('a dot in the path of a fault is not a wildcard', () => {
    const faults = createActiveFaults([{ kind: 'reset', path: '/Messages.json' }]);
    expect(faults.take({ ...POST, path: '/MessagesXjson' })).toBeUndefined();
    expect(faults.take(POST)).toBeDefined();
  });

  test('a fault with a count applies to that many requests and then no longer', () => {
    const faults = createActiveFaults([{ kind: 'status', status: 503, count: 2 }, { kind: 'reset' }]);
    expect([1, 2, 3].map(() => faults.take(POST)?.kind)).toEqual(['status', 'status', 'reset']);
  });

  test('a fault applies with its probability, to the same requests for the same seed', () => {
    const outcomes = (fault: Fault) => {
      const faults = createActiveFaults([fault]);
      return Array.from({ length: 1000 }, () => faults.take(POST) !== undefined);
    };
    const first = outcomes({ kind: 'reset', probability: 0.2, seed: 4 });
    expect(first.filter(Boolean).length).toBeGreaterThan(150);
    expect(first.filter(Boolean).length).toBeLessThan(250);
    expect(outcomes({ kind: 'reset', probability: 0.2, seed: 4 })).toEqual(first);
    expect(outcomes({ kind: 'reset', probability: 0.2, seed: 5 })).not.toEqual(first);
    expect(outcomes({ kind: 'reset', probability: 0 })).not.toContain(true);
  });

  test('the fault header of a request takes precedence and does not use up the count of other faults', () => {
    const faults = createActiveFaults([{ kind: 'status', count: 1 }]);
    expect(faults.take({ ...POST, header: 'slow=5' })).toEqual({ kind: 'slow', ms: 5 });
    expect(faults.take(POST)?.kind).toBe('status');
    expect(() => faults.take({ ...POST, header: 'nonsense' })).toThrow(/kind must be one of/);
  });

  test('`reset` restores the initial faults after others were added and all were cleared', () => {
    const faults = createActiveFaults([{ kind: 'status', count: 1 }]);
    faults.take(POST);
    faults.add({ kind: 'reset' });
    expect(faults.take(POST)?.kind).toBe('reset');
    faults.clear();
    expect(faults.take(POST)).toBeUndefined();
    faults.reset();
    expect([faults.take(POST)?.kind, faults.take(POST)]).toEqual(['status', undefined]);
  });

  test('initial and added faults are validated', () => {
    expect(() => createActiveFaults([{ kind: 'status', status: 99 }])).toThrow(/status must be/);
    expect(() => createActiveFaults([]).add({ kind: 'nonsense' })).toThrow(/kind must be/);
  });
});
