import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { keyId } from './cipher.js';
import { VaultKeyError } from './errors.js';
import { readVaultKeys } from './encryption-keys.js';

let folder: string;
let keyFile: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-key-'));
  keyFile = join(folder, 'data', 'vault.key');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const newKey = () => randomBytes(32).toString('base64');
const ids = (keys: string | undefined) => readVaultKeys({ keys, keyFile }).map(keyId);

function errorOf(keys: string | undefined): VaultKeyError {
  try {
    readVaultKeys({ keys, keyFile });
  } catch (error) {
    if (error instanceof VaultKeyError) return error;
    throw error;
  }
  throw new Error('The keys were accepted.');
}

test('the first start creates a key file that only its owner can read, and later starts read it', () => {
  const first = ids(undefined);
  expect(first).toHaveLength(1);
  expect(ids(undefined)).toEqual(first);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'data'))).toEqual(['vault.key']);
  expect(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64')).toHaveLength(32);
});

test('keys from the environment are used in their order, and no key file is created', () => {
  const [current, old] = [newKey(), newKey()];
  const given = ids(`${current}, ${old}`);
  expect(given).toEqual([...ids(current), ...ids(old)]);
  expect(readdirSync(folder)).toEqual([]);
  expect(ids(current.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''))).toEqual(ids(current));
});

test('a key file may hold several keys, with any line endings', () => {
  ids(undefined);
  const [current, old] = [newKey(), newKey()];
  writeFileSync(keyFile, `${current}\r\n\n${old}`);
  expect(ids(undefined)).toEqual(ids(`${current},${old}`));
});

test.each(['canary-no-key', `${newKey()},canary`, newKey().slice(4), `${newKey()}AAAA`, ' , '])(
  'an invalid key is refused, and the error does not contain it',
  (keys) => {
    const ofVariable = errorOf(keys);
    expect(ofVariable.message).toContain('CONNECTOR_VAULT_KEYS');
    ids(undefined);
    writeFileSync(keyFile, keys.replaceAll(',', '\n'));
    const ofFile = errorOf(undefined);
    expect(ofFile.message).toContain(keyFile);
    for (const error of [ofVariable, ofFile]) {
      const shown = inspect(error, { depth: 10, showHidden: true });
      for (const part of keys.split(',')) if (part.trim() !== '') expect(shown).not.toContain(part.trim());
    }
    // An existing file is never replaced: the values encrypted with its keys would be lost.
    expect(readFileSync(keyFile, 'utf8')).toBe(keys.replaceAll(',', '\n'));
  },
);

test('an empty key file is refused and not replaced', () => {
  ids(undefined);
  writeFileSync(keyFile, '');
  expect(errorOf(undefined).message).toContain(`There is no vault key in the key file ${keyFile}`);
});

test('the error for a key file that cannot be created names the file and the system error', () => {
  writeFileSync(join(folder, 'data'), '');
  expect(errorOf(undefined).message).toMatch(/vault\.key cannot be (read|created) \(ENOTDIR|EEXIST\)/);
  rmSync(join(folder, 'data'));
  keyFile = folder;
  expect(errorOf(undefined).message).toContain('cannot be read (EISDIR)');
});

test('a draft file left by an interrupted start does not prevent the next start', () => {
  ids(undefined);
  rmSync(keyFile);
  writeFileSync(`${keyFile}.0123456789abcdef.draft`, newKey().slice(0, 20));
  chmodSync(`${keyFile}.0123456789abcdef.draft`, 0o600);
  expect(ids(undefined)).toHaveLength(1);
  expect(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64')).toHaveLength(32);
});

test('processes that start at the same time use the same key, and never see a partial key file', async () => {
  // Each worker stands for one process.
  const source = `
    const { workerData, parentPort } = require('node:worker_threads');
    parentPort.once('message', async () => {
      const { readVaultKeys } = await import(workerData.module);
      const [key] = readVaultKeys({ keys: undefined, keyFile: workerData.keyFile });
      parentPort.postMessage(key.export().toString('base64'));
      parentPort.close();
    });`;
  const module = await compiled();
  const workers = Array.from({ length: 8 }, () => new Worker(source, { eval: true, workerData: { module, keyFile } }));
  const keys = workers.map(
    (worker) => new Promise((resolve, reject) => void worker.once('message', resolve).once('error', reject)),
  );
  for (const worker of workers) worker.postMessage('start');
  const found = new Set(await Promise.all(keys));
  expect([...found]).toEqual([readFileSync(keyFile, 'utf8').trim()]);
  expect(readdirSync(join(folder, 'data'))).toEqual(['vault.key']);
});

const MODULES = [
  'errors',
  'secrets/encryption-keys',
  'secrets/errors',
  'store/durable-files',
  'store/create-folder',
  'store/errors',
];

/** The module and its dependencies as JavaScript, so that a worker can load them without vitest. */
async function compiled(): Promise<string> {
  const { stripTypeScriptTypes } = await import('node:module');
  const target = join(folder, 'modules');
  for (const name of ['secrets', 'store']) mkdirSync(join(target, name), { recursive: true });
  writeFileSync(join(target, 'package.json'), '{ "type": "module" }');
  for (const name of MODULES) {
    const source = readFileSync(new URL(`../${name}.ts`, import.meta.url), 'utf8');
    writeFileSync(join(target, `${name}.js`), stripTypeScriptTypes(source));
  }
  return join(target, 'secrets/encryption-keys.js');
}
