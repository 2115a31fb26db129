import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { lockFolder } from '../src/store/sqlite/lock.js';
import { runCommand } from './command-line.js';
import { createFolder, type FilledFolder } from './filled-folder.js';

let folder: FilledFolder;
beforeEach(() => {
  folder = createFolder();
});
afterEach(() => folder.remove());

const TOKEN = 'test-token-0123456789-abcdefghijklmnop';
const rotate = (env: Record<string, string> = {}) => runCommand(['secrets', 'rotate-key', '--data', folder.data], env);

describe('secrets rotate-key', () => {
  test('rotate-key encrypts everything with a new key and removes the old one', async () => {
    await folder.fill();
    const [old = ''] = folder.keys();
    expect(await rotate()).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining(
        'Encrypted 5 secret versions and 1 recorded answer with a new key. Removed 1 old key from',
      ),
    });
    expect(folder.keys()).toEqual([expect.not.stringContaining(old)]);
    expect(statSync(folder.keyFile).mode & 0o777).toBe(0o600);
    await folder.checkWhole();
    await expect(folder.checkWhole(old)).rejects.toThrow('which is not among the keys');
    expect(readdirSync(folder.data).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('rotate-key with CONNECTOR_VAULT_KEYS needs a new key in front of the old one', async () => {
    const [old, next] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
    await folder.fill(old);
    expect(await rotate({ CONNECTOR_VAULT_KEYS: old })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Put a new key and a comma in front of it'),
    });
    expect(await rotate({ CONNECTOR_VAULT_KEYS: `${next},${old}` })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('with the first key in CONNECTOR_VAULT_KEYS. Remove the other keys from it.'),
    });
    await folder.checkWhole(next);
    expect(existsSync(folder.keyFile)).toBe(false);
  });

  test('rotate-key refuses a folder in use, a folder without a database and invalid keys', async () => {
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database in') });
    expect(existsSync(folder.data)).toBe(false);
    await folder.fill();
    const before = folder.keys();
    const free = lockFolder(folder.data);
    expect(await rotate()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('stop it first, because it still uses the old key'),
    });
    free();
    expect(folder.keys()).toEqual(before);
    writeFileSync(folder.keyFile, 'nonsense\n');
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.not.stringContaining('nonsense') });
    expect(folder.keys()).toEqual(['nonsense']);
  });

  test('rotate-key with the wrong key changes nothing', async () => {
    await folder.fill();
    const lost = folder.keys().join();
    const other = Buffer.alloc(32, 3).toString('base64');
    writeFileSync(folder.keyFile, `${other}\n`);
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.stringContaining('does not hold the key') });
    expect(folder.keys()).toEqual([other]);
    await folder.checkWhole(lost);
  });
});

test.each([
  ['a damaged database', 'connector.db', 'is not an SQLite database: it was overwritten or cut off'],
  ['the vault key of another database', 'vault.key', 'does not hold the key'],
])('serve with %s exits with 1 before it serves, says what to do, and changes nothing', async (_, name, reason) => {
  const { data } = folder;
  await folder.fill();
  const file = join(data, name);
  writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  const before = readdirSync(data).map((each) => [each, readFileSync(join(data, each), 'hex')]);
  const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: '0'.repeat(32) };
  const refused = await runCommand(['serve', '--data', data, '--port', '0'], { ...account, CONNECTOR_TOKEN: TOKEN });
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(reason) });
  expect(refused.stderr).toContain('Nothing was changed.');
  expect(refused.stderr).not.toContain('serving');
  const after = readdirSync(data).filter((each) => !/^lock|-(?:shm|wal)$/.test(each));
  expect(after.map((each) => [each, readFileSync(join(data, each), 'hex')])).toEqual(before);
});

test('backup never overwrites a file, and restore overwrites a database only with --force', async () => {
  await folder.fill();
  const file = join(folder.parent, 'backup.db');
  const made = await runCommand(['backup', file, '--data', folder.data], {});
  expect(made).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('The vault key is not in the backup'),
  });
  expect(await runCommand(['backup', file], { CONNECTOR_DATA: folder.data })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not overwritten'),
  });
  const other = { CONNECTOR_DATA: join(folder.parent, 'other') };
  expect(await runCommand(['restore', file], other)).toMatchObject({ code: 0, stdout: '' });
  expect(await runCommand(['restore', file], other)).toMatchObject({ code: 1 });
  const forced = await runCommand(['restore', file, '--force'], other);
  expect(forced).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The previous database is kept in \S+\/connector-20\S+\.db\./),
  });
  await folder.open(async (vault) => vault.deleteSecret({ project: 'p', secret: 's-0' }));
  await runCommand(['restore', file, '--force', '--data', folder.data], {});
  await folder.checkWhole();
  expect(await runCommand(['restore', join(folder.parent, 'nothing')], other)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no backup'),
  });
});
