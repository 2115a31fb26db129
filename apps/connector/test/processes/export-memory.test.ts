import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, startCommandBed } from '../command-line.js';
import { startBuilt } from './built-command.js';
import { seedSentMessages } from '../sent-messages.js';

const MESSAGES = 30_000;
/** Without limits, an export of so many messages takes 300 MB. `scan` in benchmarks measures more exactly, and a million. */
const MOST_BYTES = 200e6;

let commands: CommandBed;
let folder: string;
beforeAll(async () => {
  commands = await startCommandBed();
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-export-'));
  const newest = Date.now() - 1000;
  seedSentMessages(commands.bed.simulator, MESSAGES, (index) => newest - (MESSAGES - index) * 60_000);
});
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

test.runIf(process.platform === 'linux')('a long export takes little memory', async () => {
  const target = join(folder, 'messages.ndjson');
  const args = ['export', 'Messages', '--where', 'DateSent IS NOT NULL', '--to', target];
  const child = startBuilt(args, commands.twilioEnv);
  let peak = 0;
  const sampler = setInterval(() => (peak = peakOf(child.pid) ?? peak), 20);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearInterval(sampler);
  expect(code).toBe(0);
  // Proof that the process was seen at work.
  expect(peak).toBeGreaterThan(80e6);
  expect(peak).toBeLessThan(MOST_BYTES);
});

/** The largest resident set of a process so far, in bytes; undefined when it has ended. */
function peakOf(pid: number | undefined): number | undefined {
  try {
    const kib = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? undefined : Number(kib) * 1024;
  } catch {
    return undefined;
  }
}
