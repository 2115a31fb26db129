import { once } from 'node:events';
import { type RunningSimulator, startSimulator } from '@twilio-connector/simulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { runCommand } from '../command-line.js';
import { startBuilt } from './built-command.js';

/** More than one page of Twilio's. */
const ROWS = 1200;
let twilio: RunningSimulator;
beforeAll(async () => {
  twilio = await startSimulator({ rows: ROWS });
});
beforeEach(() => twilio.simulator.reset());
afterAll(() => twilio.close());

const redact = ['update', 'Messages', '--where', "Direction LIKE '%'", '--set', 'Body=', '--bulk', '-o', 'json'];
const env = () => ({
  TWILIO_ACCOUNT_SID: twilio.simulator.accountSid,
  TWILIO_AUTH_TOKEN: twilio.simulator.authToken,
  TWILIO_BASE_URL: twilio.url,
  CONNECTOR_MIN_NODES: '100',
});
const all = () => twilio.simulator.snapshot('Messages');
/** Resolves when Twilio has received that many writes since the last reset. */
const untilWritten = (count: number) =>
  expect.poll(() => twilio.simulator.journal.count, { interval: 5 }).toBeGreaterThan(count);
const redacted = () => all().filter(({ body }) => body === '').length;

test('a bulk update that meets faults or is killed reports exact counts, and repeating it finishes the rest', async () => {
  const total = all().length;
  expect(total).toBeGreaterThanOrEqual(ROWS);
  const first = redacted();
  twilio.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', probability: 0.02, seed: 1 });
  twilio.simulator.addFault({ kind: 'status', status: 503, method: 'POST', probability: 0.02, seed: 2 });
  twilio.simulator.addFault({ kind: 'status', status: 429, method: 'POST', probability: 0.02, seed: 3 });

  const command = startBuilt(redact, env());
  const exit = once(command, 'exit');
  await untilWritten(300);
  command.kill('SIGKILL');
  expect(await exit).toEqual([null, 'SIGKILL']);
  const atKill = redacted();
  expect(atKill - first).toBeLessThan(ROWS / 2);

  const second = await runCommand(redact, env());
  const [report] = JSON.parse(second.stdout) as [{ Found: number; Done: number; Failed: number; NotReached: number }];
  expect(report.Found).toBe(total);
  expect(report.Done + report.Failed + report.NotReached).toBe(total);
  expect(report.Failed).toBeGreaterThan(0);
  expect(second.code).toBe(1);
  // Every failed entity is named. Some were updated all the same: the connection broke after Twilio had processed them.
  const named = second.stderr.match(/^(?:SM|MM)[0-9a-f]{32}: /gm) ?? [];
  expect(named).toHaveLength(report.Failed);
  expect(redacted()).toBeGreaterThanOrEqual(report.Done);
  expect(redacted()).toBeLessThanOrEqual(report.Done + report.Failed);

  twilio.simulator.clearFaults();
  const before = twilio.simulator.journal.count;
  const left = total - redacted();
  const third = await runCommand(redact, env());
  expect(third.code).toBe(0);
  // A slow machine may print progress lines.
  expect(third.stderr.replaceAll(/^.* requests? to Twilio …\n/gm, '')).toBe('');
  expect(JSON.parse(third.stdout)).toEqual([{ Found: total, Done: total, Failed: 0, NotReached: 0 }]);
  expect(redacted()).toBe(total);
  // The reads of the list, and one write for each remaining entity.
  expect(twilio.simulator.journal.count - before).toBe(left + Math.ceil(total / 1000));
});

test('Ctrl-C stops a bulk update between two writes, with a report', async () => {
  const command = startBuilt(redact, { ...env(), CONNECTOR_MIN_NODES: '2' });
  let output = '';
  command.stdout.on('data', (chunk) => (output += String(chunk)));
  const exit = once(command, 'close');
  await untilWritten(20);
  command.kill('SIGINT');
  expect(await exit).toEqual([130, null]);
  const [report] = JSON.parse(output) as [{ Found: number; Done: number; Failed: number; NotReached: number }];
  expect(report).toMatchObject({
    Found: all().length,
    Done: redacted(),
    Failed: 0,
    NotReached: all().length - redacted(),
  });
  expect(report.NotReached).toBeGreaterThan(ROWS / 2);
});
