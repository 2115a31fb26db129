import { describe, expect, test } from 'vitest';
import { rowsOf, simulate } from '../../../test/simulate.js';

const FORM = { To: '+15550100001', From: '+15550100100' };
const at = (second: number) => `Wed, 01 Jan 2025 12:00:${String(second).padStart(2, '0')} +0000`;

/** Adds a participant to a conference named Room, and returns functions that read both. */
async function room(form: Readonly<Record<string, string>> = {}) {
  const simulated = simulate();
  const { get, post } = simulated;
  const add = (more: Readonly<Record<string, string>> = {}, name = 'My Room') =>
    post(`/Conferences/${encodeURIComponent(name)}/Participants.json`, { ...FORM, ...more });
  const { status, body } = await add(form);
  const path = `/Conferences/${String(body.conference_sid)}`;
  const conference = async () => (await get(`${path}.json`)).body;
  const inRoom = async () => rowsOf(await get(`${path}/Participants.json`), 'participants');
  return { ...simulated, add, status, body, path, conference, inRoom };
}

describe('POST Participants', () => {
  test('a participant of a conference that does not exist starts one of that name', async () => {
    const { simulator, add, status, body, path, conference, inRoom } = await room({ Label: 'host' });
    expect([status, body.status, body.label]).toEqual([201, 'queued', 'host']);
    expect(await conference()).toMatchObject({ friendly_name: 'My Room', status: 'init', date_created: at(0) });
    const second = await add();
    expect(second.body.conference_sid).toBe(body.conference_sid);
    const third = await add({}, path.slice('/Conferences/'.length));
    expect(third.body.conference_sid).toBe(body.conference_sid);
    expect(await inRoom()).toHaveLength(3);
    const other = await add({}, 'Other');
    expect(other.body.conference_sid).not.toBe(body.conference_sid);
    expect(simulator.snapshot('Conferences').filter(({ friendly_name: name }) => name === 'My Room')).toHaveLength(1);
  });

  test('the conference and its participants follow the calls', async () => {
    const { simulator, conference, inRoom } = await room();
    const seen: unknown[] = [];
    for (const ms of [0, 1000, 2000, 9999, 1]) {
      simulator.advance(ms);
      seen.push([(await conference()).status, (await inRoom()).map(({ status }) => status)]);
    }
    expect(seen).toEqual([
      ['init', ['queued']],
      ['init', ['ringing']],
      ['in-progress', ['connected']],
      ['in-progress', ['connected']],
      ['completed', []],
    ]);
    expect(await conference()).toMatchObject({
      reason_conference_ended: 'last-participant-left',
      date_updated: at(13),
    });
  });

  test('a participant that does not start the conference waits for another one', async () => {
    const { simulator, add, conference } = await room({ StartConferenceOnEnter: 'false' });
    simulator.advance(5000);
    expect((await conference()).status).toBe('init');
    await add();
    simulator.advance(3000);
    expect((await conference()).status).toBe('in-progress');
  });

  test.each([
    ['a Timeout of 4', { Timeout: '4' }, 21_208],
    ['a Timeout of 601', { Timeout: '601' }, 21_208],
    ['a caller that the account does not own', { From: '+15559999999' }, 21_210],
    ['a callee that is not a number', { To: 'nobody' }, 21_211],
    ['a StatusCallback that is not a URL', { StatusCallback: 'status' }, 21_609],
    ['an unknown parameter', { Nonsense: '1' }, 20_001],
  ])('POST Participants with %s fails, calls nobody and starts no conference', async (_, form, code) => {
    const { simulator, post } = simulate();
    const before = [simulator.snapshot('Calls').length, simulator.snapshot('Conferences').length];
    const answer = await post('/Conferences/Room/Participants.json', { ...FORM, ...form });
    expect(answer).toMatchObject({ status: 400, body: { code } });
    expect([simulator.snapshot('Calls').length, simulator.snapshot('Conferences').length]).toEqual(before);
  });

  test('a label can be used again only after its participant has left', async () => {
    const { simulator, add } = await room({ Label: 'host' });
    expect(await add({ Label: 'host' })).toMatchObject({ status: 400, body: { code: 16_026 } });
    await add();
    simulator.advance(1000);
    await add();
    simulator.advance(12_000);
    expect((await add({ Label: 'host' })).status).toBe(201);
  });
});

describe('the end of a conference', () => {
  test('ending a conference hangs up, and nobody can be added to it or changed in it', async () => {
    const { simulator, get, post, add, body, path, inRoom } = await room();
    simulator.advance(5000);
    expect((await post(`${path}.json`, { Status: 'completed' })).body).toMatchObject({
      status: 'completed',
      reason_conference_ended: 'conference-ended-via-api',
    });
    expect(await inRoom()).toEqual([]);
    expect((await get(`/Calls/${String(body.call_sid)}.json`)).body).toMatchObject({
      status: 'completed',
      duration: '2',
    });
    expect((await get(`${path}/Participants/${String(body.call_sid)}.json`)).status).toBe(404);
    expect((await add({}, String(body.conference_sid))).status).toBe(404);
    expect((await post(`${path}.json`, { AnnounceUrl: 'https://example.com/a' })).status).toBe(404);
    const again = await add();
    expect([again.status, again.body.conference_sid === body.conference_sid]).toEqual([201, false]);
  });

  test('hanging up a call removes its participant', async () => {
    const { simulator, post, add, body, conference, inRoom } = await room();
    const second = await add();
    simulator.advance(5000);
    await post(`/Calls/${String(body.call_sid)}.json`, { Status: 'completed' });
    expect((await inRoom()).map(({ call_sid: call }) => call)).toEqual([second.body.call_sid]);
    expect((await conference()).status).toBe('in-progress');
  });

  test('the conference ends when its last participant is removed', async () => {
    const { simulator, remove, get, add, body, path, conference } = await room();
    const second = await add();
    simulator.advance(5000);
    expect((await remove(`${path}/Participants/${String(body.call_sid)}.json`)).status).toBe(204);
    expect((await conference()).status).toBe('in-progress');
    expect((await get(`/Calls/${String(body.call_sid)}.json`)).body.status).toBe('completed');
    await remove(`${path}/Participants/${String(second.body.call_sid)}.json`);
    expect(await conference()).toMatchObject({
      status: 'completed',
      reason_conference_ended: 'last-participant-kicked',
      call_sid_ending_conference: second.body.call_sid,
    });
  });

  test('the conference ends when a participant leaves whose exit ends it', async () => {
    const { simulator, post, add, body, conference, inRoom } = await room({ EndConferenceOnExit: 'true' });
    await add();
    simulator.advance(5000);
    await post(`/Calls/${String(body.call_sid)}.json`, { Status: 'completed' });
    expect(await conference()).toMatchObject({
      status: 'completed',
      reason_conference_ended: 'participant-with-end-conference-on-exit-left',
    });
    expect(await inRoom()).toEqual([]);
  });

  test('a conference with a SID that does not exist cannot get participants', async () => {
    const { status } = await simulate().post(`/Conferences/CF${'0'.repeat(32)}/Participants.json`, FORM);
    expect(status).toBe(404);
  });
});
