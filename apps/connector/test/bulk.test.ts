import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { json, startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
let strict: TestBed;
beforeAll(async () => {
  [bed, strict] = await Promise.all([startTestBed({ CONNECTOR_BULK: 'true' }), startTestBed()]);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => Promise.all([bed.close(), strict.close()]));

const enc = encodeURIComponent;
const messages = () => bed.simulator.snapshot('Messages');
const failing = (path: string) => bed.simulator.addFault({ kind: 'status', status: 500, method: 'POST', path });

describe('bulk writes', () => {
  const conditions = "Direction = 'inbound' AND Body != ''";
  const update = (where = conditions) =>
    bed.call(`/entityTypes/Messages/entities:updateEntitiesWithConditions?conditions=${enc(where)}`, {
      ...json({ fields: { Body: '' } }),
    });
  const remove = () =>
    bed.call(
      `/entityTypes/Calls/entities:deleteEntitiesWithConditions?conditions=${enc("Status = 'completed'")}`,
      json({}),
    );

  test('a bulk update writes each matching entity once and reports the counts', async () => {
    const before = messages().filter(({ direction, body }) => direction === 'inbound' && body !== '');
    const answer = await update();
    expect(answer.json).toMatchObject({
      response: {},
      metadata: { twilio: { bulk: { found: before.length, done: before.length, failed: [], notReached: 0 } } },
    });
    expect(answer.headers.get('x-twilio-requests')).toBe(String(before.length + 1));
    expect(messages().filter(({ direction, body }) => direction === 'inbound' && body !== '')).toEqual([]);
    expect(messages().some(({ direction, body }) => direction !== 'inbound' && body !== '')).toBe(true);
    expect((await update()).json.metadata.twilio.bulk).toMatchObject({ found: 0, done: 0 });
  });

  test('an incomplete bulk delete is an error with its counts, and repeating the call deletes the rest', async () => {
    const done = bed.simulator.snapshot('Calls').filter(({ status }) => status === 'completed');
    const [stuck] = done;
    bed.simulator.addFault({ kind: 'status', status: 400, method: 'DELETE', path: `Calls/${stuck?.sid}.json` });
    const first = await remove();
    expect(first.status).toBe(409);
    expect(first.json.error).toMatchObject({ status: 'ABORTED', details: [{ reason: 'BULK_INCOMPLETE' }, {}, {}] });
    expect(first.json.error.details[1].value).toMatchObject({
      found: done.length,
      done: done.length - 1,
      failed: [{ key: stuck?.sid, status: 'INVALID_ARGUMENT' }],
      notReached: 0,
    });
    bed.simulator.clearFaults();
    expect((await remove()).json.metadata.twilio.bulk).toEqual({ found: 1, done: 1, failed: [], notReached: 0 });
  });

  test('a bulk update reports a write with an unknown outcome as failed, with the status UNKNOWN', async () => {
    const [one, two] = messages();
    failing(`Messages/${one?.sid}.json`);
    const answer = await update(`Sid IN ('${one?.sid}', '${two?.sid}')`);
    expect(answer.json.error.details[1].value).toMatchObject({
      done: 1,
      failed: [{ key: one?.sid, status: 'UNKNOWN', reason: 'OUTCOME_UNKNOWN' }],
    });
  });

  test('the Connectors task can make bulk updates and reports the counts', async () => {
    const answer = await bed.request('/v2/projects/p/locations/local/integrations/ExecuteConnection:execute', {
      method: 'POST',
      headers: { Authorization: `Bearer ${bed.token}` },
      body: JSON.stringify({
        connectionName: 'twilio',
        entity: 'Messages',
        operation: 'UPDATE_ENTITY',
        filterClause: conditions,
        connectorInputPayload: { Body: '' },
      }),
    });
    expect(answer.json.connectorOutputPayload).toMatchObject({ failed: [], notReached: 0 });
    expect(answer.json.connectorOutputPayload.done).toBeGreaterThan(5);
  });

  test('a connection without bulk refuses bulk writes, unless the condition names the keys', async () => {
    strict.simulator.journal.clear();
    const path = '/entityTypes/Messages/entities:deleteEntitiesWithConditions?conditions=';
    const refusal = await strict.call(path + enc(conditions), json({}));
    expect(refusal.status).toBe(400);
    expect(refusal.json.error).toMatchObject({
      status: 'FAILED_PRECONDITION',
      details: [{ reason: 'BULK_NOT_ALLOWED' }, {}],
    });
    expect(strict.simulator.journal.count).toBe(0);
    const sids = strict.simulator
      .snapshot('Messages')
      .slice(0, 2)
      .map(({ sid }) => `'${sid}'`);
    const named = await strict.call(path + enc(`Sid IN (${sids.join()})`), json({}));
    expect(named.json.metadata.twilio).toMatchObject({ requests: 2, bulk: { found: 2, done: 2 } });
  });
});

describe('validateOnly', () => {
  const SM = 'SM3ad97d41e786c02bca47c8ce1745053b';
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'Hello' };
  const base = '/2010-04-01/Accounts/{AccountSid}';

  test.each([
    [
      '/Messages/entities',
      json({ fields }),
      { method: 'POST', path: `${base}/Messages.json`, form: { To: '+15550100001' } },
    ],
    [
      `/Messages/entities/${SM}`,
      { method: 'PATCH', body: '{"fields":{"Body":""}}' },
      { path: `${base}/Messages/${SM}.json` },
    ],
    [`/Messages/entities/${SM}`, { method: 'DELETE' }, { method: 'DELETE', path: `${base}/Messages/${SM}.json` }],
    [
      `/Messages/entities:deleteEntitiesWithConditions?conditions=${enc("To = '+1'")}`,
      json({}),
      { method: 'DELETE', path: `${base}/Messages/{Sid}.json` },
    ],
    [
      `/Messages/entities:updateEntitiesWithConditions?conditions=${SM}`,
      json({ fields: { Body: '' } }),
      { method: 'POST', path: `${base}/Messages/${SM}.json`, form: { Body: '' } },
    ],
  ])('validateOnly on %s returns the request to Twilio without sending it', async (path, init, request) => {
    const before = bed.simulator.journal.count;
    const answer = await bed.call(`/entityTypes${path}${path.includes('?') ? '&' : '?'}validateOnly=true`, init);
    expect(answer.json.metadata.twilio).toMatchObject({ requests: 0, request });
    expect(answer.headers.get('x-twilio-requests')).toBe('0');
    expect(bed.simulator.journal.count).toBe(before);
  });

  test('validateOnly validates the input like the write', async () => {
    const wrong = await bed.call('/entityTypes/Messages/entities?validateOnly=true', json({ fields: { Body: 1 } }));
    expect(wrong.json.error).toMatchObject({
      status: 'INVALID_ARGUMENT',
      details: [{ reason: 'INVALID_INPUT' }, {}, {}],
    });
    const word = await bed.call('/entityTypes/Messages/entities?validateOnly=yes', json({ fields }));
    expect(word.json.error.message).toContain('validateOnly must be one of true, false');
    expect(bed.simulator.journal.count).toBe(0);
  });
});

describe('cost of a list', () => {
  test('explain returns the requests and residual conditions of a list and sends nothing', async () => {
    const where = enc("To = '+15550100001' AND Status = 'failed'");
    const { json: answer } = await bed.call(`/entityTypes/Messages/entities?explain=true&conditions=${where}`);
    expect(answer.metadata.twilio).toMatchObject({
      requests: 0,
      explain: { reads: [{ query: { To: '+15550100001' } }], residual: ['To =', 'Status ='], requests: { least: 1 } },
    });
    const sorted = await bed.call('/entityTypes/Messages/entities?explain=true&sortBy=To');
    expect(sorted.json.metadata.twilio.explain.why).toContainEqual(expect.stringContaining('cannot sort by To'));
    const unknown = await bed.call('/entityTypes/Messages/entities?explain=true&sortBy=Nothing');
    expect(unknown.json.error.details[0]).toMatchObject({ reason: 'INVALID_SORT' });
    expect(bed.simulator.journal.count).toBe(0);
  });

  test('a list that needs more than maxRequests is refused before it sends anything', async () => {
    const sids = messages()
      .slice(0, 3)
      .map(({ sid }) => `'${sid}'`);
    const path = `/entityTypes/Messages/entities?conditions=${enc(`Sid IN (${sids.join()})`)}&maxRequests=`;
    expect((await bed.call(`${path}3`)).json.entities).toHaveLength(3);
    const before = bed.simulator.journal.count;
    const refusal = await bed.call(`${path}2`);
    expect(refusal.json.error).toMatchObject({ details: [{ reason: 'TOO_MANY_REQUESTS' }, {}] });
    expect(refusal.headers.get('x-twilio-requests')).toBe('0');
    expect(bed.simulator.journal.count).toBe(before);
    expect((await bed.call(`${path}0`)).json.error.message).toContain('maxRequests must be 1 or more');
  });
});
