import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PATHS } from '../src/rest/router.js';
import { backupStore, restoreStore } from '../src/store/sqlite/backup.js';
import { type CanaryBed, startCanaryBed } from './canary-bed.js';
import { findCanaries } from './canaries.js';
import { misplacements } from './misplacements.js';
import { type BedCall, FIRST } from './server-bed.js';

const NUMBER = '+15550100001';
const FIELDS = { To: NUMBER, Sender: '+15550100100', Body: 'canary' };
const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;

let canary: CanaryBed;
/** Every answer, except those that return a secret on purpose, by the canary that the call itself contained. */
const answers = new Map<string | undefined, [place: string, content: string][]>();
const statuses = new Set<number>();
let calls = 0;

beforeAll(async () => {
  canary = await startCanaryBed();
});
afterAll(() => canary.close());

async function call(path: string, given: BedCall = {}, sent?: string) {
  const { bed, canaries } = canary;
  calls += 1;
  // Failed logins are slowed down per address.
  const from = `10.0.${calls >> 8}.${calls & 255}`;
  const answer = await bed.call(path, { token: canaries.administratorToken, from, ...given });
  const content = `${answer.text}${JSON.stringify([...answer.headers])}`;
  answers.set(sent, [...(answers.get(sent) ?? []), [`${given.method ?? 'GET'} ${path}`, content]]);
  statuses.add(answer.status);
  return answer;
}

const found = (places: Iterable<readonly [string, string | Uint8Array]>) => {
  const { apiToken = '', revokedToken = '', oidcToken = '', ...others } = canary.canaries;
  // Of a token, only its secret part is searched: the random part, or the signature.
  const parts = {
    apiToken: apiToken.slice(4),
    revokedToken: revokedToken.slice(4),
    oidcToken: oidcToken.split('.')[2] ?? '',
  };
  return findCanaries({ ...others, ...parts }, places);
};

/** The content of every file below a folder. */
function filesIn(folder: string): [string, Uint8Array][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => [entry.name, readFileSync(join(entry.parentPath, entry.name))]);
}

test('the search for canaries finds a secret in every encoding', () => {
  const { authToken = '' } = canary.canaries;
  const basic = Buffer.from(`AC123:${authToken}`).toString('base64');
  for (const text of [
    authToken,
    `x ${basic} y`,
    JSON.stringify({ a: JSON.stringify(authToken) }),
    encodeURIComponent(authToken),
  ]) {
    expect(found([['here', text]]).length, text).toBeGreaterThan(0);
  }
});

test('a broad run calls every method and meets every kind of failure', async () => {
  const { bed, canaries } = canary;
  const params: Readonly<Record<string, string>> = {
    projectsId: 'p',
    locationsId: 'local',
    connectionsId: 'vault',
    entityTypesId: 'Messages',
    secretsId: 'other',
    versionsId: '1',
  };
  for (const { httpMethod: method, path } of PATHS) {
    const aimed = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => params[name] ?? 'x');
    // The method that returns a secret on purpose is called below.
    if (aimed.endsWith(':access')) continue;
    const body = method === 'GET' ? undefined : { unknown: 1 };
    // A log that is followed has no end, unless it is refused.
    const query = method === 'DELETE' || aimed.endsWith(':tail') ? '?force=perhaps&etag=other' : '';
    await call(aimed + query, { method, body });
    await call(aimed + query, { method, body, token: canaries.apiToken });
    await call(aimed + query, { method, body, token: canaries.oidcToken });
  }
  for (const connection of ['environment', 'file', 'api-key', 'vault']) {
    const name = `projects/p/locations/local/connections/${connection}`;
    await call(`/v1/${name}`);
    await call(`/v1/${name}?view=FULL`, { token: canaries.apiToken });
    await call(`/v2/${name}:checkStatus`);
    await call(`/v2/${name}/entityTypes/Messages/entities`);
    await call(`/v1/${name}/connectionSchemaMetadata:refresh`, { method: 'POST' });
  }
  const echo = '/v2/projects/p/locations/local/connections/echo';
  await call(`${echo}/entityTypes/Messages/entities`);
  await call(`${echo}/entityTypes/Messages/entities`, { method: 'POST', body: { fields: FIELDS } });
  await call(`${echo}/entityTypes/Messages/entities/MM${'0'.repeat(32)}`, { method: 'DELETE' });
  await call(`${echo}/entityTypes/Calls/entities`);
  await call(`${echo}:checkStatus`);
  await call('/v1/projects/p/locations/local/connections/echo');
  await call('/v1/projects/p/locations/local/connections');
  await call('/v1/projects/p/locations/local/connections:search?query=canary');
  await call('/v1/projects/p/locations/local/operations');
  await call(
    '/v1/projects/p/locations/global/providers/twilio/connectors/twilio/versions/1?view=CONNECTOR_VERSION_VIEW_FULL',
  );
  for (const kind of ['reset', 'truncate', 'dropAfterProcessing', 'status', 'slow'] as const) {
    for (const status of [400, 401, 403, 404, 409, 500, 503]) {
      bed.simulator.addFault({ kind, ...(kind === 'slow' ? { ms: 5 } : { status }), count: 2 });
      await call(MESSAGES, { method: 'POST', body: { fields: FIELDS } });
      await call(`/v2/${FIRST}:checkStatus`);
      bed.simulator.clearFaults();
      if (kind !== 'status') break;
    }
  }
  for (const path of ['/metrics', '/healthz', '/openapi.json', '/admin/v1/tokens', '/admin/v1/auditRecords'])
    await call(path);
  expect([...statuses]).toEqual(expect.arrayContaining([200, 400, 403, 404, 500, 501]));
});

test('creating a key and accessing a secret version return the secret to the caller', async () => {
  const { bed, canaries } = canary;
  const key = { method: 'POST', token: canaries.administratorToken, headers: { 'Idempotency-Key': 'canary-key' } };
  const created = await bed.call(`/v2/${FIRST}/entityTypes/Keys/entities`, {
    ...key,
    body: { fields: { FriendlyName: 'k' } },
  });
  const { Secret: secret } = created.json.fields;
  expect(String(secret).length).toBeGreaterThan(8);
  const again = await bed.call(`/v2/${FIRST}/entityTypes/Keys/entities`, {
    ...key,
    body: { fields: { FriendlyName: 'k' } },
  });
  expect(again.json.fields.Secret).toBe(secret);
  canary = { ...canary, canaries: { ...canaries, keySecret: String(secret) } };
  await call(`/v2/${FIRST}/entityTypes/Keys/entities`);
  const accessed = await bed.call('/secretmanager/v1/projects/p/secrets/other/versions/latest:access', {
    token: canaries.administratorToken,
  });
  expect(Buffer.from(accessed.json.payload.data, 'base64').toString()).toBe(canaries.vaultValue);
});

test('the server is called with a known secret in every wrong place', async () => {
  // The process has not read these secrets, so it cannot recognize them.
  const { proxyPassword: _, keySecret: __, ...known } = canary.canaries;
  for (const [name, secret] of Object.entries(known)) {
    for (const [path, given] of misplacements(secret)) await call(path, given, name);
  }
  expect(calls).toBeGreaterThan(2000);
});

test('no other answer contains a canary, except the one that the call itself contained', () => {
  for (const [sent, places] of answers) {
    expect(found(places).filter(({ canary: name }) => name !== sent)).toEqual([]);
  }
});

test('the log contains no canary', () => {
  const { bed } = canary;
  expect(bed.log.length).toBeGreaterThan(500);
  expect(found([['log', bed.log.join('')]])).toEqual([]);
});

test('the data folder, its backup and a folder restored from that backup contain no canary', () => {
  const { bed } = canary;
  const backup = join(bed.folder, 'backup.db');
  const backedUp = backupStore(bed.folder, backup);
  const restored = join(bed.folder, 'restored');
  const restoredFrom = restoreStore(restored, backup, { now: Date.now });
  const files = filesIn(bed.folder);
  expect(files.map(([name]) => name)).toEqual(
    expect.arrayContaining(['connector.db', 'connector.db-wal', 'backup.db']),
  );
  expect(found([...files, ['output', JSON.stringify([backedUp, restoredFrom])]])).toEqual([]);
});
