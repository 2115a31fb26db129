import { mkdtempSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readOrMakeToken, tokenWeakness } from './administrator-token.js';

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

  test('a token file that exists is read, and nothing is written beside it, because its folder may be read-only', () => {
    const file = join(folder, 'token');
    const token = readOrMakeToken(file);
    utimesSync(folder, 0, 0);
    expect(readOrMakeToken(file)).toBe(token);
    // A file that is created, even for a moment, changes the time of its folder.
    expect(statSync(folder).mtimeMs).toBe(0);
  });

  test.each(['', 'a token with spaces, 0123456789 abcdef', 'hunter2-0123456789-abcdefghijkl'])(
    'a token file with the weak token %j is refused, and the error does not repeat the token',
    (token) => {
      const file = join(folder, 'token');
      writeFileSync(file, `${token}\n`);
      const read = () => readOrMakeToken(file);
      expect(read).toThrow(`The token in ${file} `);
      expect(read).toThrow('Delete the file to get a new token.');
      if (token) expect(read).not.toThrow(token);
    },
  );
});

test.each([
  ['x'.repeat(10), 'has fewer than 32 characters'],
  ['0123456789abcdefghijklmnopqrstu', 'has fewer than 32 characters'],
  ['0123456789abcdefghijklmnopqrstuv', undefined],
  ['012345678'.repeat(4), 'has fewer than 10 different characters'],
  ['0123456789'.repeat(4), undefined],
  ['0123456789abcdefghijklmnop qrstuv', 'contains spaces'],
  ['0123456789abcdefghijklmnop\nqrstuv', 'contains spaces'],
])('the weakness of the token %j is: %s', (token, weakness) => {
  expect(tokenWeakness(token)).toBe(weakness);
});
