import { describe, expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';

/** Each has characters that JSON, URLs and both alphabets of base64 encode differently. */
const SECRETS = ['canary "/+é&7 canary', 'canary-????>>>>~~~~', 'canary~~~~>>>>????ü'];

function knowing(...secrets: readonly string[]) {
  const known = createKnownSecrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

test('the secrets of these tests have a plus, a slash and every padding in their base64', () => {
  const base64 = SECRETS.map((secret) => Buffer.from(secret).toString('base64'));
  expect(base64.join()).toMatch(/\+.*\//);
  expect(new Set(base64.map((text) => text.replace(/[^=]/g, '').length)).size).toBe(3);
});

describe.each(SECRETS)('the known secret %j', (secret) => {
  const bytes = Buffer.from(secret);
  test.each([
    ['in plain text', secret],
    ['in a URL', encodeURIComponent(secret)],
    ['in JSON', JSON.stringify(secret).slice(1, -1)],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['in hexadecimal', bytes.toString('hex')],
  ])('a known secret is hidden %s', (_, form) => {
    const { hide } = knowing(secret);
    expect(hide(`before ${form} after ${form}`)).toMatch(/^before \[redacted\]\S{0,3} after \[redacted\]\S{0,3}$/);
    expect(hide(form.slice(0, -4))).not.toContain('[redacted]');
  });

  test.each(['base64', 'base64url', 'hex'] as const)(
    'a known secret is hidden in %s that goes on after it',
    (encoding) => {
      const text = Buffer.from(`${secret}, and more`).toString(encoding);
      expect(knowing(secret).hide(text)).toMatch(/^\[redacted\]/);
    },
  );
});

describe('known secrets', () => {
  test('a known secret is hidden in the credentials of HTTP Basic authentication', () => {
    for (const secret of ['a-secret-of-the-user', 'short']) {
      const known = createKnownSecrets();
      known.addLogin('AC1-of-the-account', secret);
      const login = Buffer.from(`AC1-of-the-account:${secret}`).toString('base64');
      expect(known.hide(`Basic ${login}, ${secret}.`)).toBe(
        `Basic [redacted], ${secret === 'short' ? secret : '[redacted]'}.`,
      );
    }
  });

  test('a login whose base64 has fewer than 16 characters is not hidden', () => {
    const known = createKnownSecrets();
    known.addLogin('AC1', 'short');
    const login = Buffer.from('AC1:short').toString('base64');
    expect(known.hide(`Basic ${login}`)).toBe(`Basic ${login}`);
  });

  test.each([
    ['abcdefghijklmnop', 'abcdefghijklmnopqr'],
    ['abcdefghijklmnopqr', 'abcdefghijklmnop'],
  ])('secrets with the same beginning and adjacent secrets are hidden completely: %s, %s', (first, second) => {
    const { hide } = knowing(first, second, 'xyz1234567890123');
    expect(hide('abcdefghijklmnopqr abcdefghijklmnopxyz1234567890123')).toBe('[redacted] [redacted][redacted]');
  });

  test('a secret of fewer than 16 characters is not hidden in any encoding', () => {
    const short = 'OUTCOME_UNKNOWN';
    expect(short).toHaveLength(15);
    const text = [short, Buffer.from(short).toString('base64'), Buffer.from(short).toString('hex')].join(' ');
    expect(knowing(short, '').hide(text)).toBe(text);
    expect(knowing(`${short}S`).hide(`${short}S`)).toBe('[redacted]');
  });

  test('the secrets that were added longest ago are forgotten once there are too many, except the permanent ones', () => {
    const known = createKnownSecrets(['a-permanent-secret']);
    const [permanent, forgotten, again] = ['a-permanent-secret', 'a-secret-added-once', 'a-secret-added-again'];
    for (const secret of [permanent, forgotten, again]) known.add(secret);
    // Each has three encodings, and 10,000 are kept.
    const addMore = (from: number, to: number) => {
      for (let count = from; count < to; count += 1) known.add(`another-secret-x${count}`);
    };
    addMore(10_000, 13_300);
    expect(known.hide([forgotten, again].join())).toBe('[redacted],[redacted]');
    known.add(again);
    addMore(13_300, 13_400);
    expect(known.hide([forgotten, again, 'another-secret-x13399', permanent].join())).toBe(
      `${forgotten},[redacted],[redacted],[redacted]`,
    );
  });
});
