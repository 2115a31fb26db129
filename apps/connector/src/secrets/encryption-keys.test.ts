import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
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
  throw new Error('It was taken.');
}

test('the first start makes a key, for its owner only; the next ones read it', () => {
  const first = ids(undefined);
  expect(first).toHaveLength(1);
  expect(ids(undefined)).toEqual(first);
  expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  expect(readdirSync(join(folder, 'data'))).toEqual(['vault.key']);
  expect(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64')).toHaveLength(32);
});

test('keys of the environment, the current one first, make the file unnecessary', () => {
  const [current, old] = [newKey(), newKey()];
  const given = ids(`${current}, ${old}`);
  expect(given).toEqual([...ids(current), ...ids(old)]);
  expect(readdirSync(folder)).toEqual([]);
  expect(ids(current.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''))).toEqual(ids(current));
});

test('a file may hold several keys, with any line ends', () => {
  ids(undefined);
  const [current, old] = [newKey(), newKey()];
  writeFileSync(keyFile, `${current}\r\n\n${old}`);
  expect(ids(undefined)).toEqual(ids(`${current},${old}`));
});

test.each(['canary-no-key', `${newKey()},canary`, newKey().slice(4), `${newKey()}AAAA`, ' , '])(
  'what cannot be a key is refused, and not repeated',
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
    // A file that is there is never replaced: what was encrypted with it would be lost.
    expect(readFileSync(keyFile, 'utf8')).toBe(keys.replaceAll(',', '\n'));
  },
);

test('an empty key file is refused, and not replaced', () => {
  ids(undefined);
  writeFileSync(keyFile, '');
  expect(errorOf(undefined).message).toContain(`There is no vault key in the key file ${keyFile}`);
});

test('a place where no file can be made is named, with the way around', () => {
  writeFileSync(join(folder, 'data'), '');
  expect(errorOf(undefined).message).toMatch(/vault\.key cannot be (read|made) \(ENOTDIR|EEXIST\)/);
  rmSync(join(folder, 'data'));
  keyFile = folder;
  expect(errorOf(undefined).message).toContain('cannot be read (EISDIR)');
});

test('what a start that was cut off left behind does not hold up the next one', () => {
  ids(undefined);
  rmSync(keyFile);
  writeFileSync(`${keyFile}.0123456789abcdef.draft`, newKey().slice(0, 20));
  chmodSync(`${keyFile}.0123456789abcdef.draft`, 0o600);
  expect(ids(undefined)).toHaveLength(1);
  expect(Buffer.from(readFileSync(keyFile, 'utf8'), 'base64')).toHaveLength(32);
});

test('the key file is there whole or not at all, and whoever starts at the same time gets the same key', async () => {
  // Each worker is a start of its own; a reader looks all the while for half a key.
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

/** The module, and the one that it stands on, as JavaScript, where a worker without vitest can load it. */
async function compiled(): Promise<string> {
  const { stripTypeScriptTypes } = await import('node:module');
  const textOf = (source: string) => stripTypeScriptTypes(readFileSync(new URL(source, import.meta.url), 'utf8'));
  writeFileSync(join(folder, 'durable-files.mjs'), textOf('../store/durable-files.ts'));
  const file = join(folder, 'encryption-keys.mjs');
  writeFileSync(
    file,
    textOf('./encryption-keys.ts')
      .replace(/import \{ VaultKeyError \}.*/, 'class VaultKeyError extends Error {};')
      .replace('../store/durable-files.js', './durable-files.mjs'),
  );
  return file;
}
