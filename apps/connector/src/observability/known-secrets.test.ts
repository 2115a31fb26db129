import { describe, expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';

const SECRET = 'canary "/+é&7';

function knowing(...secrets: readonly string[]) {
  const known = createKnownSecrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

describe('known secrets', () => {
  const bytes = Buffer.from(SECRET);
  test.each([
    ['in plain text', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['in hexadecimal', bytes.toString('hex')],
  ])('a known secret is hidden %s', (_, form) => {
    const { hide } = knowing(SECRET);
    expect(hide(`before ${form} after ${form}`)).toMatch(/^before \[redacted\]\S{0,2} after \[redacted\]\S{0,2}$/);
    expect(hide(form.slice(0, -4))).not.toContain('[redacted]');
  });

  test('a known secret is hidden in the credentials of HTTP Basic authentication', () => {
    const known = createKnownSecrets();
    known.addLogin('AC1', SECRET);
    expect(known.hide(`Basic ${Buffer.from(`AC1:${SECRET}`).toString('base64')}`)).toBe('Basic [redacted]');
  });

  test('secrets with the same beginning and adjacent secrets are hidden completely', () => {
    const { hide } = knowing('abcdef', 'abcdefgh', 'xyz12');
    expect(hide('abcdefgh abcdefxyz12')).toBe('[redacted] [redacted][redacted]');
  });

  test('a secret shorter than four characters is not hidden', () => {
    expect(knowing('abc', '').hide('abc is a word')).toBe('abc is a word');
  });

  test('the oldest secrets are forgotten once there are too many', () => {
    const known = knowing('the-oldest-of-them');
    for (let count = 0; count < 12_000; count++) known.add(`secret-${count}`);
    expect(known.hide('the-oldest-of-them secret-11999')).toBe('the-oldest-of-them [redacted]');
  });
});

test.each([`tct_${'A-b_9'.repeat(8)}xyz`, 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'])(
  'the unknown caller token %s is hidden by its shape',
  (token) => {
    expect(createKnownSecrets().hide(`There is no "${token}".`)).toBe('There is no "[redacted]".');
  },
);
