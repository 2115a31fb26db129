import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from './confirm.js';

/** A process with the given streams as terminals; `typed` is the input of the user. */
function processWith({ stdin = true, stderr = true, stdout = true, typed = '' }) {
  const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const streams = { stdin: terminal(stdin), stderr: terminal(stderr), stdout: terminal(stdout) };
  streams.stdin.end(typed);
  const said = (name: 'stderr' | 'stdout') => String(streams[name].read() ?? '');
  return { process: streams as unknown as NodeJS.Process, said };
}

test.each(['y\n', 'yes\n', 'Y\n'])('confirm continues after the answer %j', async (typed) => {
  const { process, said } = processWith({ typed });
  await confirm('sends a message', { process });
  expect(said('stderr')).toContain('This sends a message. Continue? [y/N]');
});

test.each(['n\n', '\n', 'yesterday\n'])('confirm cancels after the answer %j', async (typed) => {
  await expect(confirm('sends a message', { process: processWith({ typed }).process })).rejects.toThrow(
    'Canceled: nothing was done.',
  );
});

test('confirm asks on any output that is a terminal and refuses if there is none', async () => {
  const { process, said } = processWith({ stderr: false, typed: 'y\n' });
  await confirm('sends a message', { process });
  expect(said('stdout')).toContain('Continue?');
  const nowhere = processWith({ stderr: false, stdout: false, typed: 'y\n' });
  await expect(confirm('sends a message', { process: nowhere.process })).rejects.toThrow('add --yes');
});

test('confirm does not ask with --yes, without a consequence or without a terminal as input', async () => {
  const { process, said } = processWith({});
  await confirm('sends a message', { yes: true, process });
  await confirm(undefined, { process });
  await confirm('sends a message', { process: processWith({ stdin: false }).process });
  expect(said('stderr')).toBe('');
});
