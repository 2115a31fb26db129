import { describe, expect, test } from 'vitest';
import type { Fault } from './fault.js';
import { createFaults } from './active-faults.js';

const POST = { method: 'POST', path: '/2010-04-01/Accounts/AC0/Messages.json', header: null };
const GET = { ...POST, method: 'GET' };

describe('faults', () => {
  test('strike by method and path, the first that fits', () => {
    const faults = createFaults([
      { kind: 'reset', method: 'post', path: '/Calls' },
      { kind: 'status', method: 'post' },
      { kind: 'slow', path: 'Accounts/*/Mess*.json' },
    ]);
    expect(faults.strike(POST)?.kind).toBe('status');
    expect(faults.strike(GET)?.kind).toBe('slow');
    expect(faults.strike({ ...GET, path: '/Calls' })).toBeUndefined();
    expect(faults.strike({ ...POST, path: '/Calls' })?.kind).toBe('reset');
  });

  test('take the path as it is written: a dot is no wildcard', () => {
    const faults = createFaults([{ kind: 'reset', path: '/Messages.json' }]);
    expect(faults.strike({ ...POST, path: '/MessagesXjson' })).toBeUndefined();
    expect(faults.strike(POST)).toBeDefined();
  });

  test('strike as many times as they say, then let pass', () => {
    const faults = createFaults([{ kind: 'status', status: 503, count: 2 }, { kind: 'reset' }]);
    expect([1, 2, 3].map(() => faults.strike(POST)?.kind)).toEqual(['status', 'status', 'reset']);
  });

  test('strike as likely as they say, the same with the same seed', () => {
    const times = (fault: Fault) => {
      const faults = createFaults([fault]);
      return Array.from({ length: 1000 }, () => faults.strike(POST) !== undefined);
    };
    const struck = times({ kind: 'reset', probability: 0.2, seed: 4 });
    expect(struck.filter(Boolean).length).toBeGreaterThan(150);
    expect(struck.filter(Boolean).length).toBeLessThan(250);
    expect(times({ kind: 'reset', probability: 0.2, seed: 4 })).toEqual(struck);
    expect(times({ kind: 'reset', probability: 0.2, seed: 5 })).not.toEqual(struck);
    expect(times({ kind: 'reset', probability: 0 })).not.toContain(true);
  });

  test('what a request asks for itself goes before all others and does not use them up', () => {
    const faults = createFaults([{ kind: 'status', count: 1 }]);
    expect(faults.strike({ ...POST, header: 'slow=5' })).toEqual({ kind: 'slow', ms: 5 });
    expect(faults.strike(POST)?.kind).toBe('status');
    expect(() => faults.strike({ ...POST, header: 'nonsense' })).toThrow(/kind must be one of/);
  });

  test('are added, cleared, and set back to those of the start', () => {
    const faults = createFaults([{ kind: 'status', count: 1 }]);
    faults.strike(POST);
    faults.add({ kind: 'reset' });
    expect(faults.strike(POST)?.kind).toBe('reset');
    faults.clear();
    expect(faults.strike(POST)).toBeUndefined();
    faults.reset();
    expect([faults.strike(POST)?.kind, faults.strike(POST)]).toEqual(['status', undefined]);
  });

  test('are checked, those of the start as well', () => {
    expect(() => createFaults([{ kind: 'status', status: 99 }])).toThrow(/status must be/);
    expect(() => createFaults([]).add({ kind: 'nonsense' })).toThrow(/kind must be/);
  });
});
