import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBed, type TestBed } from './test-bed.js';

const page = readFileSync(new URL('../../../docs/from-google.md', import.meta.url), 'utf8');
const shell = /## The nine examples.*?```sh\n(?<lines>.*?)```/s.exec(page)?.groups?.lines ?? '';

let bed: TestBed;
beforeAll(async () => {
  bed = await startTestBed();
});
afterAll(() => bed.close());

test('the nine examples of the page return the documented results', async () => {
  const script = shell
    .replace('$(cat .data/token)', bed.token)
    .replace('http://127.0.0.1:8080', bed.url)
    .replaceAll('curl ', 'curl -s ');
  const { stdout } = await promisify(execFile)('bash', ['-euc', script]);
  const answers = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, any>);
  expect(answers).toHaveLength(9);
  const [list, recording, deleted, feedback, summary, message, redacted, number, callerId] = answers;
  expect(list?.entities).toHaveLength(25);
  expect(recording?.fields.Sid).toBe('RE2e915e78549694bd0a0742d2d39454e5');
  expect(deleted).toEqual({});
  expect(feedback?.fields).toEqual({ Sid: 'CAdefbf2b4caa7df11dc48106385e32345' });
  expect(summary?.fields).toEqual({ Sid: expect.stringMatching(/^FS/) });
  expect(message?.fields).toEqual({ Sid: expect.stringMatching(/^SM/) });
  expect(redacted?.fields).toEqual({});
  expect(number?.fields).toEqual({ Sid: 'PN4047ac009a15885690a50a1d388b8411' });
  expect(callerId?.response).toEqual({ Sid: 'PN6f5f9bf39cb1801a6e21a5a80d274bdd' });
});
