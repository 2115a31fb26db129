import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, runCommand, startCommandBed } from '../command-line.js';
import { startBuilt } from './built-command.js';

let commands: CommandBed;
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-once-'));
beforeAll(async () => {
  commands = await startCommandBed();
});
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

test('repeating a command that was killed during its write sends nothing', async () => {
  const { bed, twilioEnv } = commands;
  const env = { ...twilioEnv, CONNECTOR_DATA: folder };
  const message = ['--set', 'To=+15550100001', '--set', 'Sender=+15550100100', '--set', 'Body=killed'];
  const create = ['create', 'Messages', ...message, '--idempotency-key', 'killed'];
  const held = bed.holdRequest('POST');
  const child = startBuilt(create, env);
  const exit = once(child, 'exit');
  const before = bed.simulator.journal.count;
  await held.arrived;
  child.kill('SIGKILL');
  await exit;
  held.release();
  await expect.poll(() => bed.simulator.journal.count).toBe(before + 1);
  expect(await runCommand(create, env)).toMatchObject({
    code: 3,
    stderr: expect.stringContaining(
      'The first call with this Idempotency-Key was interrupted before its result was recorded, so it may or may not have been carried out. Check its effect, and only then send the call again with a new key.',
    ),
  });
  expect(bed.simulator.journal.count).toBe(before + 1);
});
