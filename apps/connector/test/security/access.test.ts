import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';

const FIELDS = { To: '+15550100001', Sender: '+15550100100' };
const MESSAGES = '/entityTypes/Messages/entities';

let bed: ServerBed;
let count = 0;
beforeAll(async () => {
  bed = await startServerBed();
});
afterAll(() => bed.close());

/** A request body whose end is sent when `end` is called. */
function slowBody(value: object) {
  const text = new TextEncoder().encode(JSON.stringify(value));
  let end = () => {};
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      controller.enqueue(text.slice(0, 1));
      end = () => {
        controller.enqueue(text.slice(1));
        controller.close();
      };
    },
  });
  return { body, end: () => end() };
}

/** The token of an administrator of a new project, which has a connection of the given name. */
async function startMallory(connection: string) {
  const project = `mallory-${(count += 1)}`;
  const name = `projects/${project}/locations/local/connections/${connection}`;
  await bed.connection(name);
  const token = await bed.token(project, ['roles/connectors.admin', `projects/${project}`]);
  return { project, name, token };
}

const messagesWith = (body: string) => bed.simulator.snapshot('Messages').filter((row) => row.body === body).length;
const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('permissions after a slow body', () => {
  test('a call is denied if its connection is deleted before the body is complete, and does not reach the first connection', async () => {
    const { project, name, token } = await startMallory('twilio');
    const slow = slowBody({ description: 'mine now' });
    const patch = bed.call(`/v1/${name}?updateMask=description`, { method: 'PATCH', token, body: slow.body });
    const message = slowBody({ fields: { ...FIELDS, Body: 'at their expense' } });
    const post = bed.call(`/v2/${name}${MESSAGES}`, { method: 'POST', token, body: message.body });
    for (let turn = 0; turn < 20; turn++) await settled();
    expect((await bed.call(`/v1/${name}`, { method: 'DELETE', token })).json.done).toBe(true);
    slow.end();
    message.end();
    expect(await patch).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    expect(await post).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    expect((await bed.must(`/v1/${FIRST}`)).description ?? '').not.toContain('mine');
    expect(messagesWith('at their expense')).toBe(0);
    expect(project).not.toBe('local');
  });

  test('a call is denied if its role is revoked before the body is complete', async () => {
    const { project, name, token } = await startMallory('c');
    const slow = slowBody({ fields: { ...FIELDS, Body: 'too late' } });
    const post = bed.call(`/v2/${name}${MESSAGES}`, { method: 'POST', token, body: slow.body });
    for (let turn = 0; turn < 20; turn++) await settled();
    const path = `/cloudresourcemanager/v1/projects/${project}:setIamPolicy`;
    await bed.must(path, { method: 'POST', body: { policy: { bindings: [] } } });
    slow.end();
    expect(await post).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    expect(messagesWith('too late')).toBe(0);
  });
});

describe('idempotency keys', () => {
  const send = (path: string, token: string, { key, body }: { key: string; body: object }) =>
    bed.call(path, { method: 'POST', token, body, headers: { 'Idempotency-Key': key } });

  test('callers do not share idempotency keys', async () => {
    const { name, token } = await startMallory('c');
    const other = await bed.token('other', ['roles/connectors.invoker', name]);
    const body = { fields: { ...FIELDS, Body: 'for each' } };
    const answers = [];
    for (const callerToken of [token, other, token, other, ADMINISTRATOR_TOKEN]) {
      answers.push(await send(`/v2/${name}${MESSAGES}`, callerToken, { key: 'k', body }));
    }
    expect(answers.map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([
      null,
      null,
      'true',
      'true',
      null,
    ]);
    expect(new Set(answers.map(({ json }) => json.name)).size).toBe(3);
    expect(messagesWith('for each')).toBe(3);
  });

  test('a recorded answer is not replayed to a caller who lost the permission, whatever the method', async () => {
    const { project, name, token } = await startMallory('c');
    const entity = { fields: { ...FIELDS, Body: 'once' } };
    const task = {
      connectionName: 'c',
      operation: 'CREATE_ENTITY',
      entity: 'Messages',
      connectorInputPayload: { ...FIELDS, Body: 'once' },
    };
    const calls = [
      [`/v2/${name}${MESSAGES}`, { key: 'entity', body: entity }],
      [`/v2/${name}/tools/create_Messages:execute`, { key: 'tool', body: { parameters: entity.fields } }],
      [`/v2/projects/${project}/locations/local/integrations/ExecuteConnection:execute`, { key: 'task', body: task }],
    ] as const;
    for (const [path, keyed] of calls) expect((await send(path, token, keyed)).status).toBe(200);
    const policy = `/cloudresourcemanager/v1/projects/${project}:setIamPolicy`;
    await bed.must(policy, { method: 'POST', body: { policy: { bindings: [] } } });
    for (const [path, keyed] of calls) {
      expect(await send(path, token, keyed), path).toMatchObject({ status: 403, reason: 'PERMISSION_DENIED' });
    }
    expect(messagesWith('once')).toBe(3);
  });

  test('an idempotency key sends one message, however the path spells the connection and whichever method is used', async () => {
    const alias = FIRST.replace('projects/local', 'projects/any');
    const entity = { fields: { ...FIELDS, Body: 'by any name' } };
    const keyed = { key: 'alias', body: entity };
    const paths = [
      `/v2/${FIRST}${MESSAGES}`,
      `/v2/${alias}${MESSAGES}`,
      `/v2/${FIRST.replace('twilio', '%74wilio')}${MESSAGES}`,
      `/v2/${FIRST}${MESSAGES}?fields=name`,
    ];
    const answers = await Promise.all(paths.map((path) => send(path, ADMINISTRATOR_TOKEN, keyed)));
    expect(answers.map(({ status, reason }) => reason ?? String(status)).toSorted()).toEqual([
      '200',
      '200',
      'IDEMPOTENCY_KEY_REUSED',
      'IDEMPOTENCY_KEY_REUSED',
    ]);
    const tool = { key: 'alias', body: { parameters: entity.fields } };
    expect((await send(`/v2/${FIRST}/tools/create_Messages:execute`, ADMINISTRATOR_TOKEN, tool)).reason).toBe(
      'IDEMPOTENCY_KEY_REUSED',
    );
    expect(messagesWith('by any name')).toBe(1);
  });

  test('methods without validateOnly refuse the parameter and send nothing', async () => {
    const body = { parameters: { ...FIELDS, Body: 'only checked' } };
    const http = {
      url: `https://api.twilio.com/2010-04-01/Accounts/${bed.simulator.accountSid}/Messages.json`,
      httpMethod: 'HTTP_METHOD_POST',
    };
    for (const [path, sent] of [
      ['/tools/create_Messages:execute', body],
      [':executeHttpRequest', http],
    ] as const) {
      const answer = await send(`/v2/${FIRST}${path}?validateOnly=true`, ADMINISTRATOR_TOKEN, { key: 'v', body: sent });
      expect(answer).toMatchObject({ status: 400, reason: 'UNKNOWN_PARAMETER' });
    }
    expect(messagesWith('only checked')).toBe(0);
  });
});

describe('deleted connections', () => {
  test('roles on a deleted connection do not apply to a new connection of the same name', async () => {
    const { name } = await startMallory('c');
    const token = await bed.token(`heir-${(count += 1)}`, ['roles/connectors.admin', name]);
    expect((await bed.call(`/v1/${name}`, { token })).status).toBe(200);
    await bed.must(`/v1/${name}`, { method: 'DELETE' });
    expect((await bed.call(`/v1/${name}`, { token })).status).toBe(403);
    await bed.must(`/secretmanager/v1/projects/${name.split('/')[1]}/secrets/auth-c`, { method: 'DELETE' });
    await bed.connection(name);
    expect((await bed.call(`/v1/${name}`, { token })).status).toBe(403);
  });
});
