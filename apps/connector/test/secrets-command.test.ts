import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CommandBed, rowsOf, runCommand, startCommandBed } from './command-line.js';

let bed: CommandBed['bed'];
const folder = mkdtempSync(join(tmpdir(), 'twilio-connector-secrets-'));
beforeAll(async () => {
  ({ bed } = await startCommandBed());
});
afterAll(async () => {
  await bed.close();
  rmSync(folder, { recursive: true });
});

const secrets = (args: readonly string[], input?: string) =>
  runCommand(['secrets', ...args, '--server', bed.url], { CONNECTOR_TOKEN: bed.token }, input);

test('a secret can be created, versioned, read, disabled, destroyed and deleted', async () => {
  expect(await secrets(['create', 'life', '--label', 'team=front'])).toMatchObject({ code: 0 });
  expect(rowsOf((await secrets(['list'])).stdout)).toMatchObject([
    { name: 'projects/local/secrets/life', labels: { team: 'front' } },
  ]);
  const added = await secrets(['add-version', 'life'], 'first value');
  expect(JSON.parse(added.stdout)).toMatchObject({ name: 'projects/local/secrets/life/versions/1', state: 'ENABLED' });
  const file = join(folder, 'value');
  writeFileSync(file, 'second value\n');
  await secrets(['add-version', 'projects/local/secrets/life', '--data-file', file]);
  expect(await secrets(['access', 'life'])).toEqual({ code: 0, stdout: 'second value', stderr: '' });
  expect((await secrets(['access', 'life', '1'])).stdout).toBe('first value');
  expect((await secrets(['access', 'projects/local/secrets/life/versions/1'])).stdout).toBe('first value');

  await secrets(['disable', 'life', '1']);
  expect(await secrets(['access', 'life', '1'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('(SECRET_VERSION_DISABLED)'),
  });
  await secrets(['enable', 'life', '1']);
  expect((await secrets(['access', 'life', '1'])).stdout).toBe('first value');
  expect((await secrets(['destroy', 'life', '1', '-o', 'csv'])).stdout).toMatch(/^1,DESTROYED,/m);
  const states = (await secrets(['versions', 'life', '-o', 'csv'])).stdout.trim().split('\n').slice(1);
  expect(states.map((line) => line.split(',').slice(0, 2))).toEqual([
    ['2', 'ENABLED'],
    ['1', 'DESTROYED'],
  ]);
  expect(await secrets(['delete', 'life'])).toEqual({
    code: 0,
    stdout: '',
    stderr: 'Deleted projects/local/secrets/life.\n',
  });
  expect((await secrets(['list'])).stdout).toBe('');
});

test('the final line break of a single-line value is dropped unless --exact is given', async () => {
  const stored = async (input: string, ...flags: string[]) => {
    await secrets(['create', 'bytes', '--data-file', '-', ...flags], input);
    const { stdout } = await secrets(['access', 'bytes']);
    await secrets(['delete', 'bytes']);
    return stdout;
  };
  expect(await stored('one line\n')).toBe('one line');
  expect(await stored('one line\r\n')).toBe('one line');
  expect(await stored('one line\n', '--exact')).toBe('one line\n');
  expect(await stored('two\nlines\n')).toBe('two\nlines\n');
});

test.each([
  ['an empty value', ['add-version', 'x'], '', 'The secret value is empty.'],
  ['a value that is only a line break', ['add-version', 'x'], '\n', 'The secret value is empty.'],
  ['a value above 64 KiB', ['add-version', 'x'], 'a'.repeat(65_537), 'is 65537 bytes long; the limit is 64 KiB.'],
  ['a missing file', ['add-version', 'x', '--data-file', '/nowhere'], '', 'Cannot read the file /nowhere (ENOENT).'],
  ['a value as an argument', ['add-version', 'x', 'my-value'], '', 'too many arguments'],
  ['a malformed secret name', ['versions', 'projects/p/x'], '', 'Expected a secret ID or projects/'],
  ['an invalid secret ID', ['create', 'no spaces'], '', '(INVALID_SECRET_NAME)'],
])('the command with %s ends with a usage error', async (_, args, input, message) => {
  const { code, stdout, stderr } = await secrets(args, input);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(message);
});

test('the value of a secret does not appear in the log', async () => {
  const canary = 'canary-0123456789';
  await secrets(['create', 'canary', '--data-file', '-'], canary);
  expect(bed.log.join('')).not.toContain(canary);
  expect(bed.log.join('')).not.toContain(Buffer.from(canary).toString('base64'));
});
