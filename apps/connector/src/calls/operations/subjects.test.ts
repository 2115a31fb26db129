import { expect, test } from 'vitest';
import { openApp } from '../../../test/app-bed.js';
import { createFirstConnection } from '../../connections/first-connection.js';
import { compose } from '../../runtime/compose.js';
import type { CallRecord } from '../call.js';

const PATH = '/v2/projects/p/locations/local/connections/twilio';
const TASK = '/v2/projects/p/locations/local/integrations/ExecuteConnection:execute';
const MESSAGES = `${PATH}/entityTypes/Messages/entities`;
const SID = `SM${'0'.repeat(32)}`;
const post = (body: object): RequestInit => ({ method: 'POST', body: JSON.stringify(body) });
const message = { To: '+15550001111', Sender: '+15550002222', Body: 'x' };

/** The records of calls to a connection for which Twilio finds nothing. */
async function recordsOf(path: string, init?: RequestInit) {
  const connection = createFirstConnection({ accountSid: `AC${'1'.repeat(32)}` });
  const runtime = compose(connection, {
    credentials: { authToken: 'x' },
    fetch: async () => Response.json({ code: 20404 }, { status: 404 }),
  });
  const records: CallRecord[] = [];
  const app = openApp(runtime, { onCall: ({ record }) => void records.push(record) });
  await app(path, init);
  return records;
}

test.each<[string, string, RequestInit | undefined, CallRecord['subject']]>([
  ['LIST', MESSAGES, undefined, { operation: 'LIST', entityType: 'Messages' }],
  ['GET', `${MESSAGES}/${SID}`, undefined, { operation: 'GET', entityType: 'Messages' }],
  ['CREATE', MESSAGES, post({ fields: message }), { operation: 'CREATE', entityType: 'Messages' }],
  [
    'UPDATE',
    `${MESSAGES}/${SID}`,
    { ...post({ fields: { Body: '' } }), method: 'PATCH' },
    { operation: 'UPDATE', entityType: 'Messages' },
  ],
  ['DELETE', `${MESSAGES}/${SID}`, { method: 'DELETE' }, { operation: 'DELETE', entityType: 'Messages' }],
  [
    'an action',
    `${PATH}/actions/SendMessage:execute`,
    post({ parameters: message }),
    { operation: 'EXECUTE', action: 'SendMessage' },
  ],
  ['the task', TASK, post({ operation: 'LIST', entity: 'Calls' }), { operation: 'LIST', entityType: 'Calls' }],
  [
    'a tool',
    `${PATH}/tools/get_Messages:execute`,
    post({ parameters: { entityId: SID } }),
    { operation: 'GET', entityType: 'Messages' },
  ],
])('the record of %s tells what the call does, even if it fails', async (_name, path, init, subject) => {
  expect(await recordsOf(path, init)).toMatchObject([{ subject, twilioRequests: 1 }]);
});

test('the record of a call with a name that does not exist does not repeat it', async () => {
  const [record] = await recordsOf(`${PATH}/entityTypes/Nothing/entities`);
  expect(record?.subject).toBeUndefined();
});
