import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type ServerBed, startServerBed } from '../server-bed.js';

const CONNECTION = 'projects/p/locations/local/connections/c';
const MESSAGES = `/v2/${CONNECTION}/entityTypes/Messages/entities?pageSize=1`;
const DAY_MS = 24 * 3_600_000;

let bed: ServerBed;
beforeEach(async () => {
  // Requests still take real time; only the two clocks stand still until a test moves them.
  vi.useFakeTimers({ now: Date.parse('2026-11-25T12:00:00Z'), toFake: ['Date', 'performance'] });
  bed = await startServerBed();
});
afterEach(async () => {
  vi.useRealTimers();
  await bed.close();
});

test.each([-30, 0, 30])(
  'a disabled secret is no longer used half a minute later if the wall clock is moved by %i days meanwhile',
  async (days) => {
    await bed.connection(CONNECTION);
    await bed.must(MESSAGES);
    await bed.must('/secretmanager/v1/projects/p/secrets/auth-c/versions/1:disable', { method: 'POST', body: {} });
    vi.setSystemTime(Date.now() + days * DAY_MS);
    await bed.must(MESSAGES);
    vi.advanceTimersByTime(30_000);
    await expect(bed.must(MESSAGES)).rejects.toThrow('SECRET_DISABLED');
  },
);

test('an address does not get new free logins when the wall clock is moved', async () => {
  const fail = () => bed.call('/v1/projects/p/locations/local/connections', { token: 'wrong', from: '192.0.2.1' });
  for (let count = 0; count < 3; count += 1) expect((await fail()).status).toBe(401);
  vi.setSystemTime(Date.now() + DAY_MS);
  // Ten answers are delayed at a time, so the next one is refused at once.
  const [eleventh] = Array.from({ length: 11 }, fail).slice(-1);
  expect(await eleventh).toMatchObject({ status: 429, reason: 'TOO_MANY_FAILED_LOGINS' });
});
