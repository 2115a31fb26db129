import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { callerOf, startAccessBed } from '../../test/access-bed.js';
import { ADMINISTRATOR } from '../access/caller.js';
import { createCurrentCredentials } from '../access/current-credentials.js';
import { createSessions } from './sessions.js';

const ADMINISTRATOR_TOKEN = 'administrator-token';
const HOUR_MS = 3_600_000;
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

let bed: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  bed = await open();
});
afterEach(() => bed.close());

async function open() {
  const access = await startAccessBed();
  const { store, tokens, clock } = access;
  const now = () => clock.now;
  const credentials = createCurrentCredentials({
    administratorToken: ADMINISTRATOR_TOKEN,
    tokens,
    issuer: undefined,
    now,
  });
  let count = 0;
  const random = (bytes: number) => Buffer.alloc(bytes, String((count += 1)).padStart(bytes, '-'));
  const sessions = createSessions({ store, credentials, now: () => clock.now, random });
  const rows = () => store.selectFrom('sessions').selectAll().orderBy('use_time').execute();
  const start = async (name: string) => {
    if (!(await tokens.get(name))) await tokens.create({ name });
    return sessions.start(callerOf(name));
  };
  return { ...access, sessions, rows, start };
}

test('the store has a digest of the id, from which nobody gets a session', async () => {
  const { id } = await bed.start('ci');
  const [row] = await bed.rows();
  expect(row).toMatchObject({ hash: sha256(id), member: 'token:ci' });
  expect(JSON.stringify(row)).not.toContain(id);
  expect(await bed.sessions.verify(id)).toMatchObject({ caller: callerOf('ci') });
  expect(await bed.sessions.verify(String(row?.hash))).toBeUndefined();
});

test('the token of the administrator cannot be guessed with what the store has', async () => {
  const [first, second] = [await bed.sessions.start(ADMINISTRATOR), await bed.sessions.start(ADMINISTRATOR)];
  const proofs = (await bed.rows()).map(({ proof }) => proof);
  // A digest without the id would be the same for both, and could be compared with that of a guess.
  expect(new Set([...proofs, sha256(ADMINISTRATOR_TOKEN)]).size).toBe(3);
  for (const { id } of [first, second]) expect(await bed.sessions.verify(id)).toMatchObject({ caller: ADMINISTRATOR });
});

test('uses are written once a minute, because each write waits for the disk', async () => {
  const { id } = await bed.start('ci');
  const useTimes = new Set<string>();
  for (let uses = 0; uses < 300; uses += 1) {
    bed.clock.now += 1000;
    await bed.sessions.verify(id);
    useTimes.add((await bed.rows())[0]?.use_time ?? '');
  }
  expect(useTimes.size).toBe(6);
});

test('a caller has at most 20 sessions, of which the oldest ends first, and ends none of other callers', async () => {
  const other = await bed.start('other');
  const ids: string[] = [];
  for (let count = 0; count < 22; count += 1) {
    bed.clock.now += 1;
    ids.push((await bed.start('ci')).id);
  }
  const verdicts = await Promise.all(ids.map((id) => bed.sessions.verify(id)));
  expect(verdicts.map((verdict) => verdict !== undefined)).toEqual([false, false, ...Array<boolean>(20).fill(true)]);
  expect(await bed.sessions.verify(other.id)).toBeDefined();
});

test('sessions that have expired are deleted, and others are kept', async () => {
  await bed.start('first');
  bed.clock.now += HOUR_MS;
  const { id } = await bed.start('second');
  expect(await bed.sessions.purge({ now: bed.clock.now + 11 * HOUR_MS })).toBe(0);
  expect(await bed.sessions.purge({ now: bed.clock.now + 11 * HOUR_MS + 1 })).toBe(1);
  expect(await bed.sessions.verify(id)).toBeDefined();
});

test('a session that was ended is gone, and ending it again changes nothing', async () => {
  const { id } = await bed.start('ci');
  expect(await bed.sessions.end(id)).toMatchObject({ caller: callerOf('ci') });
  expect(await bed.sessions.end(id)).toBeUndefined();
  expect(await bed.rows()).toEqual([]);
});

test('a session of an identity ends when its issuer is no longer trusted', async () => {
  const { store, tokens, clock, sessions } = bed;
  const trusting = (issuer?: string) =>
    createSessions({
      store,
      credentials: createCurrentCredentials({
        administratorToken: ADMINISTRATOR_TOKEN,
        tokens,
        issuer,
        now: () => clock.now,
      }),
      now: () => clock.now,
      random: (bytes) => Buffer.alloc(bytes, 7),
    });
  const ann = { member: 'user:ann@example.com', isAdministrator: false };
  const { id } = await trusting('https://issuer.example').start(ann);
  expect(await trusting('https://issuer.example').verify(id)).toMatchObject({ caller: ann });
  expect(await trusting('https://other.example').verify(id)).toBe('ENDED');
  expect(await trusting().verify(id)).toBe('ENDED');
  expect(await sessions.verify(id)).toBe('ENDED');
});
