import { mockNetwork } from '@tooling/vitest/network';
import { describe, expect, test } from 'vitest';
import { basic, simulate, START } from '../test/simulate.js';
import { createSimulator, isSimulatorError } from './index.js';

const MESSAGE = { To: '+15550100001', From: '+15550100100', Body: 'Hello' };

describe('in process, through msw', () => {
  const simulator = createSimulator({ rows: 5 });
  mockNetwork(...simulator.handlers);
  const init = { headers: { Authorization: basic(simulator.accountSid, simulator.authToken) } };
  const path = `/2010-04-01/Accounts/${simulator.accountSid}/Messages.json`;

  test('the msw handlers answer for every Twilio host, including regions and edges', async () => {
    for (const host of ['api.twilio.com', 'api.dublin.ie1.twilio.com']) {
      const response = await fetch(`https://${host}${path}`, init);
      expect(await response.json()).toMatchObject({ messages: { length: 6 } });
    }
  });

  test('faults cut connections of fetch through msw', async () => {
    simulator.addFault({ kind: 'reset', count: 1 });
    await expect(fetch(`https://api.twilio.com${path}`, init)).rejects.toThrow(TypeError);
    simulator.addFault({ kind: 'truncate', count: 1 });
    const response = await fetch(`https://api.twilio.com${path}`, init);
    await expect(response.text()).rejects.toThrow('terminated');
    expect((await fetch(`https://api.twilio.com${path}`, init)).status).toBe(200);
  });

  test('`fetch` answers like the handlers, and returns an error response for other hosts', async () => {
    const { status } = await simulator.fetch(new Request(`https://api.twilio.com${path}`, init));
    expect(status).toBe(200);
    expect((await simulator.fetch(new Request('https://example.com/'))).type).toBe('error');
  });
});

describe('the clock', () => {
  test('the clock only advances, and by a limited time', async () => {
    const { simulator, post } = simulate();
    const { body } = await post('/Messages.json', MESSAGE);
    simulator.advance(60_000);
    expect(simulator.snapshot('Messages').at(-1)).toMatchObject({ sid: body.sid, status: 'delivered' });
    for (const ms of [-1, Number.NaN, Number.POSITIVE_INFINITY, 1e300]) {
      expect(() => simulator.advance(ms)).toThrow(
        /^The number of milliseconds by which the clock advances must be from 0 to \d+\.$/,
      );
    }
  });
});

describe('reset', () => {
  test('`reset` restores data, clock, faults and journal', async () => {
    const simulated = simulate({ faults: [{ kind: 'status', status: 503, count: 1 }] });
    const { simulator, post, remove } = simulated;
    const before = simulator.snapshot('Messages');
    expect((await post('/Messages.json', MESSAGE)).status).toBe(503);
    expect((await post('/Messages.json', MESSAGE)).status).toBe(201);
    await remove(`/Messages/${before[0]!.sid}.json`);
    simulator.addFault({ kind: 'reset' });
    simulator.advance(1000);
    simulator.reset();
    expect(simulator.snapshot('Messages')).toEqual(before);
    expect([simulator.journal.count, simulator.journal.requests()]).toEqual([0, []]);
    expect((await post('/Messages.json', MESSAGE)).status).toBe(503);
    expect((await post('/Messages.json', MESSAGE)).status).toBe(201);
    expect(simulator.snapshot('Messages').at(-1)).toMatchObject({ date_created: START });
  });

  test('`clearFaults` removes initial and added faults', async () => {
    const { simulator, get } = simulate({ faults: [{ kind: 'status' }] });
    simulator.addFault({ kind: 'reset' });
    simulator.clearFaults();
    expect((await get('/Calls.json')).status).toBe(200);
  });
});

describe('snapshot', () => {
  test('`snapshot` returns the current entities, oldest first, and later changes do not affect it', async () => {
    const { simulator, post } = simulate();
    const sid = 'PN4047ac009a15885690a50a1d388b8411';
    const before = simulator.snapshot('IncomingPhoneNumbers');
    await post(`/IncomingPhoneNumbers/${sid}.json`, { FriendlyName: 'New' });
    expect(before[0]).toMatchObject({ sid, friendly_name: '(555) 010-0100' });
    expect(simulator.snapshot('IncomingPhoneNumbers')[0]).toMatchObject({ sid, friendly_name: 'New' });
    expect(() => simulator.snapshot('Nothing')).toThrow(/^"Nothing" is not a known resource. Known resources: Calls/);
  });
});

test('`seed` replaces the entities of a resource until the next reset', async () => {
  const { simulator, get } = simulate();
  const before = simulator.snapshot('Calls');
  const sid = `CA${'1'.repeat(32)}`;
  simulator.seed('Calls', [{ sid, status: 'completed', start_time: START, to: '+15550100001' }]);
  const { body } = await get('/Calls.json');
  expect(body.calls).toEqual([expect.objectContaining({ sid, to: '+15550100001', price: null })]);
  simulator.seed('Calls', []);
  expect(simulator.snapshot('Calls')).toEqual([]);
  simulator.reset();
  expect(simulator.snapshot('Calls')).toEqual(before);
  expect(() => simulator.seed('Nothing', [])).toThrow(/^"Nothing" is not a known resource. Known resources: Calls/);
});

test.each([{ rows: -1 }, { rows: 1.5 }, { seed: Number.NaN }, { latencyMs: -5 }, { rate: Number.POSITIVE_INFINITY }])(
  'createSimulator rejects the options %j',
  (options) => {
    const [name] = Object.keys(options);
    try {
      createSimulator(options);
      expect.unreachable();
    } catch (error) {
      expect(isSimulatorError(error) && [error.code, error.message]).toEqual([
        'INVALID_OPTION',
        expect.stringMatching(new RegExp(`^The option ${name} must be a whole number of at least 0`)),
      ]);
    }
  },
);
