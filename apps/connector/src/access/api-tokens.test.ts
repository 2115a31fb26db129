import { afterEach, beforeEach, expect, test } from 'vitest';
import { startAccessBed } from '../../test/access-bed.js';
import { createTokens } from './api-tokens.js';

let bed: Awaited<ReturnType<typeof startAccessBed>>;
beforeEach(async () => {
  bed = await startAccessBed();
});
afterEach(() => bed.close());

test('a token is shown once, and kept as its hash', async () => {
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

test('two tokens differ, and another process takes both', async () => {
  const [a, b] = [await bed.tokens.create({ name: 'a' }), await bed.tokens.create({ name: 'b' })];
  expect(a.token).not.toBe(b.token);
  const later = createTokens({ store: bed.store, now: () => bed.clock.now, random: () => new Uint8Array(32) });
  expect(await later.verify(a.token)).toMatchObject({ member: 'token:a' });
  expect(await later.verify(b.token)).toMatchObject({ member: 'token:b' });
});

test.each(['', 'tct_', 'x', `tct_${'A'.repeat(43)}`, 'token:ci', 'a'.repeat(100_000)])('%j is none', async (token) => {
  await bed.tokens.create({ name: 'ci' });
  expect(await bed.tokens.verify(token.slice(0, 100_000))).toBeUndefined();
});

test('a token ends when it was said to', async () => {
  const { token, expireTime } = await bed.tokens.create({ name: 'ci', expireTime: '2026-11-25T14:00:00+01:00' });
  expect(expireTime).toBe('2026-11-25T13:00:00.000Z');
  bed.clock.now = Date.parse('2026-11-25T12:59:59.999Z');
  expect(await bed.tokens.verify(token)).toMatchObject({ member: 'token:ci' });
  bed.clock.now += 1;
  expect(await bed.tokens.verify(token)).toBe('EXPIRED');
});

test('a revoked token is none at once, and for good; its name stays taken', async () => {
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
])('%j is refused', async (given, fields) => {
  await expect(bed.tokens.create(given)).rejects.toMatchObject({
    reason: 'INVALID_TOKEN_REQUEST',
    details: [{ fieldViolations: fields.map((field) => expect.objectContaining({ field })) }],
  });
});

test('what fails beside a token makes none', async () => {
  const failing = bed.tokens.create({ name: 'ci' }, () => Promise.reject(new Error('on purpose')));
  await expect(failing).rejects.toThrow('on purpose');
  expect(await bed.tokens.list()).toEqual([]);
});
