import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, onTestFinished, test } from 'vitest';
import { createBufferedOutput } from '../../src/observability/buffered-output.js';
import { ADMINISTRATOR_TOKEN, FIRST, type ServerBed, startServerBed } from '../server-bed.js';
import { startTestBed } from '../test-bed.js';

// Whatever happens to the log, calls are carried out, audited and answered truthfully.

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const MESSAGE = { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'logged' } };
const token = ADMINISTRATOR_TOKEN;

let bed: ServerBed | undefined;
afterEach(async () => {
  await bed?.close();
  bed = undefined;
});

const metricOf = (metrics: string, name: string) =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith(name) && !line.startsWith('#'))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);

describe('a log that cannot be written', () => {
  test('a log whose every write fails changes no answer, and every write is in the audit log', async () => {
    bed = await startServerBed(
      {},
      {
        logDestination: {
          write() {
            throw new Error('ENOSPC');
          },
        },
      },
    );
    const written = await bed.call(MESSAGES, { method: 'POST', token, body: MESSAGE });
    expect(written).toMatchObject({ status: 200, json: { fields: { Sid: expect.any(String) } } });
    expect((await bed.call(`${MESSAGES}?pageSise=1`, { token })).reason).toBe('UNKNOWN_PARAMETER');
    expect((await bed.call(MESSAGES)).reason).toBe('TOKEN_MISSING');
    bed.simulator.addFault({ kind: 'dropAfterProcessing', method: 'POST', count: 1 });
    expect((await bed.call(MESSAGES, { method: 'POST', token, body: MESSAGE })).reason).toBe('OUTCOME_UNKNOWN');
    expect(bed.simulator.snapshot('Messages').filter(({ body }) => body === 'logged')).toHaveLength(2);
    const { records } = await bed.services.audit.list({ pageSize: 10 });
    expect(records.map(({ status }) => status)).toEqual(['UNKNOWN', 'OK']);
    expect(metricOf((await bed.call('/metrics')).text, 'twilio_connector_log_lines_dropped')).toBe(4);
  });

  test('a log that nobody reads is bounded, and its dropped lines are counted in a metric', async () => {
    const output = createBufferedOutput({ fd: 2, maxBytes: 1000, files: { write() {}, writeSync: () => 0 } });
    bed = await startServerBed({}, { logDestination: output });
    for (let count = 0; count < 20; count += 1) {
      expect((await bed.call(`/v1/${FIRST}`, { token })).status).toBe(200);
    }
    const dropped = metricOf((await bed.call('/metrics')).text, 'twilio_connector_log_lines_dropped');
    expect(dropped).toBe(output.dropped());
    expect(dropped).toBeGreaterThan(10);
  });

  test('the audit record of a write is stored before its line is logged', async () => {
    const audited: number[] = [];
    bed = await startServerBed(
      {},
      {
        logDestination: {
          write(line) {
            if (!line.includes('entities.create') || !bed) return;
            const database = new DatabaseSync(join(bed.folder, 'connector.db'), { readOnly: true });
            audited.push(Number(database.prepare('SELECT count(*) AS count FROM audit').get()?.count));
            database.close();
          },
        },
      },
    );
    for (let count = 0; count < 2; count += 1) await bed.call(MESSAGES, { method: 'POST', token, body: MESSAGE });
    expect(audited).toEqual([1, 2]);
  });
});

describe('calls without a valid token', () => {
  test('calls without a token are logged in a bounded number of lines, whose counts add up, and are all in the metrics', async () => {
    bed = await startServerBed();
    const before = bed.log.length;
    for (let count = 0; count < 1500; count += 1) {
      // Half of them come from one network, and the others from one address each.
      const from = count % 2 ? `2001:db8::${count.toString(16)}` : `10.0.${count >> 8}.${count & 255}`;
      expect((await bed.call(`/v1/${FIRST}`, { from })).status).toBe(401);
    }
    const metrics = (await bed.call('/metrics')).text;
    expect(bed.log.length - before).toBeLessThan(130);
    const { log } = bed;
    await bed.close();
    bed = undefined;
    const lines = log.slice(before).map((line) => JSON.parse(line) as Record<string, unknown>);
    const counted = lines.filter(({ reason }) => reason === 'TOKEN_MISSING');
    expect(counted.reduce((sum, { count = 1 }) => sum + Number(count), 0)).toBe(1500);
    expect(counted).toContainEqual(expect.objectContaining({ address: '2001:db8:0:0::/64', count: 745 }));
    expect(metricOf(metrics, 'twilio_connector_requests_total{method="unknown",status="401"}')).toBe(1500);
  });

  test('denied calls of one caller are logged in a bounded number of lines, other refusals one by one', async () => {
    bed = await startServerBed();
    const stranger = await bed.token('stranger');
    const before = bed.log.length;
    for (let count = 0; count < 20; count += 1) await bed.call(`/v1/${FIRST}`, { token: stranger });
    expect(bed.log.slice(before)).toHaveLength(5);
    for (let count = 0; count < 20; count += 1) await bed.call(`${MESSAGES}?pageSise=1`, { token });
    expect(bed.log.slice(before)).toHaveLength(25);
  });

  test('malformed requests are logged in a bounded number of lines and are all in the metrics', async () => {
    const running = await startTestBed();
    onTestFinished(() => running.close());
    const { hostname, port } = new URL(running.url);
    const before = running.log.length;
    for (let count = 0; count < 20; count += 1) {
      const socket = connect(Number(port), hostname).end(
        count % 2 ? 'nonsense\r\n\r\n' : 'GET / HTTP/1.1\r\nHost: a b\r\n\r\n',
      );
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400 /);
    }
    expect(running.log.slice(before)).toHaveLength(10);
    const metrics = (await running.request('/metrics')).text;
    expect(metricOf(metrics, 'twilio_connector_requests_total{method="unknown",status="400"}')).toBe(20);
  });
});
