import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import {
  connectionName,
  type ConnectionsBed,
  PARENT,
  refusalOf,
  secretVersion,
  startConnectionsBed,
  until,
} from './connections-bed.js';

// An unfinished operation is returned at once, so that no test waits for seconds.
vi.mock(import('../src/connections/brief-wait.js'), () => ({ waitBriefly: async (_promise, late) => late }));

let bed: ConnectionsBed;
beforeAll(async () => {
  bed = await startConnectionsBed();
  await bed.keepSecret('twilio-token', bed.simulator.authToken);
});
afterAll(() => bed.close());

const list = (id: string) =>
  bed.v2.projects.locations.connections.entityTypes.entities.list({
    parent: `${connectionName(id)}/entityTypes/Messages`,
    pageSize: 1,
  });
const checkStatus = async (id: string) =>
  (await bed.v2.projects.locations.connections.checkStatus({ name: connectionName(id) })).data;
const refresh = (id: string) =>
  bed.connections.connectionSchemaMetadata.refresh({ name: `${connectionName(id)}/connectionSchemaMetadata` });
const login = (version: string) => ({
  authConfig: {
    authType: 'USER_PASSWORD',
    userPassword: { username: bed.simulator.accountSid, password: { secretVersion: version } },
  },
});

describe('unusable secrets', () => {
  test('a connection with a wrong token is AUTHORIZATION_REQUIRED until a new secret version and a check make it ACTIVE', async () => {
    await bed.keepSecret('renewed', 'wrong-token-hunter2');
    const operation = await bed.create('renewed', bed.body(login(secretVersion('renewed', 'latest'))));
    expect(operation).toMatchObject({ done: true, response: { status: { state: 'AUTHORIZATION_REQUIRED' } } });
    const { status } = await bed.get('renewed');
    expect(status?.description).toMatch(/refused the credentials.*Check the Account SID/);
    expect(JSON.stringify(operation)).not.toContain('hunter2');
    expect(await refusalOf(list('renewed'))).toMatchObject({ status: 401 });
    await bed.keepSecret('renewed', bed.simulator.authToken);
    await refresh('renewed');
    expect(await checkStatus('renewed')).toEqual({ state: 'ACTIVE' });
    expect(await bed.stateOf('renewed')).toBe('ACTIVE');
    expect((await list('renewed')).status).toBe(200);
  });

  test('a patch to a valid token makes an AUTHORIZATION_REQUIRED connection ACTIVE', async () => {
    await bed.keepSecret('wrong', 'wrong');
    await bed.create('mended', bed.body(login(secretVersion('wrong'))));
    expect(await bed.stateOf('mended')).toBe('AUTHORIZATION_REQUIRED');
    await bed.patch('mended', 'authConfig.userPassword.password', bed.body());
    expect(await bed.stateOf('mended')).toBe('ACTIVE');
  });

  test.each([
    [
      'an unknown secret',
      'missing',
      secretVersion('nothing'),
      'SECRET_NOT_FOUND',
      /No source has the secret projects\/demo\/secrets\/nothing/,
    ],
    [
      'an unknown version of its secret',
      'missing-version',
      secretVersion('twilio-token', 9),
      'SECRET_NOT_FOUND',
      /has no such version/,
    ],
  ])('a connection with %s is ERROR, and its calls are refused', async (_, id, version, reason, sentence) => {
    await bed.create(id, bed.body(login(version)));
    expect((await bed.get(id)).status).toMatchObject({ state: 'ERROR', description: expect.stringMatching(sentence) });
    expect(await refusalOf(list(id))).toMatchObject({ status: 400, code: 'FAILED_PRECONDITION', reason });
  });

  test('disabling, enabling or destroying a secret takes effect on a running connection after a refresh', async () => {
    const version = await bed.keepSecret('switched', bed.simulator.authToken);
    await bed.create('switched', bed.body(login(version)));
    expect(await bed.stateOf('switched')).toBe('ACTIVE');
    await bed.secrets.versions.disable({ name: version });
    await refresh('switched');
    expect(await refusalOf(list('switched'))).toMatchObject({ reason: 'SECRET_DISABLED' });
    expect(await checkStatus('switched')).toMatchObject({ state: 'ERROR' });
    expect(await bed.stateOf('switched')).toBe('ERROR');
    await bed.secrets.versions.enable({ name: version });
    expect(await checkStatus('switched')).toEqual({ state: 'ACTIVE' });
    await bed.secrets.versions.destroy({ name: version });
    await refresh('switched');
    expect(await refusalOf(list('switched'))).toMatchObject({ reason: 'SECRET_DESTROYED' });
  });

  test('the alias latest stands for the newest enabled secret version', async () => {
    await bed.keepSecret('latest', bed.simulator.authToken);
    const newest = await bed.keepSecret('latest', 'wrong');
    await bed.create('latest', bed.body(login(secretVersion('latest', 'latest'))));
    expect(await bed.stateOf('latest')).toBe('AUTHORIZATION_REQUIRED');
    await bed.secrets.versions.disable({ name: newest });
    await refresh('latest');
    await checkStatus('latest');
    expect(await bed.stateOf('latest')).toBe('ACTIVE');
  });
});

describe('secrets of another project', () => {
  const member = 'serviceAccount:connector@demo.iam.gserviceaccount.com';
  const bind = async (members: readonly string[]) => {
    const bindings = members.length > 0 ? [{ role: 'roles/secretmanager.secretAccessor', members }] : [];
    const url = `${bed.url}/cloudresourcemanager/v1/projects/elsewhere:setIamPolicy`;
    const body = JSON.stringify({ policy: { bindings } });
    expect((await fetch(url, { method: 'POST', headers: bed.headers, body })).status).toBe(200);
  };

  test('a foreign secret is only usable while the service account has the role', async () => {
    const version = await bed.keepSecret('foreign', bed.simulator.authToken, 'elsewhere');
    const body = bed.body({ ...login(version), serviceAccount: 'connector@demo.iam.gserviceaccount.com' });
    const refusal = await refusalOf(bed.create('foreign', body));
    expect(refusal.violations).toEqual([
      {
        field: 'authConfig.userPassword.password.secretVersion',
        description: expect.stringContaining('roles/secretmanager.secretAccessor'),
      },
    ]);
    await bind([member]);
    await bed.create('foreign', body);
    expect(await bed.stateOf('foreign')).toBe('ACTIVE');
    for (const serviceAccount of ['', 'connector@elsewhere.iam.gserviceaccount.com']) {
      const { violations } = await refusalOf(bed.patch('foreign', 'serviceAccount', { serviceAccount }));
      expect(violations).toMatchObject([{ field: 'authConfig.userPassword.password.secretVersion' }]);
    }
    await bind([]);
    await refresh('foreign');
    expect(await refusalOf(list('foreign'))).toMatchObject({ status: 400, reason: 'SECRET_UNREADABLE' });
  });

  test('a connection that lost the role can still be suspended and deleted', async () => {
    await bed.patch('foreign', 'suspended', { suspended: true });
    expect(await bed.stateOf('foreign')).toBe('INACTIVE');
    await bed.patch('foreign', 'labels,description', { description: 'lost its access' });
    await bed.delete('foreign');
  });
});

describe('Twilio unavailable', () => {
  test('a connection is ERROR while Twilio is unavailable, and ACTIVE after the next successful check', async () => {
    bed.simulator.addFault({ kind: 'status', status: 500 });
    await bed.create('unreachable');
    bed.simulator.clearFaults();
    expect((await bed.get('unreachable')).status).toMatchObject({
      state: 'ERROR',
      description: expect.stringContaining('The request to Twilio failed: '),
    });
    expect(await checkStatus('unreachable')).toEqual({ state: 'ACTIVE' });
    expect(await bed.stateOf('unreachable')).toBe('ACTIVE');
  });
});

describe('suspended connections', () => {
  test('a suspended connection refuses calls and sends nothing until it is resumed, but can be read and patched', async () => {
    await bed.create('sleeper');
    await bed.patch('sleeper', 'suspended', { suspended: true });
    const before = bed.simulator.journal.count;
    expect(await bed.get('sleeper')).toMatchObject({ suspended: true, status: { state: 'INACTIVE' } });
    expect(await refusalOf(list('sleeper'))).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'SUSPENDED' });
    expect(await checkStatus('sleeper')).toMatchObject({
      state: 'ERROR',
      description: expect.stringContaining('suspended'),
    });
    expect(await bed.stateOf('sleeper')).toBe('INACTIVE');
    await bed.patch('sleeper', 'description', { description: 'still asleep' });
    expect(await bed.get('sleeper')).toMatchObject({ description: 'still asleep', status: { state: 'INACTIVE' } });
    expect(bed.simulator.journal.count).toBe(before);
    await bed.patch('sleeper', 'suspended', {});
    expect(await bed.stateOf('sleeper')).toBe('ACTIVE');
    expect((await list('sleeper')).status).toBe(200);
  });
});

describe('locked connections', () => {
  test('a locked connection can be used, but not changed or deleted', async () => {
    await bed.create('locked', bed.body({ lockConfig: { locked: true, reason: 'the auditors are here' } }));
    const refusal = await refusalOf(bed.patch('locked', 'description', { description: 'new' }));
    expect(refusal).toMatchObject({ code: 'FAILED_PRECONDITION', reason: 'CONNECTION_LOCKED' });
    expect(refusal.message).toContain('the auditors are here');
    expect(await refusalOf(bed.delete('locked'))).toMatchObject({ reason: 'CONNECTION_LOCKED' });
    expect((await list('locked')).status).toBe(200);
    await bed.patch('locked', 'lock_config', {});
    await bed.delete('locked');
  });
});

describe('long-running operations in progress', () => {
  const operations = () => bed.v1.projects.locations.operations;

  test('changes are refused while a create is in progress, and cancelling it has no effect', async () => {
    const held = bed.holdMessages();
    const { data: creating } = await bed.connections.create({
      parent: PARENT,
      connectionId: 'slow',
      requestBody: bed.body(),
    });
    expect(creating).toMatchObject({ done: false, metadata: { verb: 'create' } });
    const name = creating.name ?? '';
    expect(await bed.stateOf('slow')).toBe('CREATING');
    expect(await refusalOf(list('slow'))).toMatchObject({ reason: 'CONNECTION_BUSY' });
    expect(await refusalOf(bed.patch('slow', 'description', {}))).toMatchObject({ reason: 'CONNECTION_BUSY' });
    expect(await refusalOf(bed.create('slow'))).toMatchObject({ status: 409, code: 'ALREADY_EXISTS' });
    expect(await refusalOf(operations().delete({ name }))).toMatchObject({ reason: 'OPERATION_UNDER_WAY' });
    const { data: open } = await operations().list({ name: PARENT, filter: 'done=false' });
    expect(open.operations).toMatchObject([{ name }]);
    await operations().cancel({ name, requestBody: {} });
    expect((await operations().get({ name })).data.metadata).toMatchObject({ requestedCancellation: true });
    held.release();
    expect(await bed.ended(creating)).toMatchObject({ done: true, response: { status: { state: 'ACTIVE' } } });
    await operations().cancel({ name, requestBody: {} });
    await operations().delete({ name });
    expect(await refusalOf(operations().get({ name }))).toMatchObject({ status: 404 });
    expect(await refusalOf(operations().cancel({ name, requestBody: {} }))).toMatchObject({ status: 404 });
  });
});

describe('deleted connections', () => {
  test('a delete drains in-flight calls and refuses new ones, and then the name can be used again', async () => {
    await bed.create('gone');
    const held = bed.holdMessages();
    const before = bed.simulator.journal.count;
    const working = list('gone');
    await held.arrived;
    const deleting = bed.delete('gone');
    await until(async () => (await bed.stateOf('gone')) === 'DELETING');
    expect(await refusalOf(list('gone'))).toMatchObject({ reason: 'CONNECTION_BUSY' });
    held.release();
    expect((await working).data.entities).toHaveLength(1);
    expect(await deleting).toMatchObject({ done: true, response: {} });
    expect(bed.simulator.journal.count).toBe(before + 1);
    expect(await refusalOf(bed.get('gone'))).toMatchObject({ status: 404, reason: 'UNKNOWN_CONNECTION' });
    expect(await refusalOf(bed.delete('gone'))).toMatchObject({ status: 404 });
    await bed.create('gone', bed.body({ description: 'again' }));
    expect(await bed.get('gone')).toMatchObject({ description: 'again', connectionRevision: '1' });
  });
});
