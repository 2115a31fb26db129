import { afterEach, beforeEach, expect, test } from 'vitest';
import { readLogs, turnOnLog } from './logging-bed.js';
import { ADMINISTRATOR_TOKEN as token, FIRST, type ServerBed, startServerBed } from './server-bed.js';

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const SID = `SM${'f'.repeat(32)}`;

let bed: ServerBed;
beforeEach(async () => {
  bed = await startServerBed();
});
afterEach(() => bed.close());

const read = (path: string) => bed.call(path, { token });
const logs = (query: Readonly<Record<string, unknown>> = {}) => readLogs(bed, query, { token });
/** The entries of one call. */
const ofCall = (id: string | null) => logs({ filter: `operation.id = "${id}"` });

test('the log of a connection is off by default: nothing is stored', async () => {
  expect((await read(MESSAGES)).status).toBe(200);
  expect((await read(`${MESSAGES}/${SID}`)).status).toBe(404);
  expect(await logs()).toEqual([]);
  expect(await bed.services.logs.sources('local')).toEqual([]);
});

test('at DEBUG, a call has an entry for each attempt and one for its outcome, from its first to its last', async () => {
  await turnOnLog(bed);
  bed.simulator.addFault({ kind: 'status', status: 503, method: 'GET', count: 1 });
  const answer = await read(`${MESSAGES}?pageSize=5`);
  expect(answer.status).toBe(200);
  const entries = await ofCall(answer.headers.get('x-call-id'));
  const [first, second, outcome] = entries;
  expect(entries.map(({ severity, operation }) => [severity, operation.first, operation.last])).toEqual([
    ['DEBUG', true, undefined],
    ['DEBUG', undefined, undefined],
    ['INFO', undefined, true],
  ]);
  expect([first, second].map((entry) => entry?.jsonPayload.request)).toMatchObject([
    { status: 503, attempt: 1, waitMs: expect.any(Number), durationMs: expect.any(Number) },
    { status: 200, attempt: 2 },
  ]);
  expect(outcome?.jsonPayload).toMatchObject({
    message: 'LIST Messages succeeded',
    caller: 'administrator',
    operation: 'LIST',
    entityType: 'Messages',
    status: { code: 0, status: 'OK' },
    twilioRequests: 2,
    requests: [{ status: 503 }, { status: 200 }],
  });
});

test('at DEBUG, each connection to a host has an entry with its address, or with the error code', async () => {
  await turnOnLog(bed);
  await read(`${MESSAGES}?pageSize=5`);
  const [opened] = await logs({ filter: 'jsonPayload.socket.address : "127."' });
  expect(opened).toMatchObject({ severity: 'DEBUG' });
  const { socket } = opened!.jsonPayload;
  expect(opened!.jsonPayload).toEqual({
    message: `Connected to ${socket.host}:${socket.port} (no TLS)`,
    socket: { host: '127.0.0.1', port: expect.any(Number), address: '127.0.0.1', durationMs: expect.any(Number) },
  });
});

test('an entry has the shape of a LogEntry of Google', async () => {
  await turnOnLog(bed, { level: 'INFO' });
  const answer = await read(MESSAGES);
  const id = answer.headers.get('x-call-id');
  expect(await ofCall(id)).toEqual([
    {
      logName: 'projects/local/logs/connectors.googleapis.com%2Fconnection',
      resource: {
        type: 'connectors.googleapis.com/Connection',
        labels: { project_id: 'local', location: 'local', connection_id: 'twilio' },
      },
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      receiveTimestamp: expect.stringMatching(/Z$/),
      severity: 'INFO',
      insertId: expect.stringMatching(/^[0-9a-f]{24}$/),
      labels: { call_id: id },
      operation: { id, producer: 'twilio-connector', first: true, last: true },
      jsonPayload: expect.objectContaining({ callId: id }),
    },
  ]);
});

test('one failed call can be followed through its answer, its error, the audit log and the log of its connection', async () => {
  await turnOnLog(bed, { level: 'ERROR' });
  bed.simulator.addFault({ kind: 'status', status: 400, method: 'POST', count: 1 });
  const fields = { To: '+15550100001', Sender: '+15550100100', Body: 'x' };
  const answer = await bed.call(MESSAGES, { method: 'POST', token, body: { fields } });
  expect(answer.status).toBe(400);
  const id = answer.headers.get('x-call-id');
  expect(id).toMatch(/^[0-9a-f]{32}$/);
  expect(answer.json.error.details).toContainEqual({
    '@type': 'type.googleapis.com/google.rpc.RequestInfo',
    requestId: id,
  });
  const { auditRecords } = await bed.must('/admin/v1/auditRecords?method=v2.connections.entityTypes.entities.create');
  expect(auditRecords).toMatchObject([{ callId: id, status: 'INVALID_ARGUMENT' }]);
  expect(await ofCall(id)).toMatchObject([
    {
      severity: 'ERROR',
      jsonPayload: { callId: id, operation: 'CREATE', status: { code: 3 }, requests: [{ status: 400 }] },
    },
  ]);
});

test('a call that fails before it reaches Twilio is logged as well, and a denied one is not', async () => {
  await turnOnLog(bed, { level: 'ERROR' });
  const unknown = await read(`/v2/${FIRST}/entityTypes/Nothing/entities`);
  const denied = await bed.call(MESSAGES, { token: await bed.token('nobody') });
  expect([unknown.status, denied.status]).toEqual([404, 403]);
  expect((await logs()).map(({ operation }) => operation.id)).toEqual([unknown.headers.get('x-call-id')]);
});

test('a connection that does not work is logged without a call', async () => {
  await turnOnLog(bed, { level: 'ERROR' });
  bed.simulator.addFault({ kind: 'status', status: 401, method: 'GET', count: 1 });
  await bed.must(`/v1/${FIRST}?updateMask=description`, { method: 'PATCH', body: { description: 'x' } });
  expect(await logs()).toMatchObject([
    { severity: 'ERROR', jsonPayload: { message: 'The connection does not work: AUTH_ERROR', state: 'AUTH_ERROR' } },
  ]);
});

test('a change of the level holds from the next call on', async () => {
  await turnOnLog(bed, { level: 'INFO' });
  await read(MESSAGES);
  const before = (await logs()).length;
  await bed.must(`/v1/${FIRST}?updateMask=logConfig`, { method: 'PATCH', body: { logConfig: { enabled: false } } });
  await read(MESSAGES);
  expect(await logs()).toHaveLength(before);
});
