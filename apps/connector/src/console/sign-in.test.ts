import { expect, test, vi } from 'vitest';
import { ADMINISTRATOR } from '../access/caller.js';
import type { Throttle } from '../access/login-throttle.js';
import { createSignIn } from './sign-in.js';
import { createSignInCodes } from './sign-in-codes.js';
import type { Sessions } from './sessions.js';

const SESSION = { caller: ADMINISTRATOR, createTime: '2026-11-30T12:00:00Z', expireTime: '2026-12-01T00:00:00Z' };
const CLIENT = { callId: 'call', remoteAddress: '192.0.2.1' };

function start() {
  let count = 0;
  const failed = vi.fn<Throttle['failed']>(() => Promise.resolve());
  const started = vi.fn<Sessions['start']>(async () => ({ id: 'id', ...SESSION }));
  const signIn = createSignIn({
    authenticate: () => expect.fail('no token was sent'),
    throttle: { failed },
    sessions: {
      start: started,
      verify: async (id) => (id === 'known' ? SESSION : id === 'ended' ? 'ENDED' : undefined),
      end: async () => undefined,
    },
    codes: createSignInCodes({ steadyNow: () => 0, random: (bytes) => new Uint8Array(bytes).fill((count += 1)) }),
    audit: { write: async () => {} },
  });
  return { signIn, failed, started };
}

test('wrong codes and unknown sessions slow their address down, as wrong tokens do', async () => {
  const { signIn, failed } = start();
  await expect(signIn.withCode('wrong', CLIENT)).rejects.toMatchObject({ reason: 'CODE_INVALID' });
  expect(failed.mock.calls).toEqual([['192.0.2.1']]);
  expect(await signIn.find('unknown', CLIENT)).toBeUndefined();
  await expect(signIn.callerOf('unknown', CLIENT)).rejects.toMatchObject({ reason: 'SESSION_ENDED' });
  expect(failed).toHaveBeenCalledTimes(3);
});

test('a session that has ended slows nobody down, because its browser may send several requests with it', async () => {
  const { signIn, failed } = start();
  expect(await signIn.find('ended', CLIENT)).toBeUndefined();
  await expect(signIn.callerOf('ended', CLIENT)).rejects.toMatchObject({ reason: 'SESSION_ENDED' });
  expect(await signIn.callerOf('known', CLIENT)).toBe(ADMINISTRATOR);
  expect(failed).not.toHaveBeenCalled();
});

test('a code starts a session of the administrator', async () => {
  const { signIn, failed, started } = start();
  await signIn.withCode(signIn.issueCode(), CLIENT);
  expect(started.mock.calls).toEqual([[ADMINISTRATOR]]);
  expect(failed).not.toHaveBeenCalled();
});

test('a wrong code is refused without a delay if too many are delayed already', async () => {
  const { signIn, failed, started } = start();
  failed.mockRejectedValue(new Error('too many'));
  await expect(signIn.withCode('wrong', CLIENT)).rejects.toThrow('too many');
  expect(started).not.toHaveBeenCalled();
});
