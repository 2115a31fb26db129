import { createSimulator } from '@twilio-connector/simulator';
import { expect, test } from 'vitest';
import { catalog, createEntities, type Send } from '../src/index.js';
import { throughSimulator } from './through-simulator.js';

const messages = { ...catalog.Messages, maxPageSize: 50 };
const recordings = { ...catalog.Recordings, maxPageSize: 20 };
const BOUNDS = (['instant', 'day'] as const).flatMap((bound) =>
  (['inclusive', 'exclusive'] as const).map((upper) => ({ bound, upper })),
);

/** A simulator in which every tenth message was not sent. */
function open(timeFilters?: (typeof BOUNDS)[number]) {
  const simulator = createSimulator({ rows: 600, ...(timeFilters && { timeFilters }) });
  const unsent = { status: 'scheduled', date_sent: null, send_at: Date.now() + 86_400_000 };
  const all = simulator.snapshot('Messages');
  simulator.seed(
    'Messages',
    all.map((row, index) => (index % 10 === 0 ? { ...row, ...unsent } : row)),
  );
  return { simulator, send: throughSimulator(simulator) };
}

async function keysOf(rows: AsyncIterable<{ readonly Sid: string | null }>): Promise<string[]> {
  const keys: string[] = [];
  for await (const { Sid } of rows) keys.push(String(Sid));
  return keys.sort();
}

test.each([undefined, ...BOUNDS])(
  'a scan of the simulated Twilio returns each message that was sent once, while others arrive: %o',
  async (timeFilters) => {
    const { simulator, send } = open(timeFilters);
    const before = simulator.snapshot('Messages').filter(({ date_sent: sent }) => sent !== null);
    const arriving: Send = (request, options) => {
      simulator.receiveMessage({ From: '+15550109999', To: '+15550100100', Body: 'Hello' });
      return send(request, options);
    };
    const found = await keysOf(
      createEntities({ send: arriving }).rows(messages, { conditions: 'DateSent IS NOT NULL' }),
    );
    const known = new Set(before.map(({ sid }) => sid));
    expect(found.filter((sid) => known.has(sid))).toEqual([...known].sort());
    expect(new Set(found).size).toBe(found.length);
  },
);

test.each(BOUNDS)('a scan of all simulated recordings needs no condition: %o', async (timeFilters) => {
  const { simulator, send } = open(timeFilters);
  const found = await keysOf(createEntities({ send }).rows(recordings));
  expect(found).toEqual(
    simulator
      .snapshot('Recordings')
      .map(({ sid }) => sid)
      .sort(),
  );
});
