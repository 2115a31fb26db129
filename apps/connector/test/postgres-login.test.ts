import { createServer } from 'node:net';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificate } from '@tooling/vitest/certificate';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnv } from '../src/index.js';
import { failureOf, type PostgresBed, startPostgresBed } from './postgres-bed.js';
import { CONNECTION, json, startTestBed } from './test-bed.js';

const CANARY = 'canary-password-5f1e9c07-0123456789';
const OTHER = 'projects/local/locations/local/connections/other';

let bed: PostgresBed;
beforeAll(async () => {
  bed = await startPostgresBed();
});
afterAll(() => bed.close());

/** Makes a token that may query a connection. */
async function makeToken(name: string, resource = CONNECTION): Promise<string> {
  const bindings = [{ role: 'roles/connectors.invoker', resource }];
  return String((await bed.administrate('/admin/v1/tokens', json({ name, bindings }))).token);
}

describe('logging in', () => {
  test.each(['twilio', CONNECTION])('as the administrator to the database %s', async (database) => {
    const client = await bed.connect({ database });
    const { rows } = await client.query('select current_user as user, count(*)::int as n from messages');
    expect(rows).toEqual([{ user: 'admin', n: bed.simulator.snapshot('Messages').length }]);
  });

  test('as an API token, whose name is the user', async () => {
    const password = await makeToken('nightly');
    const client = await bed.connect({ user: 'nightly', password });
    expect((await client.query('select session_user as user')).rows).toEqual([{ user: 'nightly' }]);
    expect(await failureOf(bed.connect({ user: 'weekly', password }))).toMatchObject({ code: '28P01' });
    expect(await failureOf(bed.connect({ user: 'admin', password }))).toMatchObject({ code: '28P01' });
    expect(await failureOf(bed.connect({ user: 'nightly', password: bed.token }))).toMatchObject({ code: '28P01' });
  });

  test.each([
    ['a wrong password of the administrator', { password: CANARY }, '28P01'],
    ['a wrong password of a token', { user: 'someone', password: CANARY }, '28P01'],
    ['a database that is not a connection', { database: 'No such thing' }, '3D000'],
    ['a connection that does not exist', { database: 'missing' }, '3D000'],
    ['a setting that does not exist', { options: '-c twilio.nothing=1' }, '42704'],
    ['the role of another', { options: '-c role=postgres' }, '42501'],
  ])('is refused with %s', async (_, changes, code) => {
    expect(await failureOf(bed.connect(changes))).toMatchObject({ code, severity: 'FATAL' });
  });

  test('is refused to a caller without permission, and to the connection of another', async () => {
    const password = await makeToken('limited', 'projects/elsewhere');
    const refusal = await failureOf(bed.connect({ user: 'limited', password }));
    expect(refusal).toMatchObject({
      code: '42501',
      message: expect.stringContaining('connectors.connections.executeSqlQuery') as string,
    });
    const own = await makeToken('own');
    expect(await failureOf(bed.connect({ user: 'own', password: own, database: OTHER }))).toMatchObject({
      code: '42501',
    });
  });

  test('leaves no password in the log or in an error', async () => {
    const password = await makeToken('watched');
    const client = await bed.connect({ user: 'watched', password, application_name: `report ${bed.token}` });
    await client.query('select 1');
    const refusals = [
      await failureOf(bed.connect({ password: CANARY })),
      await failureOf(bed.connect({ user: CANARY, password: CANARY })),
      await failureOf(client.query('selec 1')),
    ];
    const written = bed.log.join('') + refusals.map((error) => JSON.stringify(error) + String(error)).join();
    for (const secret of [password, bed.token]) expect(written).not.toContain(secret);
    expect(bed.log.join('')).not.toContain(CANARY);
    expect(written).toContain('"application":"report ');
  });
});

describe('a client that is connected', () => {
  test('can do nothing more once its token is revoked', async () => {
    const password = await makeToken('leaver');
    const client = await bed.connect({ user: 'leaver', password });
    await client.query('select 1');
    await bed.administrate('/admin/v1/tokens/leaver', { method: 'DELETE' });
    expect(await failureOf(client.query('select 1'))).toMatchObject({ code: '28000', severity: 'FATAL' });
    expect(await failureOf(client.query('select 1'))).toBeInstanceOf(Error);
    expect(await failureOf(bed.connect({ user: 'leaver', password }))).toMatchObject({ code: '28P01' });
  });

  test('can do nothing more once it lacks the permission', async () => {
    const password = await makeToken('mover');
    const client = await bed.connect({ user: 'mover', password });
    await client.query('select 1');
    await bed.administrate(`/v1/${CONNECTION}:setIamPolicy`, json({ policy: { bindings: [] } }));
    expect(await failureOf(client.query('select 1'))).toMatchObject({ code: '42501', severity: 'ERROR' });
  });

  test('has an entry in the log for each statement, with the id of the call and what it calls itself', async () => {
    const client = await bed.connect({ application_name: 'report' });
    const before = bed.log.length;
    await client.query('select count(*) from messages');
    const [line = ''] = bed.log.slice(before).filter((each) => each.includes('sql.statements.run'));
    expect(JSON.parse(line)).toMatchObject({
      level: 'info',
      method: 'sql.statements.run',
      caller: 'administrator',
      application: 'report',
      resource: CONNECTION,
      twilioRequests: 1,
      callId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
    });
  });
});

describe('the server', () => {
  test('encrypts with its certificate', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-tls-'));
    const { cert, key } = createCertificate();
    const files = { CONNECTOR_TLS_CERT: join(folder, 'cert.pem'), CONNECTOR_TLS_KEY: join(folder, 'key.pem') };
    writeFileSync(files.CONNECTOR_TLS_CERT, cert);
    writeFileSync(files.CONNECTOR_TLS_KEY, key);
    const encrypted = await startPostgresBed(files);
    try {
      const client = await encrypted.connect({ ssl: { ca: cert, servername: 'simulator' } });
      expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    } finally {
      await encrypted.close();
      rmSync(folder, { recursive: true });
    }
  });

  test('starts without clients of PostgreSQL when the port is in use, and says so', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' ? String(address?.port) : '';
    const without = await startTestBed({ PG_PORT: port });
    expect([without.connector.postgres, (await without.request('/healthz')).status]).toEqual([undefined, 200]);
    expect(without.log.join('')).toContain('set PG_PORT to another port, or to off');
    await without.close();
    other.close();
  });

  test.each(['66000', 'yes'])('refuses %s as its port', (port) => {
    expect(() => readEnv({ PG_PORT: port })).toThrow('PG_PORT must be');
  });

  test('ends idle clients when it stops', async () => {
    const stopping = await startPostgresBed();
    const client = new pg.Client({ ...stopping.address, user: 'admin', password: stopping.token, database: 'twilio' });
    const ended = new Promise<Error>((resolve) => client.on('error', resolve));
    await client.connect();
    await stopping.close();
    expect(await ended).toMatchObject({ code: '57P01' });
  });
});
