import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { buildCommand, runCommand } from './command-line.js';
import { startTestBed, type TestBed } from './test-bed.js';

let bed: TestBed;
let twilioEnv: Record<string, string>;
beforeAll(async () => {
  await buildCommand();
  bed = await startTestBed();
  const { accountSid, authToken } = bed.simulator;
  twilioEnv = { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_BASE_URL: bed.twilioUrl };
}, 120_000);
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const run = (args: readonly string[], env: Readonly<Record<string, string>> = twilioEnv) => runCommand(args, env);
const rowsOf = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);

/** Both ways to the same rows: in the process of the command, and through a connector. */
const ways = () =>
  [
    ['in process', [], twilioEnv],
    ['through a connector', ['--server', bed.url], { CONNECTOR_TOKEN: bed.token }],
  ] as const;

describe('actions', () => {
  test('run, both ways to Twilio; what a connection does not allow stays undone', async () => {
    for (const [, flags, env] of ways()) {
      const sid = String(bed.simulator.snapshot('Messages').at(-1)?.sid);
      const { code, stdout } = await run(['run', 'RedactMessage', '--set', `Sid=${sid}`, ...flags], env);
      expect([code, rowsOf(stdout)]).toEqual([0, [{ Sid: sid }]]);
      expect(bed.simulator.snapshot('Messages').at(-1)?.body).toBe('');
      const refused = await run(['run', 'BuyPhoneNumber', '--set', 'AreaCode=555', ...flags], env);
      expect(refused).toMatchObject({ code: 1, stderr: expect.stringContaining('is not allowed by this connection') });
    }
    const [number] = bed.simulator.snapshot('IncomingPhoneNumbers');
    const allowed = { ...twilioEnv, CONNECTOR_ALLOWED_ACTIONS: 'ReleasePhoneNumber' };
    expect(await run(['run', 'ReleasePhoneNumber', '--set', `Sid=${number?.sid}`], allowed)).toMatchObject({ code: 0 });
    expect(bed.simulator.snapshot('IncomingPhoneNumbers')).not.toContainEqual(number);
  }, 30_000);

  test('are listed, described and checked without sending anything', async () => {
    expect((await run(['actions'], {})).stdout).toMatch(/^SendMessage +yes +Sends a message/m);
    const described = await run(['describe', 'SendMessage'], {});
    expect(described.stdout).toMatch(/^To +VARCHAR +yes/m);
    const dry = await run(['run', 'HangupCall', '--set', `Sid=CA${'1'.repeat(32)}`, '--dry-run'], {});
    expect(JSON.parse(dry.stdout)).toMatchObject({ method: 'POST', form: { Status: 'completed' } });
    expect(await run(['run', 'HangupCall'], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Sid is required'),
    });
    const noFile = await run(['run', 'HangupCall', '--set', `Sid=CA${'1'.repeat(32)}`, '--file', 'x'], {});
    expect(noFile).toMatchObject({ code: 2, stderr: expect.stringContaining('answers no file') });
    expect(await run(['run', 'Nothing'], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SendMessage'),
    });
    expect(bed.simulator.journal.count).toBe(0);
  }, 30_000);
});
