import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { cli } from './built-command.js';

const run = promisify(execFile);
const env = { PATH: process.env.PATH ?? '', PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: '0' };

let folder: string;
let server: ChildProcess | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'connector-command-'));
});
afterEach(() => server?.kill('SIGKILL'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Starts `serve` and waits for its banner. */
async function serve(variables: Record<string, string> = {}) {
  const child = spawn('node', [cli, 'serve'], {
    cwd: folder,
    env: { ...env, ...variables },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  server = child;
  let output = '';
  const banner = new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Press Ctrl-C to stop.')) resolve(output);
    });
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.once('exit', () => reject(new Error(output)));
  });
  const text = await banner;
  const url = /serving at (\S+)/.exec(text)?.[1] ?? '';
  return { child, url, banner: text };
}

test('serve prints a working curl command, keeps its token in a file and exits with 0 on SIGTERM', async () => {
  const { child, url, banner } = await serve();
  expect(banner).toContain('the simulator');
  const token = readFileSync(join(folder, '.data/token'), 'utf8').trim();
  expect(banner).not.toContain(token);
  expect((await fetch(`${url}/healthz`)).status).toBe(200);

  const curl = /(curl .*)\\\n\s*(http\S+)/.exec(banner);
  const { stdout } = await run('bash', ['-c', `${curl?.[1]} -s ${curl?.[2]}`], { cwd: folder });
  expect(JSON.parse(stdout)).toHaveProperty('entities');

  const exit = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  expect(await exit).toBe(0);
  // A restart keeps the token.
  await serve();
  expect(readFileSync(join(folder, '.data/token'), 'utf8').trim()).toBe(token);
});

test('serve prints a link that signs a browser in to the console', async () => {
  const { url, banner } = await serve();
  const [link = '', code] = /Console {8}(\S+)#code=([\w-]{43})\n/.exec(banner)?.slice(1) ?? [];
  expect(link).toBe(`${url}/console/`);
  const signIn = { method: 'POST', headers: { Origin: url }, body: JSON.stringify({ code }) };
  const answer = await fetch(`${url}/console/session`, signIn);
  expect(await answer.json()).toMatchObject({ signedIn: true, member: 'administrator' });
  expect(answer.headers.get('set-cookie')).toMatch(new RegExp(`^tc_${new URL(url).port}=`));
  expect((await fetch(`${url}/console/`)).headers.get('content-type')).toBe('text/html; charset=utf-8');
});

test('--version and --help print to standard output, and usage errors exit with 2', async () => {
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  expect((await run('node', [cli, '--version'])).stdout.trim()).toBe(version);
  expect((await run('node', [cli, '--help'])).stdout).toContain('serve');
  expect((await run('node', [cli, 'serve', '--help'])).stdout).toContain('TWILIO_ACCOUNT_SID');

  const failure = (args: string[], variables: Record<string, string> = {}) =>
    run('node', [cli, ...args], { cwd: folder, env: { ...env, ...variables } }).then(
      () => ({ code: 0, stderr: '' }),
      (error: { code: number; stderr: string }) => error,
    );
  expect(await failure(['dance'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining("unknown command 'dance'"),
  });
  const port = await failure(['serve', '--port', 'http']);
  expect(port).toMatchObject({ code: 2, stderr: expect.stringContaining('PORT must be a whole number') });
  const half = await failure(['serve'], { TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}` });
  expect(half).toMatchObject({ code: 2, stderr: expect.stringContaining('credentials are not complete') });
  for (const { stderr } of [port, half]) expect(stderr).not.toMatch(/at .*\.js:\d+/);
});

test('serve reports that another process serves the data folder', async () => {
  await serve();
  const refusal = await run('node', [cli, 'serve'], {
    cwd: folder,
    env: { ...env, PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: '0' },
  }).catch((error: { stderr: string }) => error);
  expect(refusal).toMatchObject({ stderr: expect.stringContaining('Another process serves the data folder') });
});

test('serve reports that the port is in use', async () => {
  const { url } = await serve();
  const { port } = new URL(url);
  const elsewhere = ['--port', port, '--data', join(folder, 'other')];
  const refusal = await run('node', [cli, 'serve', ...elsewhere], { cwd: folder, env }).catch(
    (error: { stderr: string }) => error,
  );
  expect(refusal).toMatchObject({ stderr: expect.stringContaining(`Port ${port} of 127.0.0.1 is in use`) });
  const simulator = { ...env, PORT: '0', PG_PORT: 'off', SIMULATOR_PORT: port };
  const data = ['--data', join(folder, 'other')];
  const refused = await run('node', [cli, 'serve', ...data], { cwd: folder, env: simulator }).catch(
    (error: { stderr: string }) => error,
  );
  expect(refused).toMatchObject({
    stderr: `twilio-connector: The simulator cannot listen on 127.0.0.1:${port}: the port is in use. Set SIMULATOR_PORT to another port.\n`,
  });
});
