import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { basic } from '../test/simulate.js';

const hooks = new URL('../test/typescript-hooks.mjs', import.meta.url).href;
const cli = fileURLToPath(new URL('./cli.ts', import.meta.url));

function start(...flags: string[]) {
  const child = spawn(process.execPath, ['--no-warnings', '--import', hooks, cli, ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  return { child, output };
}

async function run(...flags: string[]) {
  const { child, output } = start(...flags);
  const [code] = await once(child, 'close');
  return { code, ...output };
}

describe('the command line', () => {
  test.each(['SIGTERM', 'SIGINT'] as const)(
    'the command serves a simulator configured by its flags until %s',
    async (signal) => {
      const { child, output } = start('--port', '0', '--rows', '10', '--now', '2020-02-29', '--faults', 'status=503:1');
      await expect.poll(() => output.stdout).toContain('Press Ctrl-C to stop.');
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output.stdout)?.[0] ?? '';
      const list = `${url}/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;
      expect(output.stdout).toContain(`curl -u AC${'0'.repeat(32)}:simulator ${list}`);
      const headers = { Authorization: basic(`AC${'0'.repeat(32)}`, 'simulator') };
      expect((await fetch(list, { headers })).status).toBe(503);
      await fetch(`${url}/_simulator/faults`, { method: 'DELETE' });
      const { messages } = (await (await fetch(list, { headers })).json()) as { messages: { date_created: string }[] };
      expect(messages).toHaveLength(11);
      expect(messages[0]?.date_created).toMatch(/^Fri, 28 Feb 2020 23:\d\d/);
      child.kill(signal);
      const [code, killedBy] = await once(child, 'close');
      expect([code, killedBy, output.stderr]).toEqual([0, null, '']);
    },
  );

  test('--help lists the flags, and --version prints the version', async () => {
    const help = await run('--help');
    expect([help.code, help.stderr]).toEqual([0, '']);
    for (const flag of ['port', 'host', 'rows', 'seed', 'latency-ms', 'faults', 'rate', 'now', 'auth-token']) {
      expect(help.stdout).toContain(`--${flag} <`);
    }
    expect(await run('--version')).toEqual({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/), stderr: '' });
  });

  test.each([
    [['--nonsense'], /unknown option '--nonsense'/],
    [['--rows', 'many'], /--rows <number>' argument 'many' is invalid. Expected a whole number/],
    [['--rows=-1'], /Expected a whole number/],
    [['--faults', 'explode'], /argument 'explode' is invalid. A fault's kind must be one of status, reset/],
    [['--auth-token', ''], /Expected at least one character/],
    [['--now', 'yesterday'], /--now <time>' argument 'yesterday' is invalid. The time must be a date or a time/],
    [['--webhook-hosts', 'http://app'], /webhookHosts must list host names such as app.internal/],
    [['extra'], /too many arguments/],
  ])('the command rejects the arguments %j', async (flags, message) => {
    const { code, stdout, stderr } = await run(...flags);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test('the command fails with a message when the port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { code, stderr } = await run('--port', String(port));
    taken.close();
    expect(code).toBe(1);
    expect(stderr).toBe(
      `twilio-simulator: The simulator cannot listen on 127.0.0.1:${port}: the port is in use; choose another port.\n`,
    );
  });
});
