import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { secretSourceContract } from '../../../test/contracts/secret-source-contract.js';
import { createFilesSource } from './files.js';

secretSourceContract('the files source', () => {
  const contractRoot = mkdtempSync(join(tmpdir(), 'twilio-connector-files-'));
  mkdirSync(join(contractRoot, 'contract'));
  return {
    source: createFilesSource(contractRoot),
    put: (secret, value) => writeFileSync(join(contractRoot, 'contract', secret), value),
    close: () => rmSync(contractRoot, { recursive: true, force: true }),
  };
});

const CANARY = 'canary-value-8d1f';
let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'twilio-connector-files-'));
  folder = join(root, 'secrets');
  mkdirSync(join(folder, 'p'), { recursive: true });
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (path: string, content: string | Uint8Array) => writeFileSync(join(folder, path), content);
const read = (secret: string, version = 'latest', project = 'p') =>
  createFilesSource(folder).read({ project, secret, version });
const refusal = (code: string) => expect.objectContaining({ name: 'SecretError', code });

test('a file is a secret with one version, and its final newline is not part of the value', async () => {
  for (const end of ['', '\n', '\r\n']) {
    write('p/token', `${CANARY}${end}`);
    expect(await read('token')).toBe(CANARY);
  }
  write('p/token', `${CANARY}\n\n`);
  expect(await read('token', '1')).toBe(`${CANARY}\n`);
  await expect(read('token', '2')).rejects.toEqual(refusal('SECRET_NOT_FOUND'));
});

test('a folder is a secret with one version per file, and latest is the highest number', async () => {
  mkdirSync(join(folder, 'p/token'));
  for (const version of ['1', '2', '10', 'blue']) write(`p/token/${version}`, `value ${version}`);
  write('p/token/notes.txt', 'x');
  expect(await read('token')).toBe('value 10');
  expect(await read('token', '2')).toBe('value 2');
  expect(await read('token', 'blue')).toBe('value blue');
  await expect(read('token', '3')).rejects.toEqual(refusal('SECRET_NOT_FOUND'));
  mkdirSync(join(folder, 'p/empty'));
  await expect(read('empty')).rejects.toEqual(refusal('SECRET_NOT_FOUND'));
});

test('a secret in a Kubernetes mount is read, and a change of the mount takes effect with the next read', async () => {
  const mount = join(folder, 'p');
  for (const [data, value] of [
    ['..2026_11_25_a', 'old'],
    ['..2026_11_25_b', 'new'],
  ] as const) {
    mkdirSync(join(mount, data));
    writeFileSync(join(mount, data, 'token'), value);
  }
  symlinkSync('..2026_11_25_a', join(mount, '..data'));
  symlinkSync(join('..data', 'token'), join(mount, 'token'));
  expect(await read('token')).toBe('old');
  symlinkSync('..2026_11_25_b', join(mount, '..data_tmp'));
  renameSync(join(mount, '..data_tmp'), join(mount, '..data'));
  expect(await read('token')).toBe('new');
});

test('reading a secret returns undefined if its file, its project folder or the secrets folder is missing', async () => {
  write('p/token', 'x');
  expect(await read('other')).toBeUndefined();
  expect(await read('token', 'latest', 'q')).toBeUndefined();
  expect(await createFilesSource(join(root, 'none')).read({ project: 'p', secret: 's', version: '1' })).toBeUndefined();
});

test.each([
  ['..', 'outside', '1'],
  ['p', '../../outside', '1'],
  ['p', '..', '1'],
  ['p', '.', 'token'],
  ['p', 'folder', '../../../outside'],
  ['p/../..', 'outside', '1'],
  ['p', 'token\0', '1'],
  ['', '', ''],
])('the name %j, %j, %j does not lead out of the secrets folder', async (project, secret, version) => {
  writeFileSync(join(root, 'outside'), CANARY);
  mkdirSync(join(folder, 'p/folder'));
  write('p/token', CANARY);
  expect(await read(secret, version, project)).toBeUndefined();
});

test.each([
  ['larger than 64 KiB', Buffer.alloc(64 * 1024 + 1, CANARY), 'larger than 65536 bytes'],
  ['empty', Buffer.alloc(0), 'is empty'],
  ['not text', Buffer.concat([Buffer.from(CANARY), Buffer.from([0xff, 0xfe])]), 'not UTF-8 text'],
])('a file that is %s is refused, and the error does not contain its content', async (_, content, why) => {
  write('p/token', content);
  const error = await read('token').catch((thrown: unknown) => thrown);
  expect(error).toEqual(refusal('SECRET_UNREADABLE'));
  expect(inspect(error, { depth: 10, showHidden: true })).toContain(why);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
});

test('a file of exactly 64 KiB is read', async () => {
  write('p/token', 'x'.repeat(64 * 1024));
  expect(await read('token')).toHaveLength(64 * 1024);
});

test('a symbolic link to itself is refused as unreadable', async () => {
  symlinkSync('token', join(folder, 'p/token'));
  await expect(read('token')).rejects.toEqual(refusal('SECRET_UNREADABLE'));
});

test.runIf(process.platform === 'linux')('a file on a failing disk is unavailable, and not absent', async () => {
  // Reading the unmapped first page of a process fails with EIO, like a failing disk.
  symlinkSync('/proc/self/mem', join(folder, 'p/token'));
  const error = await read('token').catch((thrown: unknown) => thrown);
  expect(error).toEqual(refusal('SECRET_UNAVAILABLE'));
  expect(error).toMatchObject({ message: expect.stringContaining('(EIO)') });
});

test.skipIf(process.platform === 'win32')('a device of endless length is refused', async () => {
  symlinkSync('/dev/zero', join(folder, 'p/token'));
  await expect(read('token')).rejects.toThrow('is not a regular file');
});
