import { createSecretKey, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createCipher, keyId } from './cipher.js';
import { SecretError } from './errors.js';

const CANARY = 'canary-value-8d1f';
const key = createSecretKey(randomBytes(32));
const other = createSecretKey(randomBytes(32));
const cipher = createCipher([key]);

function thrownBy(act: () => unknown): SecretError {
  try {
    act();
  } catch (error) {
    if (error instanceof SecretError) return error;
  }
  throw new Error('No SecretError was thrown.');
}

/** A sealed text with one bit of one byte changed. */
function flip(sealed: string, index: number): string {
  const bytes = Buffer.from(sealed.slice(9), 'base64');
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return `${sealed.slice(0, 9)}${bytes.toString('base64')}`;
}

test.each(['', 'x', CANARY, 'Zürich 🚀', 'a'.repeat(100_000)])('a sealed text opens in its context', (text) => {
  expect(cipher.open(cipher.seal(text, 'context'), 'context')).toBe(text);
});

test('a sealed text starts with the key id, and sealing the same text twice gives different results', () => {
  const sealed = cipher.seal(CANARY, 'context');
  expect(sealed).toMatch(/^[0-9a-f]{8}:[A-Za-z0-9+/]+=*$/);
  expect(sealed.startsWith(`${keyId(key)}:`)).toBe(true);
  expect(sealed).not.toContain(CANARY);
  expect(cipher.seal(CANARY, 'context')).not.toBe(sealed);
});

test('a sealed text does not open in another context', () => {
  const sealed = cipher.seal(CANARY, 'vault projects/a/secrets/s/versions/1');
  const error = thrownBy(() => cipher.open(sealed, 'vault projects/b/secrets/s/versions/1'));
  expect(error.code).toBe('SECRET_UNREADABLE');
  expect(error.message).toMatch(/projects\/b.* is damaged, or was copied there/);
});

test('a sealed text with any one bit changed does not open', () => {
  const sealed = cipher.seal(CANARY, 'context');
  const { length } = Buffer.from(sealed.slice(9), 'base64');
  for (let index = 0; index < length; index += 1) {
    expect(thrownBy(() => cipher.open(flip(sealed, index), 'context')).code).toBe('SECRET_UNREADABLE');
  }
});

test.each(['', 'x', 'not-a-key:AAAA', `${keyId(key)}:`, `${keyId(key)}:AAAA`, `${CANARY}:AAAA`])(
  'the malformed sealed text %j does not open, and the error does not contain it',
  (sealed) => {
    const error = thrownBy(() => cipher.open(sealed, 'context'));
    expect(error.message).toContain('damaged');
    expect(error.message).not.toContain('canary');
  },
);

test('the error for a missing key names the key id and the remedy', () => {
  const sealed = cipher.seal(CANARY, 'context');
  const error = thrownBy(() => createCipher([other]).open(sealed, 'context'));
  expect(error.message).toContain(`with the key ${keyId(key)}, which is not among the keys of this server`);
  expect(error.message).toContain('CONNECTOR_VAULT_KEYS');
});

test('after a new key is added first, old texts still open and need resealing', () => {
  const old = cipher.seal(CANARY, 'context');
  const rotated = createCipher([other, key]);
  expect(rotated.open(old, 'context')).toBe(CANARY);
  expect(rotated.needsReseal(old)).toBe(true);
  const fresh = rotated.seal(CANARY, 'context');
  expect(rotated.needsReseal(fresh)).toBe(false);
  expect(createCipher([other]).open(fresh, 'context')).toBe(CANARY);
});

test('no error contains the text or a key', () => {
  const sealed = cipher.seal(CANARY, 'context');
  const secrets = [
    CANARY,
    ...[key, other].flatMap((each) => ['hex', 'base64'].map((as) => each.export().toString(as as 'hex'))),
  ];
  const errors = [
    thrownBy(() => cipher.open(sealed, 'other')),
    thrownBy(() => cipher.open(flip(sealed, 15), 'context')),
    thrownBy(() => createCipher([other]).open(sealed, 'context')),
  ];
  for (const shown of errors.map((error) => inspect(error, { depth: 10, showHidden: true }))) {
    for (const secret of secrets) expect(shown).not.toContain(secret);
  }
});
