import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { startBuilt } from './built-command.js';
import { CONNECTION } from '../test-bed.js';

const TOKEN = 'test-token-0123456789-abcdefghijk';

let twilio: RunningSimulator;
let server: ChildProcess | undefined;
beforeAll(async () => {
  twilio = await startSimulator({ rows: 0 });
});
afterEach(() => server?.kill('SIGKILL'));
afterAll(() => twilio.close());

/** A connector in a new process, which shares no state with an earlier one. */
async function serve() {
  const { accountSid, authToken } = twilio.simulator;
  const env = {
    PORT: '0',
    PG_PORT: 'off',
    CONNECTOR_TOKEN: TOKEN,
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_BASE_URL: `${twilio.url}/{product}`,
  };
  const child = startBuilt(['serve'], env);
  server = child;
  let output = '';
  for await (const chunk of child.stdout) {
    output += String(chunk);
    const url = /serving at (\S+)/.exec(output)?.[1];
    if (url) return { child, url };
  }
  throw new Error(output);
}

/** Starts a connector, runs `work` with it and kills it. */
async function inOwnProcess<T>(
  work: (call: (path: string, init?: RequestInit) => Promise<any>) => Promise<T>,
): Promise<T> {
  const { child, url } = await serve();
  const headers = { Authorization: `Bearer ${TOKEN}` };
  const result = await work(async (path, init) => {
    const response = await fetch(`${url}/v2/${CONNECTION}/entityTypes/Messages/entities${path}`, { ...init, headers });
    const answer = await response.json();
    expect(answer).not.toHaveProperty('error');
    return answer;
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  return result;
}

const sidOf = (index: number) => `SM${String(index).padStart(32, '0')}`;
const fields = (body: string) => ({ To: '+15550100001', Sender: '+15550100100', Body: body });

test.each([
  ['without a condition', { conditions: '', pageSize: '80' }],
  ['with a condition that Twilio does not filter', { conditions: "Body = 'keep'", pageSize: '80' }],
  [
    'with a condition and another order',
    { conditions: "Body = 'keep'", pageSize: '80', sortBy: 'DateCreated', sortOrder: 'DESC' },
  ],
])(
  'a list %s, whose pages are read from a killed and restarted connector, neither repeats nor loses a row',
  async (_, query) => {
    const rows = Array.from({ length: 200 }, (_row, index) => ({
      sid: sidOf(index),
      body: index % 3 ? 'keep' : 'skip',
      status: 'delivered',
      date_created: Date.parse('2024-01-01T00:00:00Z') + index * 1000,
    }));
    twilio.simulator.seed('Messages', rows);
    const expected = rows.filter(({ body }) => query.conditions === '' || body === 'keep').map(({ sid }) => sid);
    const seen: string[] = [];
    const deleted = new Set<string>();
    let pageToken: string | undefined = '';
    for (let page = 0; pageToken !== undefined; page += 1) {
      const parameters: string = new URLSearchParams({ ...query, pageToken }).toString();
      const answer = await inOwnProcess(async (call) => {
        const list = await call(`?${parameters}`);
        const sids: string[] = list.entities.map((entity: { fields: { Sid: string } }) => entity.fields.Sid);
        // Deletes every other listed row, including the last one, and three rows that were not listed; adds three rows.
        const gone = [...sids.filter((__, index) => index % 2), ...[20, 22, 100].map((index) => sidOf(index + page))];
        const conditions = encodeURIComponent(`Sid IN (${gone.map((sid) => `'${sid}'`).join()})`);
        await call(`:deleteEntitiesWithConditions?conditions=${conditions}`, { method: 'POST' });
        for (const sid of gone) deleted.add(sid);
        for (const body of ['keep', 'skip', 'keep']) {
          await call('', { method: 'POST', body: JSON.stringify({ fields: fields(body) }) });
        }
        return { sids, nextPageToken: list.nextPageToken as string | undefined };
      });
      seen.push(...answer.sids);
      pageToken = answer.nextPageToken;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual(expect.arrayContaining(expected.filter((sid) => !deleted.has(sid))));
    expect(deleted.size).toBeGreaterThan(60);
  },
);
