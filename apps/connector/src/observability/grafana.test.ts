import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { createMetrics } from './metrics.js';

const dashboard = readFileSync(new URL('../../grafana/twilio-connector.json', import.meta.url), 'utf8');

test('every metric of the Grafana dashboard exists, with the labels that its queries use', async () => {
  const metrics = createMetrics({
    queue: () => ({ queued: 0, throttled: 0, refused: 0, waited: 0, waitMs: 0 }),
    droppedLogLines: () => 0,
    reservedBytes: () => 0,
    lostLogEntries: () => 0,
    connections: async () => [{ name: 'c', nodes: 2 }],
  });
  metrics.request({ method: 'm', status: 200, durationMs: 1 });
  metrics.attempt({ connection: 'c', method: 'GET', status: 200, waitMs: 5, durationMs: 1, attempt: 2 });
  const failure = { code: 'UNAVAILABLE', reason: 'X' };
  metrics.call({ record: { resource: 'c', subject: { operation: 'LIST' } }, failure });
  const text = await metrics.toText(async () => true);
  const samples = text.split('\n').filter((line) => !line.startsWith('#'));
  const names = new Set(samples.map((line) => /^\w+/.exec(line)?.[0]));
  const used = new Set(dashboard.match(/twilio_connector_\w+/g));
  expect([...used].filter((name) => !names.has(name))).toEqual([]);
  expect(used.size).toBeGreaterThan(9);
  for (const [, name, labels = ''] of dashboard.matchAll(/(twilio_connector_connection_\w+)\{([^}]*)\}/g)) {
    const sample = samples.find((line) => line.startsWith(`${name}{`));
    for (const [, label] of labels.matchAll(/(\w+)[!=]~?=?\\"/g)) expect(sample, name).toContain(`${label}="`);
  }
});
