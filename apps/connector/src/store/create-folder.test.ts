import { existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFolder } from './create-folder.js';
import { StoreError } from './errors.js';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'twilio-connector-create-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('a folder and those above it are created for their owner only, and an existing one is used as it is', () => {
  const folder = join(parent, 'a', 'b');
  for (let repeat = 0; repeat < 2; repeat += 1) createFolder(folder);
  expect([folder, join(parent, 'a')].map((each) => statSync(each).mode & 0o777)).toEqual([0o700, 0o700]);
});

test.each([
  ['a file', 'file', /file cannot be used: it is not a folder\. Choose another one with --data or CONNECTOR_DATA\.$/],
  ['a folder below a file', 'file/data', /file\/data cannot be used: ENOTDIR/],
  ['a link that leads nowhere', 'link', /link cannot be used: EEXIST/],
  ['a name that is too long', 'x'.repeat(300), /cannot be used: ENAMETOOLONG/],
])('%s is refused with what to do', (_, name, message) => {
  writeFileSync(join(parent, 'file'), '');
  symlinkSync(join(parent, 'nothing'), join(parent, 'link'));
  expect(() => createFolder(join(parent, name))).toThrow(StoreError);
  expect(() => createFolder(join(parent, name))).toThrow(message);
});

test.runIf(existsSync('/proc/self'))('a folder that the system does not allow is refused', () => {
  expect(() => createFolder('/proc/twilio-connector')).toThrow(
    'The folder /proc/twilio-connector cannot be used: ENOENT',
  );
});
