import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAccessBed } from '../../test/access-bed.js';
import { failingStore } from '../../test/failing-store.js';
import { createTokens } from './api-tokens.js';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

/** The tokens of another process on the same store. */
function open(isOnlyWriter: boolean, store = bed.store) {
  return createTokens({
    store,
    isOnlyWriter,
    now: () => bed.clock.now,
    random: (bytes) => new Uint8Array(bytes).fill(255),
  });
}

test('a token is returned once and stored as a hash only', async () => {
  const created = await bed.tokens.create({ name: 'ci' });
  expect(created).toEqual({
    name: 'ci',
    createTime: '2026-11-25T12:00:00.000Z',
    token: expect.stringMatching(/^tct_[\w-]{43}$/),
  });
  expect(await bed.tokens.verify(created.token)).toEqual({ member: 'token:ci', isAdministrator: false });
  const kept = JSON.stringify([await bed.tokens.list(), await bed.store.selectFrom('tokens').selectAll().execute()]);
  expect(kept).not.toContain(created.token.slice(4));
  expect(JSON.stringify(await bed.tokens.list())).not.toContain('hash');
});

test('two tokens differ, and both are valid after a restart', async () => {
  const [a, b] = [await bed.tokens.create({ name: 'a' }), await bed.tokens.create({ name: 'b' })];
  expect(a.token).not.toBe(b.token);
  const later = open(true);
  expect(await later.verify(a.token)).toMatchObject({ member: 'token:a' });
  expect(await later.verify(b.token)).toMatchObject({ member: 'token:b' });
});

test.each(['', 'tct_', 'x', `tct_${'A'.repeat(43)}`, 'token:ci', 'a'.repeat(100_000)])(
  'the unknown token %j is not verified',
  async (token) => {
    await bed.tokens.create({ name: 'ci' });
    expect(await bed.tokens.verify(token.slice(0, 100_000))).toBeUndefined();
  },
);

test('a token is expired from its expireTime on', async () => {
  const { token, expireTime } = await bed.tokens.create({ name: 'ci', expireTime: '2026-11-25T14:00:00+01:00' });
  expect(expireTime).toBe('2026-11-25T13:00:00.000Z');
  bed.clock.now = Date.parse('2026-11-25T12:59:59.999Z');
  expect(await bed.tokens.verify(token)).toMatchObject({ member: 'token:ci' });
  bed.clock.now += 1;
  expect(await bed.tokens.verify(token)).toBe('EXPIRED');
});

test('a revoked token is invalid at once and permanently, and its name cannot be used again', async () => {
  const { token } = await bed.tokens.create({ name: 'ci' });
  await bed.tokens.verify(token);
  const revoked = await bed.tokens.revoke('ci');
  expect(revoked.revokeTime).toBe('2026-11-25T12:00:00.000Z');
  expect(await bed.tokens.verify(token)).toBe('REVOKED');
  bed.clock.now += 1000;
  expect(await bed.tokens.revoke('ci')).toEqual(revoked);
  await expect(bed.tokens.create({ name: 'ci' })).rejects.toMatchObject({
    code: 'ALREADY_EXISTS',
    reason: 'TOKEN_EXISTS',
  });
  await expect(bed.tokens.revoke('other')).rejects.toMatchObject({ code: 'NOT_FOUND', reason: 'UNKNOWN_TOKEN' });
});

test.each([
  [{ name: undefined }, ['name']],
  [{ name: 'CI' }, ['name']],
  [{ name: 'a'.repeat(64) }, ['name']],
  [{ name: 'a-' }, ['name']],
  [{ name: '1', expireTime: 'tomorrow' }, ['name', 'expireTime']],
  [{ name: 'ci', expireTime: '2026-11-25T12:00:00Z' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2026-13-01T00:00:00Z' }, ['expireTime']],
  [{ name: 'ci', expireTime: 1_900_000_000 }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31T00:00:00' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31T00:00:00+0100' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31T00:00:00.Z' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31T00:00:00.1234567890Z' }, ['expireTime']],
  [{ name: 'ci', expireTime: ' 2030-01-31T00:00:00Z' }, ['expireTime']],
  [{ name: 'ci', expireTime: '2030-01-31T00:00:00Z ' }, ['expireTime']],
  [{ name: 'ci', expireTime: '' }, ['expireTime']],
])('the token request %j is refused', async (given, fields) => {
  await expect(bed.tokens.create(given)).rejects.toMatchObject({
    reason: 'INVALID_TOKEN_REQUEST',
    details: [{ fieldViolations: fields.map((field) => expect.objectContaining({ field })) }],
  });
});

test('a refusal names every field with its form and repeats no value', async () => {
  const refused = bed.tokens.create({ name: 'Not-A-Name', expireTime: 'tomorrow' });
  await expect(refused).rejects.toThrow(
    /^The token cannot be created: name must be 1 to 63 lower-case letters.*; expireTime must be a time in the future, such as 2030-01-31T00:00:00Z;.*\.$/,
  );
  await expect(refused).rejects.not.toThrow(/Not-A-Name|tomorrow/);
});

test('refusals of names that exist or do not exist say what to do', async () => {
  await bed.tokens.create({ name: 'ci' });
  await expect(bed.tokens.create({ name: 'ci' })).rejects.toThrow('The token name ci is already in use');
  await expect(bed.tokens.revoke('other')).rejects.toThrow('Use admin.tokens.list to list the tokens.');
});

test.each([
  ['2030-01-31T00:00:00Z', '2030-01-31T00:00:00.000Z'],
  ['2030-01-31T00:00:00.5Z', '2030-01-31T00:00:00.500Z'],
  ['2030-01-31T00:00:00.123456789-05:30', '2030-01-31T05:30:00.123Z'],
  [null, undefined],
])('the expireTime %j of a token becomes %j', async (given, expireTime) => {
  expect((await bed.tokens.create({ name: 'ci', expireTime: given })).expireTime).toBe(expireTime);
});

test('tokens are listed by name, with their times of expiry and revocation', async () => {
  await bed.tokens.create({ name: 'b', expireTime: '2030-01-31T00:00:00Z' });
  await bed.tokens.create({ name: 'a' });
  await bed.tokens.revoke('a');
  const createTime = '2026-11-25T12:00:00.000Z';
  expect(await bed.tokens.list()).toEqual([
    { name: 'a', createTime, revokeTime: createTime },
    { name: 'b', createTime, expireTime: '2030-01-31T00:00:00.000Z' },
  ]);
});

test('no token is created when a further write of its transaction fails', async () => {
  const failing = bed.tokens.create({ name: 'ci' }, () => Promise.reject(new Error('on purpose')));
  await expect(failing).rejects.toThrow('on purpose');
  expect(await bed.tokens.list()).toEqual([]);
});

test('two processes that share a store see each other’s tokens and revocations at once', async () => {
  const [one, other] = [open(false), open(false)];
  expect(await other.verify('tct_unknown')).toBeUndefined();
  const { token } = await one.create({ name: 'ci' });
  expect(await other.verify(token)).toMatchObject({ member: 'token:ci' });
  expect(await one.verify(token)).toMatchObject({ member: 'token:ci' });
  await other.revoke('ci');
  expect(await one.verify(token)).toBe('REVOKED');
});

test('the only writer of a store verifies tokens from memory', async () => {
  const { token } = await bed.tokens.create({ name: 'ci' });
  expect(await bed.tokens.verify(token)).toMatchObject({ member: 'token:ci' });
  await bed.store.deleteFrom('tokens').execute();
  expect(await bed.tokens.verify(token)).toMatchObject({ member: 'token:ci' });
});

test('a token is valid at once, even if the tokens were read from the store before it was created', async () => {
  expect(await bed.tokens.verify('tct_unknown')).toBeUndefined();
  const { token } = await bed.tokens.create({ name: 'ci' });
  expect(await bed.tokens.verify(token)).toMatchObject({ member: 'token:ci' });
});

test('a read of the tokens that failed is not cached: it fails the calls that wait for it, and the next call reads again', async () => {
  const { token } = await bed.tokens.create({ name: 'ci' });
  const { store, left } = failingStore(bed.store);
  const tokens = open(true, store);
  left.failures = 1;
  const waiting = await Promise.allSettled([tokens.verify(token), tokens.verify('tct_unknown')]);
  expect(waiting.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await tokens.verify(token)).toMatchObject({ member: 'token:ci' });
  expect(await tokens.verify('tct_unknown')).toBeUndefined();
});
