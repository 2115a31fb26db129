import twilio from 'twilio';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type RunningSimulator, startSimulator } from '../src/index.js';

/** The HTTP client of Twilio's own SDK, redirected to the simulator. */
function requestClient(url: string) {
  const client = new twilio.RequestClient();
  client.axios.interceptors.request.use((config) => {
    config.url = config.url?.replace('https://api.twilio.com', url);
    return config;
  });
  return client;
}

let running: RunningSimulator;
let client: twilio.Twilio;

beforeAll(async () => {
  running = await startSimulator();
  const { accountSid, authToken } = running.simulator;
  client = twilio(accountSid, authToken, { httpClient: requestClient(running.url) });
});
beforeEach(() => running.simulator.reset());
afterAll(() => running.close());

describe("Twilio's own SDK", () => {
  test('the SDK creates, fetches, lists, redacts, cancels and removes messages', async () => {
    const made = await client.messages.create({ to: '+15550100001', from: 'whatsapp:+14155238886', body: 'Hello' });
    expect(made).toMatchObject({ status: 'queued', direction: 'outbound-api', numSegments: '1', price: null });
    running.simulator.advance(5000);
    const fetched = await client.messages(made.sid).fetch();
    expect(fetched.status).toBe('delivered');
    expect(fetched.dateSent).toBeInstanceOf(Date);
    const listed = await client.messages.list({ to: '+15550100001', dateSentAfter: new Date(Date.now() - 60_000) });
    expect(listed.map(({ sid }) => sid)).toContain(made.sid);
    expect((await client.messages(made.sid).update({ body: '' })).body).toBe('');
    expect(await client.messages(made.sid).remove()).toBe(true);
    await expect(client.messages(made.sid).fetch()).rejects.toMatchObject({ status: 404, code: 20_404 });
    const later = await client.messages.create({
      to: '+15550100001',
      messagingServiceSid: running.simulator.snapshot('MessagingServices')[0]!.sid,
      body: 'x',
      scheduleType: 'fixed',
      sendAt: new Date(Date.now() + 3_600_000),
    });
    expect(later.status).toBe('scheduled');
    expect((await client.messages(later.sid).update({ status: 'canceled' })).status).toBe('canceled');
  });

  test('the SDK reads a list page by page, completely and in order', async () => {
    const all = await client.messages.list({ pageSize: 30 });
    expect(all).toHaveLength(201);
    expect(new Set(all.map(({ sid }) => sid)).size).toBe(201);
    expect(running.simulator.journal.count).toBe(7);
    // The SDK asks for a page of 1001.
    expect(await client.messages.list({ limit: 1001 })).toHaveLength(201);
    const page = await client.messages.page({ pageSize: 10 });
    const second = await page.nextPage();
    const back = await second?.previousPage();
    expect(back?.instances.map(({ sid }) => sid)).toEqual(page.instances.map(({ sid }) => sid));
  });

  test('the SDK creates, fetches, lists, completes and removes calls', async () => {
    const made = await client.calls.create({
      to: '+15550100001',
      from: '+15550100100',
      url: 'https://example.com/voice',
    });
    await expect(client.calls(made.sid).remove()).rejects.toMatchObject({ code: 20_009 });
    running.simulator.advance(4000);
    expect((await client.calls(made.sid).fetch()).status).toBe('in-progress');
    expect(await client.calls(made.sid).update({ status: 'completed' })).toMatchObject({
      status: 'completed',
      duration: '1',
    });
    await expect(client.calls(made.sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21_220 });
    const listed = await client.calls.list({ status: 'completed', limit: 1000 });
    expect(listed.map(({ sid }) => sid)).toContain(made.sid);
    expect(await client.calls(made.sid).remove()).toBe(true);
  });

  test('the SDK lists, fetches and removes recordings', async () => {
    const recordings = await client.recordings.list();
    expect(recordings).toHaveLength(51);
    const { sid, callSid } = await client.recordings('RE2e915e78549694bd0a0742d2d39454e5').fetch();
    expect((await client.recordings.list({ callSid })).map((recording) => recording.sid)).toEqual([sid]);
    expect(await client.recordings(sid).remove()).toBe(true);
    expect(await client.recordings.list({ callSid, includeSoftDeleted: true })).toMatchObject([{ status: 'deleted' }]);
  });

  test('the SDK creates, fetches, lists, updates and removes incoming phone numbers', async () => {
    const made = await client.incomingPhoneNumbers.create({ phoneNumber: '+15550109999', friendlyName: 'New' });
    expect(made.capabilities).toMatchObject({ voice: true, sms: true });
    expect(await client.incomingPhoneNumbers(made.sid).update({ friendlyName: 'Renamed' })).toMatchObject({
      friendlyName: 'Renamed',
    });
    expect(await client.incomingPhoneNumbers.list({ friendlyName: 'Renamed' })).toHaveLength(1);
    expect((await client.incomingPhoneNumbers.list({ phoneNumber: '+1555010*' })).length).toBeGreaterThan(1);
    expect(await client.incomingPhoneNumbers(made.sid).remove()).toBe(true);
  });

  test('call feedback, which the SDK no longer supports, works with its plain requests', async () => {
    const base = `https://api.twilio.com/2010-04-01/Accounts/${running.simulator.accountSid}/Calls`;
    const ask = async (method: 'get' | 'post', path: string, data?: Readonly<Record<string, unknown>>) => {
      const { statusCode, body } = await client.request({ method, uri: base + path, ...(data && { data }) });
      return [statusCode, body];
    };
    const path = '/CAdefbf2b4caa7df11dc48106385e32345/Feedback.json';
    const given = { quality_score: 5, issues: ['dropped-call'] };
    expect(await ask('post', path, { QualityScore: 5, Issue: ['dropped-call'] })).toMatchObject([200, given]);
    expect(await ask('get', path)).toMatchObject([200, given]);
    const days = { StartDate: '2014-06-01', EndDate: '2014-06-04' };
    expect(await ask('post', '/FeedbackSummary.json', days)).toMatchObject([201, { status: 'queued' }]);
  });

  test('the SDK validates, fetches, lists, updates and removes outgoing caller IDs', async () => {
    const request = await client.validationRequests.create({ phoneNumber: '+14155550100' });
    expect(request).toMatchObject({ friendlyName: '(415) 555-0100', validationCode: expect.stringMatching(/^\d{6}$/) });
    expect((await client.calls(request.callSid).fetch()).to).toBe('+14155550100');
    const sid = 'PN6f5f9bf39cb1801a6e21a5a80d274bdd';
    expect(await client.outgoingCallerIds(sid).update({ friendlyName: 'Renamed' })).toMatchObject({
      friendlyName: 'Renamed',
    });
    expect(await client.outgoingCallerIds.list({ friendlyName: 'Renamed' })).toHaveLength(1);
    expect(await client.outgoingCallerIds(sid).remove()).toBe(true);
    await expect(client.outgoingCallerIds(sid).fetch()).rejects.toMatchObject({ status: 404 });
  });
});
