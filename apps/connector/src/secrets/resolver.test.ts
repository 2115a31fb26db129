import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore } from '../store/sqlite/open-store.js';
import type { Store } from '../store/store.js';
import { failingStore } from '../../test/failing-store.js';
import { sqliteVault } from '../../test/sqlite-vault.js';
import { createCipher } from './cipher.js';
import { SecretError } from './errors.js';
import { createSecretResolver, type SecretSource } from './resolver.js';
import { createEnvironmentSource } from './sources/environment.js';
import { createVaultSource } from './sources/vault.js';
import type { Vault } from './vault/vault.js';

const CANARY = 'canary-value-8d1f';
const name = { project: 'p', secret: 'token' };
const reference = (version: string) => `projects/p/secrets/token/versions/${version}`;

let folder: string;
let store: Store;
let vault: Vault;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-resolver-'));
  store = await openStore(folder);
  vault = sqliteVault({ store, cipher: createCipher([createSecretKey(randomBytes(32))]), now: () => 0 });
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const failing: SecretSource = {
  read: () => Promise.reject(new SecretError('SECRET_UNAVAILABLE', 'The source is unavailable.')),
};
const environment = createEnvironmentSource({ CONNECTOR_SECRET_P__TOKEN: 'from the environment' });
const refusal = (code: string) => expect.objectContaining({ name: 'SecretError', code });

test('the first source that has the secret wins, and printing the resolved secret does not reveal it', async () => {
  const resolver = createSecretResolver([createVaultSource(vault), environment, failing]);
  expect((await resolver.resolve(reference('latest'))).reveal()).toBe('from the environment');
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.from(CANARY));
  const secret = await resolver.resolve(reference('latest'));
  expect(secret.reveal()).toBe(CANARY);
  expect(`${secret.toString()} ${JSON.stringify({ secret })} ${inspect(secret)}`).not.toContain(CANARY);
});

test('a source that has the secret but not the version fails the read, with the reason', async () => {
  const resolver = createSecretResolver([createVaultSource(vault), environment]);
  await vault.createSecret(name);
  await expect(resolver.resolve(reference('latest'))).rejects.toEqual(refusal('SECRET_NOT_FOUND'));
  await vault.addVersion(name, Buffer.from(CANARY));
  await expect(resolver.resolve(reference('7'))).rejects.toEqual(refusal('SECRET_NOT_FOUND'));
  await vault.disableVersion({ ...name, version: '1' });
  await expect(resolver.resolve(reference('1'))).rejects.toEqual(refusal('SECRET_DISABLED'));
  await vault.destroyVersion({ ...name, version: '1' });
  await expect(resolver.resolve(reference('1'))).rejects.toEqual(refusal('SECRET_DESTROYED'));
});

test('an unavailable source fails the read, although a later source has the secret', async () => {
  await expect(createSecretResolver([failing, environment]).resolve(reference('1'))).rejects.toEqual(
    refusal('SECRET_UNAVAILABLE'),
  );
});

test('an unexpected error of a source becomes SECRET_UNAVAILABLE and is kept as the cause', async () => {
  const broken: SecretSource = { read: () => Promise.reject(new TypeError('on purpose')) };
  const resolving = createSecretResolver([broken, environment]).resolve(reference('1'));
  await expect(resolving).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE', cause: { message: 'on purpose' } });
});

test('a store that cannot be read makes the vault unavailable, and a later source is not read', async () => {
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.from(CANARY));
  const { store: failing, left } = failingStore(store);
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  const resolver = createSecretResolver([
    createVaultSource(sqliteVault({ store: failing, cipher, now: () => 0 })),
    environment,
  ]);
  left.failures = 1;
  await expect(resolver.resolve(reference('1'))).rejects.toEqual(refusal('SECRET_UNAVAILABLE'));
});

test('a secret that no source has is reported by its name', async () => {
  await expect(createSecretResolver([]).resolve(reference('1'))).rejects.toThrow(
    'No source has the secret projects/p/secrets/token.',
  );
});

test.each([CANARY, `projects/p/secrets/${CANARY} /versions/1`, '', 'projects/../secrets/s/versions/1'])(
  'the malformed reference %j is refused, and the error does not contain it',
  async (text) => {
    const error = await createSecretResolver([failing])
      .resolve(text)
      .catch((thrown: unknown) => thrown);
    expect(error).toEqual(refusal('SECRET_NOT_FOUND'));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  },
);

test('a value that is not text, or was encrypted with a missing key, is unreadable', async () => {
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.concat([Buffer.from(CANARY), Buffer.from([0xff])]));
  const errors = [];
  const resolve = (from: Vault) => createSecretResolver([createVaultSource(from)]).resolve(reference('latest'));
  errors.push(await resolve(vault).catch((thrown: unknown) => thrown));
  await vault.addVersion(name, Buffer.from(CANARY));
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  errors.push(await resolve(sqliteVault({ store, cipher, now: () => 0 })).catch((thrown: unknown) => thrown));
  for (const error of errors) {
    expect(error).toEqual(refusal('SECRET_UNREADABLE'));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
  }
});
