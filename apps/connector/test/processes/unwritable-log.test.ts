import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { FIRST } from '../server-bed.js';
import { cli } from './built-command.js';

const MESSAGES = `/v2/${FIRST}/entityTypes/Messages/entities`;
const MESSAGE = { fields: { To: '+15550100001', Sender: '+15550100100', Body: 'logged' } };

/** Starts `serve` with a simulator. @param openStderr opens its standard error, given the data folder */
async function serve(openStderr: (folder: string) => number) {
  const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-log-'));
  const stderr = openStderr(folder);
  const env = { PATH: process.env.PATH, PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: '0', CONNECTOR_DATA: folder };
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
  expect([written.status, await written.json()]).toEqual([200, expect.objectContaining({ fields: expect.anything() })]);
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
