import { afterAll, describe, expect, test } from 'vitest';
import { CONNECTION, startTestBed, type TestBed } from './test-bed.js';

const beds: TestBed[] = [];
afterAll(() => Promise.all(beds.map((bed) => bed.close())));

async function open(env: Readonly<Record<string, string>>) {
  const bed = await startTestBed(env);
  beds.push(bed);
  return async (sql: string) => {
    const { json } = await bed.request(`/v2/${CONNECTION}:executeSqlQuery`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bed.token}` },
      body: JSON.stringify({ query: { query: sql } }),
    });
    const writes = bed.simulator.journal.requests().filter(({ method }) => method !== 'GET').length;
    return { answer: json.error?.message ?? json.metadata.twilio.tag, writes };
  };
}

const SEND = `insert into messages ("to", sender, body) values ('+15550100001', '+15550100100', 'x')`;

describe('a connection that allows some operations', () => {
  test('writes with these only, also where it may not read', async () => {
    const run = await open({
      CONNECTOR_ALLOWED_OPERATIONS: 'Messages.CREATE,Recordings',
      CONNECTOR_ALLOWED_ACTIONS: 'SendMessage',
    });
    expect(await run(SEND)).toEqual({ answer: 'INSERT 0 1', writes: 1 });
    for (const [sql, message] of [
      [`update messages set body = '' where sid = 'SM1'`, 'does not allow UPDATE for the table messages'],
      [`delete from messages where sid = 'SM1'`, 'does not allow DELETE for the table messages'],
      [`select sid from messages`, 'does not allow LIST of Messages'],
      [`delete from calls where sid = 'CA1'`, 'The table calls is not available on this connection'],
      [`call redact_message(sid => 'SM1')`, 'does not allow the procedure redact_message'],
      [`insert into recordings (sid) values ('RE1')`, 'INSERT is not supported for the table recordings'],
    ] as const) {
      expect(await run(sql)).toEqual({ answer: expect.stringContaining(message), writes: 1 });
    }
    const call = `call send_message("to" => '+15550100001', sender => '+15550100100', body => 'x')`;
    expect(await run(call)).toEqual({ answer: 'CALL', writes: 2 });
  });
});
