import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOrMakeToken } from './administrator-token.js';

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
