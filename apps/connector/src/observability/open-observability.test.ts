import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { openObservability } from './open-observability.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const QUEUE = { queued: 0, throttled: 0, refused: 0, waited: 0, waitMs: 0 };

async function open(env = {}, write?: () => void) {
  const lines: string[] = [];
  const observed = await openObservability({
    env,
    secrets: ['a-secret-of-the-server'],
    logDestination: { write: write ?? ((line) => void lines.push(line)) },
    queue: () => QUEUE,
    reservedBytes: () => 0,
    lostLogEntries: () => 0,
    connections: async () => [],
  });
  return { ...observed, lines, messages: () => lines.map((line) => (JSON.parse(line) as { msg: string }).msg) };
}

test('the log hides the secrets of the server and those that became known later', async () => {
  const { log, known, lines } = await open();
  known.add('a-secret-of-a-tenant');
  log.error({ err: new Error('a-secret-of-the-server, a-secret-of-a-tenant') }, 'failed');
  expect(lines.join('')).toContain('[redacted], [redacted]');
  expect(lines.join('')).not.toContain('a-secret');
});

test('the log has the level of the environment, or info', async () => {
  for (const [env, expected] of [
    [{}, ['info', 'warn']],
    [{ CONNECTOR_LOG_LEVEL: 'warn' as const }, ['warn']],
    [{ CONNECTOR_LOG_LEVEL: 'silent' as const }, []],
  ] as const) {
    const { log, messages } = await open(env);
    log.info({}, 'info');
    log.warn({}, 'warn');
    expect(messages()).toEqual(expected);
  }
});

test('refusals are summed every minute, and once more when the log closes', async () => {
  const { messages, ...observed } = await open();
  const refuse = (count: number) => {
    for (let index = 0; index < count; index += 1) observed.refusals.add({ reason: 'R', address: 'a' }, () => {});
  };
  refuse(6);
  vi.advanceTimersByTime(59_999);
  expect(messages()).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(messages()).toEqual(['more refused']);
  vi.advanceTimersByTime(60_000);
  refuse(6);
  expect(messages()).toHaveLength(1);
  await observed.close();
  expect(messages()).toHaveLength(2);
  expect(vi.getTimerCount()).toBe(0);
});

test('lines that could not be logged are in the metrics', async () => {
  const { log, metrics } = await open({}, () => {
    throw new Error('ENOSPC');
  });
  log.info({}, 'lost');
  expect(await metrics.toText()).toContain('\ntwilio_connector_log_lines_dropped_total 1\n');
});
