import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { confirm } from './confirm.js';

/** A process whose streams are terminals as said; `typed` is what somebody answers. */
function processWith({ stdin = true, stderr = true, stdout = true, typed = '' }) {
  const terminal = (isTTY: boolean) => Object.assign(new PassThrough(), { isTTY });
  const streams = { stdin: terminal(stdin), stderr: terminal(stderr), stdout: terminal(stdout) };
  streams.stdin.end(typed);
  const said = (name: 'stderr' | 'stdout') => String(streams[name].read() ?? '');
  return { process: streams as unknown as NodeJS.Process, said };
}

test.each(['y\n', 'yes\n', 'Y\n'])('goes on after %j', async (typed) => {
  const { process, said } = processWith({ typed });
  await confirm('sends a message', { process });
  expect(said('stderr')).toContain('This sends a message. Go on? [y/N]');
});

test.each(['n\n', '\n', 'yesterday\n'])('does nothing after %j', async (typed) => {
  await expect(confirm('sends a message', { process: processWith({ typed }).process })).rejects.toThrow(
    'Nothing was done',
  );
});

test('asks where there is a terminal, and refuses where nobody could read it', async () => {
  const { process, said } = processWith({ stderr: false, typed: 'y\n' });
  await confirm('sends a message', { process });
  expect(said('stdout')).toContain('Go on?');
  const nowhere = processWith({ stderr: false, stdout: false, typed: 'y\n' });
  await expect(confirm('sends a message', { process: nowhere.process })).rejects.toThrow('add --yes');
});

test('does not ask when told so, of what has no consequence, or where nobody types', async () => {
  const { process, said } = processWith({});
  await confirm('sends a message', { yes: true, process });
  await confirm(undefined, { process });
  await confirm('sends a message', { process: processWith({ stdin: false }).process });
  expect(said('stderr')).toBe('');
});
