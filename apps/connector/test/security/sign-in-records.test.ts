import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openBrowser, signIn } from '../browser.js';
import { ADMINISTRATOR_TOKEN, type ServerBed, startServerBed } from '../server-bed.js';

const LIST = '/v1/projects/p/locations/local/connections';
const SESSION = '/console/session';

let bed: ServerBed;
beforeEach(async () => {
  bed = await startServerBed();
});
afterEach(() => bed.close());

test('neither tokens, codes nor ids of sessions are in the log, the audit log or the store', async () => {
  const code = bed.signIn.issueCode();
  const byCode = openBrowser(bed);
  await byCode.call(SESSION, { method: 'POST', body: { code } });
  await byCode.call(SESSION, { method: 'POST', body: { code } });
  const byToken = await signIn(bed);
  await byToken.call(LIST);
  await byToken.call(`${LIST}/missing`);
  const ids = [byCode.cookie(), byToken.cookie()].map((cookie) => cookie.split('=')[1] ?? '');
  const { auditRecords } = await bed.must('/admin/v1/auditRecords');
  const stored = ['connector.db', 'connector.db-wal'].map((file) => readFileSync(join(bed.folder, file), 'latin1'));
  const outputs = [...bed.log, JSON.stringify(auditRecords), ...stored].join('\n');
  for (const secret of [...ids, code, ADMINISTRATOR_TOKEN]) {
    expect(secret.length).toBeGreaterThan(30);
    expect(outputs.includes(secret)).toBe(false);
  }
});

test('the audit log names the member that signs in and out, and the writes of its session', async () => {
  const browser = await signIn(bed, await bed.token('ann', ['roles/connectors.admin', 'projects/p']));
  await browser.call(`${LIST}?connectionId=c`, { method: 'POST', body: {} });
  await browser.call(SESSION, { method: 'DELETE' });
  const { auditRecords } = await bed.must('/admin/v1/auditRecords?caller=token:ann');
  expect(auditRecords.map(({ method, status }: Record<string, string>) => [method, status])).toEqual([
    ['console.session.delete', 'OK'],
    ['v1.connections.create', 'INVALID_ARGUMENT'],
    ['console.session.create', 'OK'],
  ]);
  expect(auditRecords[0].callId).toMatch(/^[0-9a-f]{32}$/);
});
