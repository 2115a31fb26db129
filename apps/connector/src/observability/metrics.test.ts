import { Server } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createMetrics } from './metrics.js';

/** The samples of the Prometheus text, by name and labels. */
function samplesOf(text: string): Readonly<Record<string, number>> {
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return Object.fromEntries(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

const ATTEMPT = {
  connection: 'c',
  method: 'GET',
  product: 'api',
  path: '/',
  waitMs: 0,
  durationMs: 1,
  attempt: 1,
  endMs: 0,
} as const;

const queue = () => ({ queued: 3, throttled: 5, refused: 7, waited: 11, waitMs: 1300 });

/** A server on which nothing was lost and nothing is held. */
const NOTHING = {
  queue,
  droppedLogLines: () => 0,
  reservedBytes: () => 0,
  lostLogEntries: () => 0,
  connections: async () => [],
};

test('requests and attempts are counted by method and status or outcome, with their durations in seconds', async () => {
  const metrics = createMetrics(NOTHING);
  metrics.request({ method: 'v2.list', status: 200, durationMs: 40 });
  metrics.request({ method: 'v2.list', status: 200, durationMs: 60 });
  metrics.request({ method: 'v2.list', status: 429, durationMs: 2000 });
  metrics.request({ method: 'unknown', status: 400 });
  metrics.attempt({ ...ATTEMPT, status: 200, durationMs: 300 });
  metrics.attempt({ ...ATTEMPT, error: 'ECONNRESET', durationMs: 181_000 });
  const samples = samplesOf(await metrics.toText());
  expect(samples).toMatchObject({
    'twilio_connector_requests_total{method="v2.list",status="200"}': 2,
    'twilio_connector_requests_total{method="v2.list",status="429"}': 1,
    'twilio_connector_requests_total{method="unknown",status="400"}': 1,
    'twilio_connector_request_duration_seconds_count{method="v2.list"}': 3,
    'twilio_connector_request_duration_seconds_sum{method="v2.list"}': 2.1,
    'twilio_connector_request_duration_seconds_bucket{method="v2.list",le="0.05"}': 1,
    'twilio_connector_request_duration_seconds_bucket{method="v2.list",le="0.1"}': 2,
    'twilio_connector_twilio_attempts_total{method="GET",outcome="200"}': 1,
    'twilio_connector_twilio_attempts_total{method="GET",outcome="ECONNRESET"}': 1,
    'twilio_connector_twilio_attempt_duration_seconds_sum{method="GET"}': 181.3,
    'twilio_connector_twilio_attempt_duration_seconds_bucket{method="GET",le="0.25"}': 0,
    'twilio_connector_twilio_attempt_duration_seconds_bucket{method="GET",le="180"}': 1,
    'twilio_connector_twilio_attempt_duration_seconds_bucket{method="GET",le="+Inf"}': 2,
  });
  // A request that could not be read has no duration.
  expect(samples).not.toHaveProperty(['twilio_connector_request_duration_seconds_count{method="unknown"}']);
});

test('the counters of the queue, the dropped log lines and the memory of calls are read when the metrics are collected', async () => {
  let dropped = 1;
  const metrics = createMetrics({
    queue,
    droppedLogLines: () => dropped,
    reservedBytes: () => 17,
    lostLogEntries: () => 23,
    connections: async () => [],
  });
  expect(samplesOf(await metrics.toText())).toEqual({
    twilio_connector_queued: 3,
    twilio_connector_call_memory_bytes: 17,
    twilio_connector_throttled_total: 5,
    twilio_connector_refused_total: 7,
    twilio_connector_queue_waited_total: 11,
    twilio_connector_queue_wait_seconds_total: 1.3,
    twilio_connector_log_lines_dropped_total: 1,
    twilio_connector_log_entries_lost_total: 23,
  });
  dropped = 4;
  expect(samplesOf(await metrics.toText())).toHaveProperty('twilio_connector_log_lines_dropped_total', 4);
});

test('every metric has a description, which is a sentence, and a type', async () => {
  const metrics = createMetrics(NOTHING);
  metrics.request({ method: 'v2.list', status: 200, durationMs: 1 });
  metrics.attempt({ ...ATTEMPT, status: 200 });
  metrics.clientDisconnected('TOO_MANY_SOCKETS');
  const text = await metrics.toText();
  const described = [...text.matchAll(/^# HELP (\S+) [A-Z][^\n]+\.$/gm)].map(([, name]) => name);
  const typed = [...text.matchAll(/^# TYPE (\S+) (?:counter|gauge|histogram)$/gm)].map(([, name]) => name);
  const names = new Set(
    Object.keys(samplesOf(text)).map((sample) => sample.replace(/_(?:bucket|sum|count)\{.*|\{.*/, '')),
  );
  expect(names.size).toBe(13);
  expect(new Set(described)).toEqual(names);
  expect(new Set(typed)).toEqual(names);
});

test('clients that were disconnected are counted by reason', async () => {
  const metrics = createMetrics(NOTHING);
  for (const reason of ['TOO_MANY_SOCKETS', 'TOO_MANY_SOCKETS', 'SLOW_READER']) metrics.clientDisconnected(reason);
  expect(samplesOf(await metrics.toText())).toMatchObject({
    'twilio_connector_clients_disconnected_total{reason="TOO_MANY_SOCKETS"}': 2,
    'twilio_connector_clients_disconnected_total{reason="SLOW_READER"}': 1,
  });
});

test('metrics open no port of their own', async () => {
  const listen = vi.spyOn(Server.prototype, 'listen').mockReturnThis();
  await createMetrics(NOTHING).toText();
  expect(listen).not.toHaveBeenCalled();
});
