import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openStore, type Store } from '../store/sqlite/open-store.js';
import { createCipher } from './cipher.js';
import { SecretError } from './errors.js';
import { createSecretResolver, type SecretSource } from './resolver.js';
import { createEnvironmentSource } from './sources/environment.js';
import { createVaultSource } from './sources/vault.js';
import { createVault, type Vault } from './vault/vault.js';

const CANARY = 'canary-value-8d1f';
const name = { project: 'p', secret: 'token' };
const reference = (version: string) => `projects/p/secrets/token/versions/${version}`;

let folder: string;
let store: Store;
let vault: Vault;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'twilio-connector-resolver-'));
  store = await openStore(folder);
  vault = createVault({ store, cipher: createCipher([createSecretKey(randomBytes(32))]), now: () => 0 });
});
afterEach(async () => {
  await store.destroy();
  rmSync(folder, { recursive: true, force: true });
});

const failing: SecretSource = {
  read: () => Promise.reject(new SecretError('SECRET_UNAVAILABLE', 'It cannot be asked now.')),
};
const environment = createEnvironmentSource({ CONNECTOR_SECRET_P__TOKEN: 'from the environment' });
const refusal = (code: string) => expect.objectContaining({ name: 'SecretError', code });

test('the first source that has the secret answers, and what is resolved does not show', async () => {
  const resolver = createSecretResolver([createVaultSource(vault), environment, failing]);
  expect((await resolver.resolve(reference('latest'))).reveal()).toBe('from the environment');
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.from(CANARY));
  const secret = await resolver.resolve(reference('latest'));
  expect(secret.reveal()).toBe(CANARY);
  expect(`${secret.toString()} ${JSON.stringify({ secret })} ${inspect(secret)}`).not.toContain(CANARY);
});

test('one that has the secret and not this version ends it, with the reason', async () => {
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

test('one that cannot be asked ends it: the next may have another value under this name', async () => {
  await expect(createSecretResolver([failing, environment]).resolve(reference('1'))).rejects.toEqual(
    refusal('SECRET_UNAVAILABLE'),
  );
});

test('a source that fails unforeseen cannot be asked', async () => {
  const broken: SecretSource = { read: () => Promise.reject(new TypeError('on purpose')) };
  const resolving = createSecretResolver([broken, environment]).resolve(reference('1'));
  await expect(resolving).rejects.toMatchObject({ code: 'SECRET_UNAVAILABLE', cause: { message: 'on purpose' } });
});

test('nobody has it', async () => {
  await expect(createSecretResolver([]).resolve(reference('1'))).rejects.toThrow(
    'No source has the secret projects/p/secrets/token.',
  );
});

test.each([CANARY, `projects/p/secrets/${CANARY} /versions/1`, '', 'projects/../secrets/s/versions/1'])(
  '%j is no reference, and is not repeated',
  async (text) => {
    const error = await createSecretResolver([failing])
      .resolve(text)
      .catch((thrown: unknown) => thrown);
    expect(error).toEqual(refusal('SECRET_NOT_FOUND'));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('canary');
  },
);

test('a value that is no text, or was encrypted with a key that is gone, is unreadable', async () => {
  await vault.createSecret(name);
  await vault.addVersion(name, Buffer.concat([Buffer.from(CANARY), Buffer.from([0xff])]));
  const errors = [];
  const resolve = (from: Vault) => createSecretResolver([createVaultSource(from)]).resolve(reference('latest'));
  errors.push(await resolve(vault).catch((thrown: unknown) => thrown));
  await vault.addVersion(name, Buffer.from(CANARY));
  const cipher = createCipher([createSecretKey(randomBytes(32))]);
  errors.push(await resolve(createVault({ store, cipher, now: () => 0 })).catch((thrown: unknown) => thrown));
  for (const error of errors) {
    expect(error).toEqual(refusal('SECRET_UNREADABLE'));
    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(CANARY);
  }
});
