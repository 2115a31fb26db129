import { inspect } from 'node:util';
import { SecretManagerServiceClient } from '@google-cloud/secret-manager';
import { google } from 'googleapis';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createGoogleSource, type SecretManagerClient } from '../src/secrets/sources/google.js';
import { secretSourceContract } from './contracts/secret-source-contract.js';
import { type SecretManagerBed, startSecretManagerBed } from './secret-manager-bed.js';

const CANARY = 'canary-value-8d1f';
const name = { project: 'p', secret: 'token' };
const refusal = (code: string) => expect.objectContaining({ name: 'SecretError', code });

let bed: SecretManagerBed;
beforeAll(async () => {
  bed = await startSecretManagerBed();
  await bed.vault.createSecret(name);
  await bed.vault.addVersion(name, Buffer.from(CANARY));
  await bed.vault.addVersion(name, Buffer.from('disabled'));
  await bed.vault.disableVersion({ ...name, version: '2' });
});
afterAll(() => bed.close());

/** Google's own client, connected to our server instead of Google. */
function realClient(port: number) {
  const authClient = new google.auth.OAuth2();
  authClient.setCredentials({ access_token: 'canary-access-token' });
  return new SecretManagerServiceClient({
    fallback: true,
    protocol: 'http',
    apiEndpoint: '127.0.0.1',
    port,
    authClient: authClient as never,
  });
}

secretSourceContract(
  'the Google source',
  async () => {
    const contractBed = await startSecretManagerBed();
    const source = createGoogleSource(() => Promise.resolve(realClient(contractBed.port)));
    return {
      source,
      async put(secret, value) {
        const { vault } = contractBed;
        const parts = { project: 'contract', secret };
        await vault.createSecret(parts).catch(() => vault.getSecret(parts));
        await vault.addVersion(parts, Buffer.from(value));
      },
      async close() {
        await source.close();
        await contractBed.close();
      },
    };
  },
  { tellsUnknownVersions: false },
);

test('the Google source reads versions by number and latest through Google’s client, and reports a disabled version', async () => {
  const source = createGoogleSource(() => Promise.resolve(realClient(bed.port)));
  expect(await source.read({ ...name, version: '1' })).toBe(CANARY);
  expect(await source.read({ ...name, version: 'latest' })).toBe(CANARY);
  expect(await source.read({ ...name, version: '3' })).toBeUndefined();
  expect(await source.read({ ...name, secret: 'none', version: '1' })).toBeUndefined();
  await expect(source.read({ ...name, version: '2' })).rejects.toEqual(refusal('SECRET_DISABLED'));
  await source.close();
});

/** A client that fails the way Google's does, with content that must not reach the error. */
function failing(code: unknown): SecretManagerClient {
  const error = Object.assign(new Error(`Quotes ${CANARY}`), { code, response: CANARY });
  return { accessSecretVersion: () => Promise.reject(error), close: () => Promise.resolve() };
}

test.each<[unknown, string]>([
  [7, 'SECRET_UNREADABLE'],
  [9, 'SECRET_DISABLED'],
  [14, 'SECRET_UNAVAILABLE'],
  [4, 'SECRET_UNAVAILABLE'],
  ['ENOTFOUND', 'SECRET_UNAVAILABLE'],
  [undefined, 'SECRET_UNAVAILABLE'],
])('a client error with the code %j becomes %s without its message', async (code, expected) => {
  const source = createGoogleSource(() => Promise.resolve(failing(code)));
  const error = await source.read({ ...name, version: '1' }).catch((thrown: unknown) => thrown);
  expect(error).toEqual(refusal(expected));
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
});

test('the Google source refuses a value whose checksum does not match', async () => {
  const payload = { data: Buffer.from(CANARY), dataCrc32c: '1' };
  const accessSecretVersion = () => Promise.resolve([{ payload }] as const);
  const source = createGoogleSource(() => Promise.resolve({ accessSecretVersion, close: () => Promise.resolve() }));
  await expect(source.read({ ...name, version: '1' })).rejects.toEqual(refusal('SECRET_UNAVAILABLE'));
});

test('Google’s client is created once with the first read, and again after its creation failed', async () => {
  let created = 0;
  const source = createGoogleSource(() => {
    created += 1;
    return created === 1 ? Promise.reject(new Error('on purpose')) : Promise.resolve(realClient(bed.port));
  });
  expect(created).toBe(0);
  await expect(source.read({ ...name, version: '1' })).rejects.toThrow('on purpose');
  const read = () => source.read({ ...name, version: '1' });
  expect(await Promise.all([read(), read()])).toEqual([CANARY, CANARY]);
  expect(created).toBe(2);
  await source.close();
});

test('the error for a missing client package names the package to install', async () => {
  vi.doMock('@google-cloud/secret-manager', () => {
    throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' });
  });
  const reading = createGoogleSource().read({ ...name, version: '1' });
  await expect(reading).rejects.toThrow('npm install @google-cloud/secret-manager');
  await expect(createGoogleSource().read({ ...name, version: '1' })).rejects.toEqual(refusal('SECRET_UNAVAILABLE'));
  vi.doUnmock('@google-cloud/secret-manager');
});
