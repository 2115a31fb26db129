import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { runCommand, type CommandBed, rowsOf, startCommandBed } from './command-line.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

const run = (args: readonly string[], env = commands.twilioEnv) => runCommand(args, env);

describe('actions', () => {
  test('if an action returns a file, the run command writes it to --file or to standard output', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-'));
    const file = join(folder, 'call.wav');
    const download = [
      'run',
      'DownloadRecording',
      '--set',
      'Sid=RE2e915e78549694bd0a0742d2d39454e5',
      '--set',
      'Format=wav',
    ];
    for (const { flags, env } of Object.values(commands.ways)) {
      expect(await run([...download, '--file', file, ...flags], env)).toMatchObject({ code: 0, stdout: '' });
      expect(readFileSync(file).subarray(0, 4).toString('latin1')).toBe('RIFF');
      expect((await run([...download, ...flags], env)).stdout.slice(0, 4)).toBe('RIFF');
    }
    rmSync(folder, { recursive: true });
  });

  test('run executes allowed actions in process and through a connector, and refuses others', async () => {
    for (const { flags, env } of Object.values(commands.ways)) {
      const sid = String(bed.simulator.snapshot('Messages').at(-1)?.sid);
      const { code, stdout } = await run(['run', 'RedactMessage', '--set', `Sid=${sid}`, ...flags], env);
      expect([code, rowsOf(stdout)]).toEqual([0, [{ Sid: sid }]]);
      expect(bed.simulator.snapshot('Messages').at(-1)?.body).toBe('');
      const refused = await run(['run', 'BuyPhoneNumber', '--set', 'AreaCode=555', ...flags], env);
      expect(refused).toMatchObject({
        code: 1,
        stderr: expect.stringContaining('This connection does not allow the action'),
      });
    }
    const [number] = bed.simulator.snapshot('IncomingPhoneNumbers');
    const allowed = { ...commands.twilioEnv, CONNECTOR_ALLOWED_ACTIONS: 'ReleasePhoneNumber' };
    expect(await run(['run', 'ReleasePhoneNumber', '--set', `Sid=${number?.sid}`], allowed)).toMatchObject({ code: 0 });
    expect(bed.simulator.snapshot('IncomingPhoneNumbers')).not.toContainEqual(number);
  });

  test('actions are listed, described and validated without sending a request', async () => {
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
    expect(noFile).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('HangupCall does not return a file: remove --file.'),
    });
    expect(await run(['run', 'Nothing'], {})).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('SendMessage'),
    });
    expect(bed.simulator.journal.count).toBe(0);
  });
});
