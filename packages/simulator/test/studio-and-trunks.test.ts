import { expect, test } from 'vitest';
import { rowsOf, simulate } from './simulate.js';

test('versions 1 and 2 of the Studio API show the same flows, executions and steps', async () => {
  const { ask } = simulate();
  const request = (path: string, form?: Readonly<Record<string, string>>) =>
    ask(form ? 'POST' : 'GET', 'studio', path, form);
  const [flow] = rowsOf(await request('/v1/Flows'), 'flows');
  expect((await request(`/v2/Flows/${String(flow?.sid)}`)).body).toMatchObject({ revision: flow?.version });
  const executions = `/Flows/${String(flow?.sid)}/Executions`;
  const { body } = await request(`/v1${executions}`, { To: '+15550100001', From: '+15550100100' });
  expect(body).toMatchObject({ status: 'active', contact_channel_address: '+15550100001' });
  expect((await request(`/v2${executions}/${String(body.sid)}`)).body).toMatchObject({ status: 'active' });
  const steps = `${executions}/${String(body.sid)}/Steps`;
  const [step] = rowsOf(await request(`/v1${steps}`), 'steps');
  expect(step).toMatchObject({ execution_sid: body.sid, flow_sid: flow?.sid, transitioned_from: 'Trigger' });
  expect((await request(`/v2${steps}/${String(step?.sid)}`)).body.sid).toBe(step?.sid);
  expect(await ask('DELETE', 'studio', `/v1${executions}/${String(body.sid)}`)).toMatchObject({ status: 409 });
});

test.each(['example.com', 'office.sip.twilio.com', '.pstn.twilio.com'])(
  'a SIP trunk with the domain name %s is refused',
  async (DomainName) => {
    const refused = await simulate().ask('POST', 'trunking', '/v1/Trunks', { DomainName });
    expect(refused).toMatchObject({ status: 400, body: { code: 20_001 } });
  },
);

test('summaries of conference participants can be filtered by label and by event', async () => {
  const { ask, simulator } = simulate();
  const [summary] = simulator.snapshot('ConferenceParticipantSummaries');
  const path = `/v1/Conferences/${String(summary?.conference_sid)}/Participants`;
  const list = async (query: string) => rowsOf(await ask('GET', 'insights', path + query), 'participants');
  expect((await list('?Events=mute')).map((row) => row.participant_sid)).toContain(summary?.participant_sid);
  expect(await list('?Events=hold')).toEqual([]);
  expect(await list('?Label=nobody')).toEqual([]);
  expect(await list(`?ParticipantSid=${String(summary?.participant_sid)}`)).toHaveLength(1);
});
