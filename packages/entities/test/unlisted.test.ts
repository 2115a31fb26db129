import { createSimulator } from '@twilio-connector/simulator';
import { describe, expect, test } from 'vitest';
import { createEntities, defineEntityType, type Send, sid, text } from '../src/index.js';
import { throughSimulator } from './through-simulator.js';

const simulator = createSimulator({ rows: 40 });
const entities = createEntities({ send: throughSimulator(simulator) });
const [first, second] = simulator.snapshot('Alerts').map((row) => String(row.sid));
const [call] = simulator.snapshot('Notifications').map((row) => ({ Sid: row.sid, CallSid: row.call_sid }));

describe('columns that lists omit', () => {
  test.each([
    ["ResponseBody LIKE '%Gateway%'", 0],
    ["LogLevel = 'error' AND responsebody IS NULL", 23],
    [`Sid = '${first}' OR ResponseBody IS NULL`, 46],
  ])('a column that lists omit cannot be used in the condition %s', async (conditions, position) => {
    const message = `ResponseBody at position ${position} cannot be compared here: Twilio's lists of Alerts omit it; only GET returns it. Use GET, or select entities by key with AND: Sid IN ('…', '…').`;
    const refusal = { code: 'INVALID_CONDITION', position, message };
    await expect(entities.list('Alerts', { conditions })).rejects.toMatchObject(refusal);
    expect(() => entities.explain('Alerts', { conditions })).toThrow(message);
    expect(() => entities.rows('Alerts', { conditions })).toThrow(message);
  });

  test('a list cannot be sorted by a column that lists omit unless the condition names keys', async () => {
    const sortBy = { field: 'ResponseBody' };
    const message = expect.stringMatching(/^Alerts cannot be sorted by ResponseBody: Twilio's lists .*Sid IN/);
    await expect(entities.list('Alerts', { sortBy })).rejects.toMatchObject({ code: 'INVALID_SORT', message });
    const named = await entities.list('Alerts', { sortBy, conditions: `Sid IN ('${first}', '${second}')` });
    expect(named.entities.map(({ ResponseBody }) => ResponseBody)).toEqual(['', '<h1>Bad Gateway</h1>']);
  });

  test('a column that lists omit can be compared if the condition names keys', async () => {
    const levels = ['error', 'warning', 'notice'].map((level) => `'${level}'`).join();
    const others = Array.from({ length: 400 }, (_, index) => `'NO${String(index).padStart(32, '0')}'`).join();
    const conditions = `LogLevel IN (${levels}) AND Sid IN (${others}) AND ResponseBody IS NOT NULL`;
    expect(entities.explain('Alerts', { conditions }).requests).toEqual({ least: 400, most: 400 });
    const found = await entities.list('Alerts', {
      conditions: `Sid IN ('${first}', '${second}') AND ResponseBody LIKE '%Gateway%'`,
    });
    expect(found.entities).toHaveLength(1);
  });

  test('a column that lists omit is null in all rows of a mixed answer', async () => {
    const mixed = await entities.list('Alerts', { conditions: `Sid = '${first}' OR LogLevel = 'error'` });
    expect(new Set(mixed.entities.map(({ ResponseBody }) => ResponseBody))).toEqual(new Set([null]));
    const { why } = entities.explain('Alerts', { conditions: "LogLevel = 'error'" });
    expect(why).toContain(
      "Twilio's lists omit RequestVariables, ResponseBody, ResponseHeaders, RequestHeaders, so these are null here.",
    );
  });

  test('a condition on a column that lists omit is refused or answered without scanning parents', async () => {
    let sent = 0;
    const send = throughSimulator(simulator);
    const counted = createEntities({
      send: (...request) => {
        sent += 1;
        return send(...request);
      },
    });
    const refused = counted.list('CallNotifications', { conditions: "ResponseBody = ''", allowParentScan: 100 });
    await expect(refused).rejects.toThrow("select entities by key with AND: CallSid = '…' AND Sid IN ('…', '…').");
    expect(sent).toBe(0);
    const conditions = `CallSid = '${String(call?.CallSid)}' AND Sid = '${String(call?.Sid)}' AND ResponseBody IS NOT NULL`;
    expect((await counted.list('CallNotifications', { conditions })).entities).toHaveLength(1);
    expect(sent).toBe(1);
  });

  test('a bulk delete by a column that lists omit is refused', async () => {
    const things = defineEntityType({
      name: 'Things',
      description: 'Things.',
      docs: 'https://www.twilio.com/docs',
      path: '/v1/Things',
      collection: 'things',
      operations: ['LIST', 'GET', 'DELETE'],
      fields: { Sid: sid('TH', { key: true }), Body: text({ onlyIn: 'GET' }) },
    });
    const send: Send = () => Promise.reject(new Error('Unexpected request.'));
    const some = createEntities({ catalog: { Things: things }, bulk: true, send });
    await expect(some.deleteMany('Things', { conditions: 'Body IS NULL' })).rejects.toMatchObject({
      code: 'INVALID_CONDITION',
      position: 0,
    });
  });
});

test('a column that only CREATE returns can be neither compared nor sorted', async () => {
  const message = 'Secret at position 0 cannot be compared here: only the answer to CREATE of Keys contains it.';
  await expect(entities.list('Keys', { conditions: 'Secret IS NULL' })).rejects.toThrow(message);
  await expect(entities.list('Keys', { sortBy: { field: 'Secret' } })).rejects.toMatchObject({ code: 'INVALID_SORT' });
});
