import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { SecretVersionName } from '@twilio-connector/connection';
import { SecretError } from '../errors.js';
import { MAX_PAYLOAD_BYTES, payloadToText } from '../payload-text.js';
import type { SecretSource } from '../resolver.js';
import { formatSecretVersionName, isSecretVersionName } from '../secret-names.js';

/** System errors that may go away without a change: a mount is offline, too many files are open. */
const TRANSIENT = ['EIO', 'EAGAIN', 'EBUSY', 'EMFILE', 'ENFILE', 'ESTALE', 'ETIMEDOUT', 'ENOTCONN'];
const ABSENT = ['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'];

/**
 * Secrets in files, as Kubernetes mounts them. `<folder>/<project>/<secret>` is either a file, with the versions `latest` and
 * `1`, or a folder with one file per version, where `latest` is the highest number. Every read opens the file again, so a
 * changed mount takes effect at once. One trailing newline is removed. Symbolic links are followed: the operator made them.
 */
export function createFilesSource(folder: string): SecretSource {
  return {
    async read(name) {
      // A parsed name cannot lead out of the folder. This guards against names from any other origin.
      if (!isSecretVersionName(name)) return undefined;
      const path = join(folder, name.project, name.secret);
      try {
        const found = await stat(path);
        const file = found.isDirectory() ? join(path, await pickVersion(path, name)) : path;
        if (file === path) checkOnlyVersion(name);
        return payloadToText(withoutNewline(await readSmall(file, name)), formatSecretVersionName(name));
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : '';
        if (error instanceof SecretError) throw error;
        if (ABSENT.includes(code)) return undefined;
        throw unreadable(name, code, error);
      }
    },
  };
}

/** The file name of a version. */
async function pickVersion(path: string, name: SecretVersionName): Promise<string> {
  const names = await readdir(path);
  if (names.includes(name.version)) return name.version;
  const numbers = names.filter((entry) => /^[1-9]\d{0,14}$/.test(entry)).map(Number);
  if (name.version === 'latest' && numbers.length > 0) return String(Math.max(...numbers));
  throw noVersion(name, `the folder of the secret has ${numbers.length} versions, but not this one`);
}

function checkOnlyVersion(name: SecretVersionName): void {
  if (name.version === 'latest' || name.version === '1') return;
  throw noVersion(name, 'the secret is a single file, which has one version; use latest or 1');
}

async function readSmall(file: string, name: SecretVersionName): Promise<Buffer> {
  // O_NONBLOCK: opening a pipe would otherwise block the server. Anything but a regular file is refused below.
  const handle = await open(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    if (!(await handle.stat()).isFile()) throw refused(name, 'is not a regular file');
    const buffer = Buffer.alloc(MAX_PAYLOAD_BYTES + 1);
    let length = 0;
    for (let read = -1; read !== 0 && length < buffer.length; length += read) {
      read = (await handle.read(buffer, length, buffer.length - length)).bytesRead;
    }
    if (length > MAX_PAYLOAD_BYTES) throw refused(name, `is larger than ${MAX_PAYLOAD_BYTES} bytes`);
    return buffer.subarray(0, length);
  } finally {
    await handle.close();
  }
}

function withoutNewline(bytes: Buffer): Buffer {
  const text = bytes.at(-1) === 0x0a ? bytes.subarray(0, -1) : bytes;
  return text !== bytes && text.at(-1) === 0x0d ? text.subarray(0, -1) : text;
}

function noVersion(name: SecretVersionName, why: string): SecretError {
  return new SecretError('SECRET_NOT_FOUND', `${formatSecretVersionName(name)} does not exist: ${why}.`);
}

function refused(name: SecretVersionName, problem: string): SecretError {
  return new SecretError('SECRET_UNREADABLE', `The mounted path of ${formatSecretVersionName(name)} ${problem}.`);
}

function unreadable(name: SecretVersionName, code: string, cause: unknown): SecretError {
  return new SecretError(
    TRANSIENT.includes(code) ? 'SECRET_UNAVAILABLE' : 'SECRET_UNREADABLE',
    `The file of ${formatSecretVersionName(name)} cannot be read (${code}). Give the user of this process read permission.`,
    { cause },
  );
}
