import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findCanaries } from '../canaries.js';
import { misplacements } from '../misplacements.js';
import {
  ADMINISTRATOR_TOKEN,
  type BedCall,
  CONNECTOR_VERSION,
  FIRST,
  type ServerBed,
  startServerBed,
} from '../server-bed.js';
import { withoutCallIds } from '../without-call-ids.js';

// Redaction must neither damage what other tenants see nor tell a caller whether a guess is a secret.

const token = ADMINISTRATOR_TOKEN;
const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const OTHER_SECRET = 'secret-of-another-connection';
const FIELDS = { To: '+15550100001', Sender: '+15550100100', Body: 'x' };

let bed: ServerBed;
let stranger: string;
beforeAll(async () => {
  bed = await startServerBed();
  stranger = await bed.token('stranger');
  await storeSecret(0, OTHER_SECRET);
});
afterAll(() => bed.close());

/** A tenant stores a value as the secret of a connection, and the connector reads it. */
async function storeSecret(index: number, value: string): Promise<void> {
  const secrets = '/secretmanager/v1/projects/tenant/secrets';
  const post = (path: string, body: object) => bed.must(path, { method: 'POST', body });
  await post(`${secrets}?secretId=s${index}`, { replication: { automatic: {} } });
  await post(`${secrets}/s${index}:addVersion`, { payload: { data: Buffer.from(value).toString('base64') } });
  const password = { secretVersion: `projects/tenant/secrets/s${index}/versions/latest` };
  const made = await post(`/v1/projects/tenant/locations/local/connections?connectionId=c${index}`, {
    connectorVersion: CONNECTOR_VERSION,
    authConfig: { authType: 'USER_PASSWORD', userPassword: { username: bed.simulator.accountSid, password } },
    configVariables: [{ key: 'base_url', stringValue: `${bed.twilioUrl}/{product}` }],
  });
  // The simulator has refused it, so the connector has read and sent it.
  expect(made.response.status.state).toBe('AUTHORIZATION_REQUIRED');
}

/** The time, and the id of a request at Twilio. */
const NEW = /RQ[0-9a-f]{32}|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** What another tenant, the log and the audit log see of failing calls, without what differs from run to run. */
async function observe() {
  const before = bed.log.length;
  bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
  const calls: [path: string, call: BedCall][] = [
    [MESSAGES, { method: 'POST', body: { fields: FIELDS } }],
    [MESSAGES, { method: 'POST', body: { fields: { ...FIELDS, To: 'nobody' } } }],
    [`${MESSAGES}/MM${'0'.repeat(32)}`, {}],
    [`${MESSAGES}?pageSise=1`, {}],
    ['/v1/projects/example/locations/local/connections/unknown', {}],
    [`/v1/${FIRST}`, { token: stranger }],
    ['/v2/nothing', {}],
  ];
  const answers = [];
  for (const [path, call] of calls) {
    const { text } = await bed.call(path, { token, ...call });
    answers.push(withoutCallIds(text).replaceAll(NEW, '<new>'));
  }
  const { records } = await bed.services.audit.list({ pageSize: 3 });
  const lines = bed.log.slice(before).map((line) => {
    const { err, ...fields } = JSON.parse(line) as Record<string, any>;
    return { ...fields, time: '', callId: '', durationMs: 0, ...(err && { err: { name: err.name, code: err.code } }) };
  });
  return { answers, lines, records: records.map((record) => ({ ...record, id: '', callId: '', time: '' })) };
}

describe('secrets of other tenants', () => {
  test('secrets that equal parts of texts change no answer, log line or audit record of another tenant', async () => {
    const undamaged = await observe();
    expect(undamaged.answers.join()).toContain('"reason":"OUTCOME_UNKNOWN"');
    expect(undamaged.records.map(({ reason }) => reason)).toContain('OUTCOME_UNKNOWN');
    const short = ['UNKN', 'OUTC', 'INVALID_INPUT', 'twilio', 'projects/'];
    const long = [
      'OUTCOME_UNKNOWN"',
      'type.googleapis.com',
      'PERMISSION_DENIED',
      'projects/local/locations',
      'v2.projects.locations',
    ];
    for (const [index, value] of [...short, ...long].entries()) await storeSecret(index + 1, value);
    expect(await observe()).toEqual(undamaged);
  });
});

test('a secret that is too short to search for appears in no answer, log line or file', async () => {
  const short = 'zq7.short.Zq7/+';
  await storeSecret(99, short);
  const before = bed.log.length;
  const name = 'projects/tenant/locations/local/connections/c99';
  const answers = [
    await bed.call(`/v1/${name}?view=FULL`, { token }),
    await bed.call(`/v2/${name}:checkStatus`, { token }),
    await bed.call(`/v2/${name}/entityTypes/Messages/entities`, { token }),
    await bed.call(`/v2/${name}/entityTypes/Messages/entities`, { method: 'POST', token, body: { fields: FIELDS } }),
    await bed.call('/secretmanager/v1/projects/tenant/secrets/s99/versions', { token }),
    await bed.call('/admin/v1/auditRecords', { token }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 401, 401, 200, 200]);
  const places = answers.map(({ text }, index): [string, string] => [`answer ${index}`, text]);
  const files = ['connector.db', 'connector.db-wal'].map((file): [string, Uint8Array] => [
    file,
    readFileSync(join(bed.folder, file)),
  ]);
  expect(findCanaries({ short }, [...places, ...files, ['log', bed.log.slice(before).join('')]])).toEqual([]);
});

/** Another text of the same form: letters and digits are shifted by one. */
function decoyOf(secret: string): string {
  return secret.replaceAll(/[a-y0-8]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 1));
}

/** Replaces a guess, or the rest of it from a hyphen on. */
function withoutGuess(text: string, guess: string): string {
  const rests = [...guess.matchAll(/-/g)].map(({ index }) => guess.slice(index));
  return [guess, ...rests].reduce((shown, part) => shown.replaceAll(part, '<guess>'), text);
}

describe('guesses', () => {
  test('no answer and no audit record tells whether a guess is the administrator token', async () => {
    const [secret, decoy] = [ADMINISTRATOR_TOKEN, decoyOf(ADMINISTRATOR_TOKEN)];
    let calls = 0;
    const seen = async ([path, given]: readonly [string, BedCall], guess: string) => {
      // Failed logins are slowed down per address.
      calls += 1;
      const from = `10.0.${calls >> 8}.${calls & 255}`;
      const { status, text, headers } = await bed.call(path, { token, from, ...given });
      // A created token has its own random value.
      const body = status === 200 ? '' : withoutGuess(withoutCallIds(text).replaceAll(NEW, '<new>'), guess);
      const [record] = (await bed.services.audit.list({ pageSize: 1 })).records;
      const resource = withoutGuess(record?.resource ?? '', guess);
      return {
        status,
        body,
        headers: [...headers].filter(([name]) => name !== 'content-length' && name !== 'x-call-id'),
        resource,
      };
    };
    // What the first of two calls creates, the second would find.
    const body = { replication: { automatic: {} } };
    await bed.must('/secretmanager/v1/projects/p/secrets?secretId=more', { method: 'POST', body });
    const decoys = misplacements(decoy);
    for (const [index, call] of misplacements(secret).entries()) {
      expect(await seen(call, secret), call[0]).toEqual(await seen(decoys[index] ?? call, decoy));
    }
    expect(calls).toBeGreaterThan(300);
  });

  test('a hundred guesses in one request get the same answer, whether or not one of them is a secret', async () => {
    const guesses = Array.from({ length: 100 }, (_, index) => `${ADMINISTRATOR_TOKEN.slice(0, -4)}${1000 + index}`);
    guesses[50] = ADMINISTRATOR_TOKEN;
    guesses[60] = OTHER_SECRET;
    const fields = Object.fromEntries(guesses.map((guess) => [guess, 'x']));
    const { status, json, text } = await bed.call(MESSAGES, { method: 'POST', token, body: { fields } });
    expect(status).toBe(400);
    const { fieldViolations } = json.error.details.find((detail: Record<string, unknown>) => detail.fieldViolations);
    expect(fieldViolations.map(({ field }: { field: string }) => field)).toEqual(expect.arrayContaining(guesses));
    expect(text).not.toContain('redacted');
  });
});
