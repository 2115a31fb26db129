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

/** `ab…` as it would be with one bit of one byte changed. */
function flip(sealed: string, index: number): string {
  const bytes = Buffer.from(sealed.slice(9), 'base64');
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return `${sealed.slice(0, 9)}${bytes.toString('base64')}`;
}

test.each(['', 'x', CANARY, 'Zürich 🚀', 'a'.repeat(100_000)])('what is sealed opens in its place', (text) => {
  expect(cipher.open(cipher.seal(text, 'place'), 'place')).toBe(text);
});

test('the key id is in front, and the same text is never sealed alike', () => {
  const sealed = cipher.seal(CANARY, 'place');
  expect(sealed).toMatch(/^[0-9a-f]{8}:[A-Za-z0-9+/]+=*$/);
  expect(sealed.startsWith(`${keyId(key)}:`)).toBe(true);
  expect(sealed).not.toContain(CANARY);
  expect(cipher.seal(CANARY, 'place')).not.toBe(sealed);
});

test('it opens in no other place', () => {
  const sealed = cipher.seal(CANARY, 'vault projects/a/secrets/s/versions/1');
  const error = thrownBy(() => cipher.open(sealed, 'vault projects/b/secrets/s/versions/1'));
  expect(error.code).toBe('SECRET_UNREADABLE');
  expect(error.message).toMatch(/projects\/b.* damaged, or was moved there/);
});

test('one changed bit, anywhere, is found out', () => {
  const sealed = cipher.seal(CANARY, 'place');
  const { length } = Buffer.from(sealed.slice(9), 'base64');
  for (let index = 0; index < length; index += 1) {
    expect(thrownBy(() => cipher.open(flip(sealed, index), 'place')).code).toBe('SECRET_UNREADABLE');
  }
});

test.each(['', 'x', 'not-a-key:AAAA', `${keyId(key)}:`, `${keyId(key)}:AAAA`, `${CANARY}:AAAA`])(
  '%j is no sealed text',
  (sealed) => {
    const error = thrownBy(() => cipher.open(sealed, 'place'));
    expect(error.message).toContain('damaged');
    expect(error.message).not.toContain('canary');
  },
);

test('a key that is not there any more is named, with what to do', () => {
  const sealed = cipher.seal(CANARY, 'place');
  const error = thrownBy(() => createCipher([other]).open(sealed, 'place'));
  expect(error.message).toContain(`with the key ${keyId(key)}, which is not among the keys of this server`);
  expect(error.message).toContain('CONNECTOR_VAULT_KEYS');
});

test('with a new key in front, old texts open and are to be sealed anew', () => {
  const old = cipher.seal(CANARY, 'place');
  const rotated = createCipher([other, key]);
  expect(rotated.open(old, 'place')).toBe(CANARY);
  expect(rotated.needsReseal(old)).toBe(true);
  const fresh = rotated.seal(CANARY, 'place');
  expect(rotated.needsReseal(fresh)).toBe(false);
  expect(createCipher([other]).open(fresh, 'place')).toBe(CANARY);
});

test('no error shows the text or a key', () => {
  const sealed = cipher.seal(CANARY, 'place');
  const secrets = [
    CANARY,
    ...[key, other].flatMap((each) => ['hex', 'base64'].map((as) => each.export().toString(as as 'hex'))),
  ];
  const errors = [
    thrownBy(() => cipher.open(sealed, 'other')),
    thrownBy(() => cipher.open(flip(sealed, 15), 'place')),
    thrownBy(() => createCipher([other]).open(sealed, 'place')),
  ];
  for (const shown of errors.map((error) => inspect(error, { depth: 10, showHidden: true }))) {
    for (const secret of secrets) expect(shown).not.toContain(secret);
  }
});
