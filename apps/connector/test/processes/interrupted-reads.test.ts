import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type CommandBed, startCommandBed } from '../command-line.js';
import { startBuilt } from './built-command.js';

let commands: CommandBed;
let bed: CommandBed['bed'];
beforeAll(async () => {
  commands = await startCommandBed();
  ({ bed } = commands);
});
beforeEach(() => bed.simulator.reset());
afterAll(() => bed.close());

test.each([
  ['list', ['list', 'Messages'], '0 rows, 1 request to Twilio …'],
  ['get', ['get', 'Recordings', 'RE2e915e78549694bd0a0742d2d39454e5'], '1 request to Twilio …'],
])('Ctrl-C stops a long %s with exit code 130', async (_, args, progress) => {
  const held = bed.holdRequest('GET');
  const child = startBuilt(args, commands.twilioEnv);
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  // The progress line shows that the request is in flight.
  await new Promise<void>((resolve) => {
    let said = '';
    child.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(progress)) resolve();
    });
  });
  child.kill('SIGINT');
  expect(await ended).toBe(130);
  held.release();
});
