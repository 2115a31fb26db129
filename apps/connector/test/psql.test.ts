import { execFile, spawn, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { banner } from '../src/cli/serve/banner.js';
import { type PostgresBed, startPostgresBed } from './postgres-bed.js';

const hasPsql = spawnSync('psql', ['--version']).status === 0;

describe.skipIf(!hasPsql)('psql (apt-get install postgresql-client)', () => {
  let bed: PostgresBed;
  beforeAll(async () => {
    bed = await startPostgresBed();
  });
  afterAll(() => bed.close());

  const start = () => ({
    args: ['-X', '-h', bed.address.host, '-p', String(bed.address.port), '-U', 'admin', '-d', 'twilio'],
    env: { PATH: process.env.PATH, PGPASSWORD: bed.token, LC_ALL: 'C' },
  });

  /** Runs psql with commands, each of which must succeed. */
  async function psql(...commands: readonly string[]): Promise<string> {
    const { args, env } = start();
    const all = ['-v', 'ON_ERROR_STOP=1', '-At', ...commands.flatMap((command) => ['-c', command])];
    return (await promisify(execFile)('psql', [...args, ...all], { env })).stdout;
  }

  test('shows tables, columns and databases', async () => {
    const tables = await psql('\\dt');
    expect(tables).toContain('public|messages|table');
    expect(tables).not.toContain('twilio_scan');
    expect(await psql('\\d messages')).toMatch(/^sid\|text\|\|not null\|\n[^]*date_sent\|timestamp with time zone/);
    expect(await psql('\\t off', '\\d recordings')).toContain(
      'FOREIGN KEY (call_sid) REFERENCES calls(sid) NOT ENFORCED',
    );
    expect(await psql('\\l')).toMatch(/^twilio\|/);
    expect(await psql('\\df')).toContain('public|send_message|');
    const others = [
      'd',
      'd+',
      'd+ messages',
      'dt+',
      'l+',
      'df+',
      'dp',
      'dn+',
      'du',
      'di',
      'dv',
      'dT',
      'dx',
      'db',
      'ddp',
      'dconfig',
    ];
    await psql(...others.map((command) => `\\${command}`));
  });

  test('runs as the banner of the server says', async () => {
    const [line = ''] = banner(bed.connector).match(/PGPASSWORD=.*/) ?? [];
    const env = { PATH: process.env.PATH, CONNECTOR_TOKEN: bed.token };
    const { stdout } = await promisify(execFile)('bash', ['-c', `${line} -At -c 'select current_user'`], { env });
    expect(stdout).toBe('admin\n');
  });

  test('keeps settings and a transaction from one command to the next', async () => {
    const output = await psql("set timezone = 'Asia/Tokyo'", 'begin', 'show timezone', 'rollback', 'reset all');
    expect(output).toBe('SET\nBEGIN\nAsia/Tokyo\nROLLBACK\nRESET\n');
  });

  test('copies a query to its output', async () => {
    const count = bed.simulator.snapshot('Messages').length;
    const lines = (await psql('\\copy (select sid, body from messages) to stdout with (format csv, header)')).split(
      '\n',
    );
    expect([lines[0], lines.filter((line) => /^[SM]M\w{32},/.test(line)).length]).toEqual(['sid,body', count]);
  });

  test('fetches through a cursor with FETCH_COUNT', async () => {
    expect(await psql('\\set FETCH_COUNT 2', 'select n from generate_series(1, 5) n')).toBe('1\n2\n3\n4\n5\n');
  });

  test('cancels a statement with Ctrl-C', async () => {
    const { args, env } = start();
    const held = bed.holdRequest('GET');
    const child = spawn('psql', [...args, '-c', 'select count(*) from messages'], { env });
    let output = '';
    child.stderr.on('data', (chunk) => (output += String(chunk)));
    const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
    await held.arrived;
    child.kill('SIGINT');
    await ended;
    expect(output).toContain('canceling statement due to user request');
    held.release();
  });
});
