import { describe, expect, test } from 'vitest';
import { createKnownSecrets } from './known-secrets.js';

const SECRET = 'canary "/+é&7';

function knowing(...secrets: readonly string[]) {
  const known = createKnownSecrets();
  for (const secret of secrets) known.add(secret);
  return known;
}

describe('what is known is hidden', () => {
  const bytes = Buffer.from(SECRET);
  test.each([
    ['as it is', SECRET],
    ['in a URL', encodeURIComponent(SECRET)],
    ['in JSON', JSON.stringify(SECRET).slice(1, -1)],
    ['in base64', bytes.toString('base64')],
    ['in base64url', bytes.toString('base64url')],
    ['in hexadecimal', bytes.toString('hex')],
  ])('%s', (_, form) => {
    const { hide } = knowing(SECRET);
    expect(hide(`before ${form} after ${form}`)).toMatch(/^before \[redacted\]\S{0,2} after \[redacted\]\S{0,2}$/);
    expect(hide(form.slice(0, -4))).not.toContain('[redacted]');
  });

  test('as a log-in', () => {
    const known = createKnownSecrets();
    known.addLogin('AC1', SECRET);
    expect(known.hide(`Basic ${Buffer.from(`AC1:${SECRET}`).toString('base64')}`)).toBe('Basic [redacted]');
  });

  test('the longer of two that begin alike, and two that follow each other', () => {
    const { hide } = knowing('abcdef', 'abcdefgh', 'xyz12');
    expect(hide('abcdefgh abcdefxyz12')).toBe('[redacted] [redacted][redacted]');
  });

  test('but not what is too short to be told from a word', () => {
    expect(knowing('abc', '').hide('abc is a word')).toBe('abc is a word');
  });

  test('and the oldest are forgotten, so that the memory does not fill', () => {
    const known = knowing('the-oldest-of-them');
    for (let count = 0; count < 12_000; count++) known.add(`secret-${count}`);
    expect(known.hide('the-oldest-of-them secret-11999')).toBe('the-oldest-of-them [redacted]');
  });
});

describe('a token of a caller is hidden that nobody has seen', () => {
  test.each([`tct_${'A-b_9'.repeat(8)}xyz`, 'eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl'])('%s', (token) => {
    expect(createKnownSecrets().hide(`There is no "${token}".`)).toBe('There is no "[redacted]".');
  });
});
