import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createIdempotency } from '../src/idempotency/idempotency.js';
import { createCipher } from '../src/secrets/cipher.js';
import type { Vault } from '../src/secrets/vault/vault.js';
import { readVaultKeys } from '../src/secrets/encryption-keys.js';
import { lockFolder } from '../src/store/sqlite/lock.js';
import { openStore } from '../src/store/sqlite/open-store.js';
import { buildCommand, cli, runCommand } from './command-line.js';
import { sqliteVault } from './sqlite-vault.js';

let folder: string;
let data: string;
let keyFile: string;
beforeAll(buildCommand, 120_000);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-folder-'));
  data = join(folder, 'data');
  keyFile = join(data, 'vault.key');
});
afterEach(() => rmSync(folder, { recursive: true }));

const now = () => Date.parse('2099-01-01T00:00:00Z');
const SECRETS = [0, 1, 2, 3, 4].map((index) => ({ project: 'p', secret: `s-${index}` }));
const valueOf = ({ secret }: { readonly secret: string }) => `the value of ${secret}`;
const CALL = { caller: 'token:x', key: 'k', request: ['a request'] };
const ANSWER = { value: { Sid: 'SM1' } };

/** Makes a call with an idempotency key. */
type Call = () => Promise<{ readonly isRepeated: boolean }>;

/** Opens the data folder with its own keys or the given ones. */
async function open<T>(work: (vault: Vault, call: Call) => Promise<T>, keys?: string): Promise<T> {
  const store = await openStore(data);
  const onError = (error: unknown) => expect.fail(String(error));
  const cipher = createCipher(readVaultKeys({ keys, keyFile }));
  const idempotency = createIdempotency({ store, seal: cipher, onError, now });
  const call = () => idempotency.once(CALL, async () => ({ ...ANSWER, effect: 'done' }));
  try {
    return await work(sqliteVault({ store, cipher, now }), call);
  } finally {
    await store.destroy();
  }
}

/** Stores secrets and a recorded answer. */
function fill(keys?: string): Promise<void> {
  return open(async (vault, call) => {
    for (const name of SECRETS) {
      await vault.createSecret(name);
      await vault.addVersion(name, Buffer.from(valueOf(name)));
    }
    await call();
  }, keys);
}

/** Checks that everything that `fill` stored can be read. */
function checkWhole(keys?: string): Promise<void> {
  return open(async (vault, call) => {
    for (const name of SECRETS) {
      const { payload } = await vault.accessVersion({ ...name, version: 'latest' });
      expect(payload.toString()).toBe(valueOf(name));
    }
    expect(await call()).toEqual({ ...ANSWER, isRepeated: true });
  }, keys);
}

const TOKEN = 'test-token-0123456789-abcdefghijklmnop';
const keysIn = () => readFileSync(keyFile, 'utf8').trim().split('\n');
const rotate = (env: Record<string, string> = {}) => runCommand(['secrets', 'rotate-key', '--data', data], { ...env });

describe('secrets rotate-key', () => {
  test('rotate-key encrypts everything with a new key and removes the old one', async () => {
    await fill();
    const [old = ''] = keysIn();
    expect(await rotate()).toMatchObject({
      code: 0,
      stdout: '',
      stderr: expect.stringContaining(
        'Encrypted 5 secret versions and 1 recorded answer with a new key. Removed 1 old key from',
      ),
    });
    expect(keysIn()).toEqual([expect.not.stringContaining(old)]);
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    await checkWhole();
    await expect(checkWhole(old)).rejects.toThrow('which is not among the keys');
    expect(readdirSync(data).filter((name) => name.includes('draft'))).toEqual([]);
  });

  test('rotate-key can be killed at any moment and repeated', async () => {
    await fill();
    for (let cut = 0; cut < 12; cut += 1) {
      const child = spawn('node', [cli, 'secrets', 'rotate-key', '--data', data], {
        stdio: 'ignore',
        env: { PATH: process.env.PATH },
      });
      const exit = once(child, 'exit');
      // Start the count once the key file changes, because loading the command takes most of the time.
      const before = keysIn().join();
      while (child.exitCode === null && keysIn().join() === before) await new Promise(setImmediate);
      await new Promise((resolve) => setTimeout(resolve, cut));
      child.kill('SIGKILL');
      await exit;
      await checkWhole();
    }
    expect(await rotate()).toMatchObject({ code: 0 });
    expect(keysIn()).toHaveLength(1);
    await checkWhole();
  }, 60_000);

  test('rotate-key with CONNECTOR_VAULT_KEYS needs a new key in front of the old one', async () => {
    const [old, next] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];
    await fill(old);
    expect(await rotate({ CONNECTOR_VAULT_KEYS: old })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Put a new key and a comma in front of it'),
    });
    expect(await rotate({ CONNECTOR_VAULT_KEYS: `${next},${old}` })).toMatchObject({
      code: 0,
      stderr: expect.stringContaining('with the first key in CONNECTOR_VAULT_KEYS. Remove the other keys from it.'),
    });
    await checkWhole(next);
    expect(existsSync(keyFile)).toBe(false);
  });

  test('rotate-key refuses a folder in use, a folder without a database and invalid keys', async () => {
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.stringContaining('There is no database in') });
    expect(existsSync(data)).toBe(false);
    await fill();
    const before = keysIn();
    const free = lockFolder(data);
    expect(await rotate()).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('stop it first, because it still uses the old key'),
    });
    free();
    expect(keysIn()).toEqual(before);
    writeFileSync(keyFile, 'nonsense\n');
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.not.stringContaining('nonsense') });
    expect(keysIn()).toEqual(['nonsense']);
  });

  test('rotate-key with the wrong key changes nothing', async () => {
    await fill();
    const lost = keysIn().join();
    const other = Buffer.alloc(32, 3).toString('base64');
    writeFileSync(keyFile, `${other}\n`);
    expect(await rotate()).toMatchObject({ code: 1, stderr: expect.stringContaining('does not hold the key') });
    expect(keysIn()).toEqual([other]);
    await checkWhole(lost);
  });
});

test.each([
  ['a damaged database', 'connector.db', 'is not an SQLite database: it was overwritten or cut off'],
  ['the vault key of another database', 'vault.key', 'does not hold the key'],
])('serve with %s exits with 1 before it serves, says what to do, and changes nothing', async (_, name, reason) => {
  await fill();
  const file = join(data, name);
  writeFileSync(file, `${Buffer.alloc(32, 7).toString('base64')}\n`);
  const before = readdirSync(data).map((each) => [each, readFileSync(join(data, each), 'hex')]);
  const account = { TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`, TWILIO_AUTH_TOKEN: 'simulator' };
  const refused = await runCommand(['serve', '--data', data, '--port', '0'], { ...account, CONNECTOR_TOKEN: TOKEN });
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(reason) });
  expect(refused.stderr).toContain('Nothing was changed.');
  expect(refused.stderr).not.toContain('serving');
  const after = readdirSync(data).filter((each) => !/^lock|-(?:shm|wal)$/.test(each));
  expect(after.map((each) => [each, readFileSync(join(data, each), 'hex')])).toEqual(before);
});

test('backup never overwrites a file, and restore overwrites a database only with --force', async () => {
  await fill();
  const file = join(folder, 'backup.db');
  const made = await runCommand(['backup', file, '--data', data], {});
  expect(made).toMatchObject({
    code: 0,
    stdout: '',
    stderr: expect.stringContaining('The vault key is not in the backup'),
  });
  expect(await runCommand(['backup', file], { CONNECTOR_DATA: data })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('not overwritten'),
  });
  const other = { CONNECTOR_DATA: join(folder, 'other') };
  expect(await runCommand(['restore', file], other)).toMatchObject({ code: 0, stdout: '' });
  expect(await runCommand(['restore', file], other)).toMatchObject({ code: 1 });
  const forced = await runCommand(['restore', file, '--force'], other);
  expect(forced).toMatchObject({
    code: 0,
    stderr: expect.stringMatching(/The previous database is kept in \S+\/connector-20\S+\.db\./),
  });
  await open(async (vault) => vault.deleteSecret({ project: 'p', secret: 's-0' }));
  await runCommand(['restore', file, '--force', '--data', data], {});
  await checkWhole();
  expect(await runCommand(['restore', join(folder, 'nothing')], other)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('There is no backup'),
  });
});

test('a command that reads rows does not load the code of the administration commands', async () => {
  // Node's debug log names every module that the command loads.
  const { stderr } = await promisify(execFile)('node', [cli, 'entity-types'], {
    env: { PATH: process.env.PATH ?? '', NODE_DEBUG: 'esm' },
    maxBuffer: 1e9,
  });
  expect(stderr).toContain('commander');
  expect(stderr).not.toMatch(
    /kysely|hono|jose|dist\/(?:[a-z]+-handlers|list-audit-records|backup-and-restore|kept-keys)-/,
  );
});
