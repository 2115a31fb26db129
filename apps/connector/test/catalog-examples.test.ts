import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { actions, catalog } from '@twilio-connector/entities';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONNECTION, json, startTestBed, type TestBed } from './test-bed.js';

// Runs the example command of every page of docs/catalog. Each must work unchanged against the simulator of `npm start`.

const CALL = 'CAdefbf2b4caa7df11dc48106385e32345';
const folder = new URL('../../../docs/catalog/', import.meta.url);

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed({ CONNECTOR_ALLOWED_ACTIONS: '*', CONNECTOR_MIN_NODES: '100', SIMULATOR_ROWS: '200' });
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

/** The pages of a folder by the name of their entity type or action. */
function pagesIn(path: string): readonly (readonly [name: string, text: string])[] {
  const names = readdirSync(new URL(path, folder)).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return names.map((name) => [name.replace('.md', ''), readFileSync(new URL(path + name, folder), 'utf8')]);
}

async function runExample(page: string): Promise<Record<string, any>> {
  const command = /## Example\n.*?```sh\n(?<command>.*?)```/s.exec(page)?.groups?.command ?? '';
  const script = `T="Authorization: Bearer ${bed.token}"\nC=${bed.url}/v2/${CONNECTION}\n${command}`;
  const { stdout } = await promisify(execFile)('bash', ['-euc', script.replace('curl ', 'curl -s ')]);
  const answer = JSON.parse(stdout) as Record<string, any>;
  expect(answer.error).toBeUndefined();
  return answer;
}

describe('examples of entity types', () => {
  const pages = pagesIn('./');

  test('every entity type has a catalog page', () => {
    expect(pages.map(([name]) => name).sort()).toEqual(Object.keys(catalog).sort());
  });

  test.each(pages)('the example on the page of the entity type %s works', async (_name, page) => {
    const { entities, fields } = await runExample(page);
    if (fields) expect(fields).toEqual(expect.any(Object));
    else expect(entities).not.toEqual([]);
  });
});

/** Changes the state of a stored call or message. */
function put(resource: string, sid: string, state: object): void {
  const records = bed.simulator.snapshot(resource);
  bed.simulator.seed(
    resource,
    records.map((record) => (record.sid === sid ? { ...record, ...state } : record)),
  );
}

const execute = (name: string, parameters: object) => bed.call(`/actions/${name}:execute`, json({ parameters }));
const callInProgress = () => put('Calls', CALL, { status: 'in-progress', end_time: null, duration: null });

/** The state that the example of an action needs. */
const BEFORE: Readonly<Record<string, () => unknown>> = {
  CancelMessage: () => put('Messages', 'SM3ad97d41e786c02bca47c8ce1745053b', { status: 'scheduled' }),
  HangupCall: callInProgress,
  CancelCall: () => put('Calls', CALL, { status: 'ringing', end_time: null, duration: null }),
  RedirectCall: callInProgress,
  StartCallRecording: callInProgress,
  async UpdateCallRecording() {
    callInProgress();
    await execute('StartCallRecording', { CallSid: CALL });
  },
  CheckVerification: () =>
    execute('StartVerification', {
      ServiceSid: bed.simulator.snapshot('VerifyServices')[0]?.sid,
      To: '+15550100001',
      Channel: 'sms',
    }),
};

describe('examples of actions', () => {
  const pages = pagesIn('actions/');

  test('every action has a catalog page', () => {
    expect(pages.map(([name]) => name).sort()).toEqual(Object.keys(actions).sort());
  });

  const isDelete = (name: string) => actions[name as keyof typeof actions].method === 'DELETE';
  test.each(pages)('the example on the page of the action %s works', async (name, page) => {
    await BEFORE[name]?.();
    const { results } = await runExample(page);
    if (isDelete(name)) expect(results).toEqual([]);
    else expect(results).not.toEqual([]);
  });
});
