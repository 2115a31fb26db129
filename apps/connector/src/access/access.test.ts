import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOrMakeToken } from './administrator-token.js';

describe('token file', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'connector-token-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('the token file is created once and readable by its owner only', () => {
    const file = join(folder, 'data', 'token');
    const token = readOrMakeToken(file);
    expect(token.length).toBeGreaterThanOrEqual(32);
    expect(readFileSync(file, 'utf8').trim()).toBe(token);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readOrMakeToken(file)).toBe(token);
  });

  test('a token file without a token is refused', () => {
    const file = join(folder, 'token');
    writeFileSync(file, '\n');
    expect(() => readOrMakeToken(file)).toThrow('is too short or contains spaces');
  });
});
