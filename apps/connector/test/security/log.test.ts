import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createBufferedOutput } from '../../src/observability/buffered-output.js';
import { buildCommand, cli } from '../command-line.js';
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
    bed = await startServerBed({}, () => {
      throw new Error('ENOSPC');
    });
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
    bed = await startServerBed({}, output);
    for (let count = 0; count < 20; count += 1) {
      expect((await bed.call(`/v1/${FIRST}`, { token })).status).toBe(200);
    }
    const dropped = metricOf((await bed.call('/metrics')).text, 'twilio_connector_log_lines_dropped');
    expect(dropped).toBe(output.dropped());
    expect(dropped).toBeGreaterThan(10);
  });

  test('the audit record of a write is stored before its line is logged', async () => {
    const audited: number[] = [];
    bed = await startServerBed({}, (line) => {
      if (!line.includes('entities.create') || !bed) return;
      const database = new DatabaseSync(join(bed.folder, 'connector.db'), { readOnly: true });
      audited.push(Number(database.prepare('SELECT count(*) AS count FROM audit').get()?.count));
      database.close();
    });
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

describe('a server process', () => {
  beforeAll(() => buildCommand(), 120_000);

  /** Starts `serve` with a simulator. @param openStderr opens its standard error, given the data folder */
  async function serve(openStderr: (folder: string) => number) {
    const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-log-'));
    const stderr = openStderr(folder);
    const env = { PATH: process.env.PATH, PORT: '0', SIMULATOR_PORT: '0', CONNECTOR_DATA: folder };
    const server = spawn(process.execPath, [cli, 'serve'], { stdio: ['ignore', 'pipe', stderr], env });
    onTestFinished(() => {
      server.kill('SIGKILL');
      closeSync(stderr);
      rmSync(folder, { recursive: true, force: true });
    });
    const url = await new Promise<string>((resolve) => {
      let output = '';
      server.stdout?.on('data', (chunk: Uint8Array) => {
        output += String(chunk);
        const served = /serving at (\S+)[^]*Ctrl-C/.exec(output)?.[1];
        if (served) resolve(served);
      });
    });
    const headers = { Authorization: `Bearer ${readFileSync(join(folder, 'token'), 'utf8').trim()}` };
    return {
      call: (path: string, init: RequestInit = {}) => fetch(url + path, { ...init, headers }),
      stop: async (): Promise<unknown> => {
        server.kill('SIGTERM');
        return once(server, 'exit');
      },
    };
  }

  /** Makes this many calls and a write, and then stops the server. @returns its exit code and signal */
  async function use({ call, stop }: Awaited<ReturnType<typeof serve>>, calls: number) {
    const path = `/v2/projects/${'p'.repeat(100)}/locations/${'l'.repeat(100)}/connections/unknown/entityTypes`;
    const statuses = await Promise.all(Array.from({ length: calls }, async () => (await call(path)).status));
    expect(statuses).toEqual(statuses.map(() => 404));
    const written = await call(MESSAGES, { method: 'POST', body: JSON.stringify(MESSAGE) });
    expect([written.status, await written.json()]).toEqual([
      200,
      expect.objectContaining({ fields: expect.anything() }),
    ]);
    const audit = (await (await call('/admin/v1/auditRecords')).json()) as { auditRecords: { status: string }[] };
    expect(audit.auditRecords.map(({ status }) => status)).toEqual(['OK']);
    return stop();
  }

  test('a server whose standard error nobody reads answers every call and stops', async () => {
    const openPipe = (folder: string) => {
      const pipe = join(folder, 'stderr');
      execFileSync('sh', ['-c', 'mkfifo "$0"', pipe]);
      // Opened for reading as well, so that the pipe has a reader, which never reads.
      return openSync(pipe, 'r+');
    };
    // Each call adds more than 400 bytes to the log, and the pipe holds 64 KiB.
    expect(await use(await serve(openPipe), 250)).toEqual([0, null]);
  });

  test('a server whose log is on a full disk answers every call and stops', async () => {
    expect(await use(await serve(() => openSync('/dev/full', 'w')), 10)).toEqual([0, null]);
  });
});
