import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, runCommand, startCommandBed } from './command-line.js';
import { seedSentMessages } from './sent-messages.js';

const MESSAGES = 20_000;
const DAY_MS = 86_400_000;

let commands: CommandBed;
let folder: string;
beforeAll(async () => {
  commands = await startCommandBed();
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-export-'));
  const now = Date.now();
  const sentAt = (index: number) => now - Math.floor(((MESSAGES - index) / MESSAGES) * 300 * DAY_MS);
  seedSentMessages(commands.bed.simulator, MESSAGES, sentAt);
});
afterAll(async () => {
  await commands.bed.close();
  rmSync(folder, { recursive: true });
});

test('an export is complete and exact while Twilio answers 429 and 503 and cuts connections', async () => {
  const { simulator } = commands.bed;
  const { flags, env } = commands.ways.throughConnector;
  simulator.clearFaults();
  // Each fault applies to some requests, one after the other. Those that are slow by nothing pass.
  const pass = (count: number) => ({ kind: 'slow', ms: 0, count }) as const;
  const faults = [
    pass(2),
    { kind: 'status', status: 429, count: 1 } as const,
    pass(5),
    { kind: 'status', status: 503, count: 1 } as const,
  ];
  for (const fault of [...faults, pass(4), { kind: 'reset', count: 1 } as const, pass(3), ...faults])
    simulator.addFault(fault);
  simulator.journal.clear();
  const target = join(folder, 'messages.csv');
  const args = ['export', 'Messages', '--where', 'DateSent IS NOT NULL', '--fields', 'Sid', '--to', target];
  const ended = await runCommand([...args, ...flags], env);
  expect(ended).toMatchObject({ code: 0 });
  const sids = readFileSync(target, 'utf8').trim().split('\n').slice(1);
  const wanted = simulator
    .snapshot('Messages')
    .filter(({ date_sent: sent }) => sent !== null)
    .map(({ sid }) => sid);
  expect(sids).toHaveLength(wanted.length);
  expect(new Set(sids)).toEqual(new Set(wanted));
  const statuses = new Set(simulator.journal.requests().map(({ status }) => status));
  expect([...statuses]).toEqual(expect.arrayContaining([0, 200, 429, 503]));
});
