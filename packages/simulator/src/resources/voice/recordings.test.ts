import { describe, expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

const SID = 'RE2e915e78549694bd0a0742d2d39454e5';
const DAY_MS = 86_400_000;
const sidsOf = async ({ get }: ReturnType<typeof simulate>, query = '') =>
  rowsOf(await get(`/Recordings.json?PageSize=1000&${query}`), 'recordings').map(({ sid }) => sid);

describe('recordings', () => {
  test('the example recording has the form of Twilio’s response', async () => {
    const { status, body } = await simulate().get(`/Recordings/${SID}.json`);
    const base = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Recordings/${SID}`;
    expect(status).toBe(200);
    expect(body).toMatchObject({
      sid: SID,
      status: 'completed',
      channels: expect.any(Number),
      duration: expect.stringMatching(/^\d+$/),
      error_code: null,
      uri: `${base}.json`,
      media_url: `https://api.twilio.com${base}`,
      subresource_uris: { add_on_results: `${base}/AddOnResults.json`, transcriptions: `${base}/Transcriptions.json` },
    });
  });

  test('recordings can be filtered by their call and by their day', async () => {
    const simulated = simulate();
    const { body } = await simulated.get(`/Recordings/${SID}.json`);
    expect(await sidsOf(simulated, `CallSid=${String(body.call_sid)}`)).toEqual([SID]);
    const day = new Date(String(body.date_created)).toISOString().slice(0, 10);
    expect(await sidsOf(simulated, `DateCreated=${day}`)).toContain(SID);
    expect(await sidsOf(simulated, `DateCreated%3C=${day}`)).toContain(SID);
    const eve = new Date(Date.parse(day) - DAY_MS).toISOString().slice(0, 10);
    const before = await sidsOf(simulated, `DateCreated%3C=${eve}`);
    expect(before).not.toContain(SID);
    expect(before.length).toBeGreaterThan(40);
  });

  test('a recording can be deleted once and is listed with IncludeSoftDeleted for 40 days', async () => {
    const simulated = simulate();
    const { simulator, get, remove } = simulated;
    const path = `/Recordings/${SID}.json`;
    const before = await sidsOf(simulated);
    expect((await remove(path)).status).toBe(204);
    expect((await get(path)).status).toBe(404);
    expect((await remove(path)).status).toBe(404);
    expect((await remove(`${path}?IncludeSoftDeleted=true`)).status).toBe(404);
    expect(await sidsOf(simulated)).toEqual(before.slice(1));
    expect(await sidsOf(simulated, 'IncludeSoftDeleted=false')).toEqual(before.slice(1));
    expect(await sidsOf(simulated, 'IncludeSoftDeleted=true')).toEqual(before);
    expect((await get(`${path}?IncludeSoftDeleted=true`)).body).toMatchObject({ sid: SID, status: 'deleted' });
    expect(simulator.snapshot('Recordings').map(({ sid }) => sid)).not.toContain(SID);
    simulator.advance(40 * DAY_MS - 1);
    expect(await sidsOf(simulated, 'IncludeSoftDeleted=true')).toEqual(before);
    simulator.advance(1);
    expect(await sidsOf(simulated, 'IncludeSoftDeleted=true')).toEqual(before.slice(1));
  });

  test('reading or deleting a recording that does not exist fails with 404', async () => {
    const { get, remove } = simulate();
    const path = `/Recordings/RE${'0'.repeat(32)}.json`;
    expect([(await get(path)).status, (await remove(path)).status]).toEqual([404, 404]);
  });
});
