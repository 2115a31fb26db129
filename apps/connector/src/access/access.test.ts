import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { authenticate } from './authenticate.js';
import { createVerifyToken, readOrMakeToken } from './token.js';

const TOKEN = 'token-0123456789abcdef';
const verify = createVerifyToken(TOKEN);
const query = (text = '') => new URLSearchParams(text);

describe('authenticate', () => {
  test.each([`Bearer ${TOKEN}`, `bearer ${TOKEN}`, `Bearer   ${TOKEN}`])('lets %s in', (header) => {
    expect(() => authenticate(header, query('key=anything'), verify)).not.toThrow();
  });

  test.each([
    [undefined, '', 'TOKEN_MISSING'],
    ['', '', 'TOKEN_MISSING'],
    [TOKEN, '', 'TOKEN_INVALID'],
    [`Basic ${TOKEN}`, '', 'TOKEN_INVALID'],
    [`Bearer ${TOKEN}x`, '', 'TOKEN_INVALID'],
    ['Bearer ', '', 'TOKEN_INVALID'],
    [undefined, `access_token=${TOKEN}`, 'TOKEN_IN_URL'],
    [`Bearer ${TOKEN}`, `access_token=${TOKEN}`, 'TOKEN_IN_URL'],
    [undefined, `key=${TOKEN}`, 'TOKEN_MISSING'],
  ])('refuses %s with ?%s', (header, text, reason) => {
    const attempt = () => authenticate(header, query(text), verify);
    expect(attempt).toThrow(expect.objectContaining({ code: 'UNAUTHENTICATED', reason }));
  });
});

describe('the token file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-token-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('is made once, for its owner only', () => {
    const file = join(folder, 'data', 'token');
    const token = readOrMakeToken(file);
    expect(token.length).toBeGreaterThanOrEqual(32);
    expect(readFileSync(file, 'utf8').trim()).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrMakeToken(file)).toBe(token);
  });

  test('is refused when it is no token', () => {
    const file = join(folder, 'token');
    writeFileSync(file, '\n');
    expect(() => readOrMakeToken(file)).toThrow('too short');
  });
});
