import { describe, expect, test } from 'vitest';
import { rowsOf, simulate, type Simulated } from './simulate.js';

const ENDS = { To: '+15550100001', From: '+15550100100' };
const accountOf = ({ simulator }: Simulated) => `/2010-04-01/Accounts/${simulator.accountSid}`;

/** Creates a call in progress and returns its path. */
async function startCall({ simulator, post }: Simulated): Promise<string> {
  const { body } = await post('/Calls.json', { ...ENDS, Url: 'https://example.com/voice' });
  simulator.advance(4000);
  return `/Calls/${String(body.sid)}`;
}

async function bytesOf(simulated: Simulated, path: string) {
  const response = await simulated.send(accountOf(simulated) + path);
  const bytes = Buffer.from(await response.arrayBuffer());
  return [response.status, response.headers.get('content-type'), bytes.toString('latin1', 0, 4)];
}

describe('recordings of a call', () => {
  test('a recording of a call in progress can be paused and stopped by the name Twilio.CURRENT', async () => {
    const simulated = simulate();
    const call = await startCall(simulated);
    const started = await simulated.post(`${call}/Recordings.json`, { RecordingChannels: 'dual' });
    expect(started).toMatchObject({ status: 201, body: { status: 'in-progress', channels: 2, duration: null } });
    const deleted = await simulated.remove(`/Recordings/${String(started.body.sid)}.json`);
    expect(deleted).toMatchObject({ status: 409, body: { code: 20_009 } });
    const current = `${call}/Recordings/Twilio.CURRENT.json`;
    expect((await simulated.post(current, { Status: 'paused' })).body.status).toBe('paused');
    simulated.simulator.advance(5000);
    expect((await simulated.post(current, { Status: 'stopped' })).body).toMatchObject({
      status: 'stopped',
      duration: '5',
    });
    expect((await simulated.post(current, { Status: 'paused' })).status).toBe(404);
    expect(rowsOf(await simulated.get(`${call}/Recordings.json`), 'recordings')).toHaveLength(1);
    const again = await simulated.post(`${call}/Recordings/${String(started.body.sid)}.json`, { Status: 'paused' });
    expect(again.body.code).toBe(21_220);
  });

  test('a completed call cannot be recorded', async () => {
    const simulated = simulate();
    const call = await startCall(simulated);
    simulated.simulator.advance(60_000);
    expect((await simulated.post(`${call}/Recordings.json`)).body.code).toBe(21_220);
  });
});

describe('binary content', () => {
  test('the path of a recording returns WAV, MP3 or, with .json, its properties', async () => {
    const simulated = simulate();
    const path = '/Recordings/RE2e915e78549694bd0a0742d2d39454e5';
    expect(await bytesOf(simulated, path)).toEqual([200, 'audio/x-wav', 'RIFF']);
    expect(await bytesOf(simulated, `${path}.wav`)).toEqual([200, 'audio/x-wav', 'RIFF']);
    expect(await bytesOf(simulated, `${path}.mp3`)).toEqual([200, 'audio/mpeg', '\xff\xfb\x10\xc4']);
    const [status] = await bytesOf(simulated, '/Messages/SM3ad97d41e786c02bca47c8ce1745053b.mp3');
    expect(status).toBe(404);
    expect((await simulated.get(`${path}.json`)).body.sid).toBe('RE2e915e78549694bd0a0742d2d39454e5');
  });

  test('the path of a message’s media returns the image', async () => {
    const simulated = simulate();
    const media = ['https://example.com/a.png', 'https://example.com/b.gif'];
    const { body } = await simulated.post('/Messages.json', { ...ENDS, MediaUrl: media });
    const path = `/Messages/${String(body.sid)}/Media`;
    const list = rowsOf(await simulated.get(`${path}.json`), 'media_list');
    expect(list.map((row) => row.content_type)).toEqual(['image/gif', 'image/png']);
    expect(body.num_media).toBe('2');
    const [gif] = list;
    expect(await bytesOf(simulated, `${path}/${String(gif?.sid)}`)).toEqual([200, 'image/gif', 'GIF8']);
    expect((await simulated.get(`${path}/${String(gif?.sid)}.json`)).body.parent_sid).toBe(body.sid);
  });
});

describe('phone numbers', () => {
  test('available numbers can be searched by capability and area, and disappear when they are bought', async () => {
    const simulated = simulate();
    const search = async (query: string) =>
      rowsOf(await simulated.get(`/AvailablePhoneNumbers/US/Local.json?${query}`), 'available_phone_numbers').map(
        (row) => String(row.phone_number),
      );
    const [number = ''] = await search('AreaCode=415&SmsEnabled=true');
    expect(number).toMatch(/^\+1415/);
    expect(await search('Contains=%2B1212*')).toHaveLength(5);
    expect(await search('FaxEnabled=true')).toEqual([]);
    expect((await simulated.post('/IncomingPhoneNumbers.json', { PhoneNumber: number })).status).toBe(201);
    expect(await search('AreaCode=415')).not.toContain(number);
    expect((await simulated.get('/AvailablePhoneNumbers/XX/Local.json')).status).toBe(404);
  });

  test('a number appears below its address, and moves to the account that it is transferred to', async () => {
    const simulated = simulate();
    const address = simulated.simulator.snapshot('Addresses').at(-1);
    const number = '/IncomingPhoneNumbers/PN4047ac009a15885690a50a1d388b8411.json';
    await simulated.post(number, { AddressSid: address?.sid });
    const dependent = await simulated.get(`/Addresses/${address?.sid}/DependentPhoneNumbers.json`);
    expect(rowsOf(dependent, 'dependent_phone_numbers')).toMatchObject([{ sid: number.slice(22, 56) }]);
    const account = (await simulated.ask('POST', 'api', '/2010-04-01/Accounts.json', { FriendlyName: 'Second' })).body;
    expect((await simulated.post(number, { AccountSid: String(account.sid) })).body.account_sid).toBe(account.sid);
    expect((await simulated.get(number)).status).toBe(404);
    const theirs = number.replace(/^/, `/2010-04-01/Accounts/${String(account.sid)}`);
    expect((await simulated.ask('GET', 'api', theirs)).status).toBe(200);
  });
});

test('a subaccount has only the entities created in it, and cannot be reopened once closed', async () => {
  const simulated = simulate();
  const { body } = await simulated.ask('POST', 'api', '/2010-04-01/Accounts.json', {});
  const account = `/2010-04-01/Accounts/${String(body.sid)}`;
  const queue = await simulated.ask('POST', 'api', `${account}/Queues.json`, { FriendlyName: 'Theirs' });
  expect(queue.body).toMatchObject({ account_sid: body.sid, uri: `${account}/Queues/${String(queue.body.sid)}.json` });
  expect(rowsOf(await simulated.ask('GET', 'api', `${account}/Queues.json`), 'queues')).toHaveLength(1);
  expect(rowsOf(await simulated.get('/Queues.json'), 'queues')).toHaveLength(3);
  await simulated.ask('POST', 'api', `${account}.json`, { Status: 'closed' });
  const opened = await simulated.ask('POST', 'api', `${account}.json`, { Status: 'active' });
  expect(opened).toMatchObject({ status: 409, body: { code: 20_409 } });
});

test('a redirected member is removed from its queue', async () => {
  const simulated = simulate();
  const [queue] = simulated.simulator.snapshot('Queues');
  const path = `/Queues/${queue?.sid}`;
  const sent = await simulated.post(`${path}/Members/Front.json`, { Url: 'https://example.com/next' });
  expect(sent).toMatchObject({ status: 200, body: { queue_sid: queue?.sid } });
  expect(rowsOf(await simulated.get(`${path}/Members.json`), 'queue_members')).toEqual([]);
  expect((await simulated.get(`${path}.json`)).body.current_size).toBe(0);
  expect((await simulated.post(`${path}/Members/Front.json`, { Url: 'https://example.com/next' })).status).toBe(404);
});

test('requests below a parent that does not exist fail with code 20404', async () => {
  const { get, ask } = simulate();
  for (const path of ['/Calls/CA1/Recordings.json', '/Queues/QU1/Members.json', '/Messages/SM1/Media.json']) {
    expect(await get(path)).toMatchObject({ status: 404, body: { code: 20_404 } });
  }
  expect(await ask('GET', 'insights', '/v1/Voice/CA1/Summary')).toMatchObject({ status: 404, body: { code: 20_404 } });
  expect(await ask('GET', 'video', '/v1/Rooms')).toMatchObject({ status: 404, body: { code: 20_404 } });
});

test('pages of a product API have absolute links in `meta`', async () => {
  const { ask } = simulate();
  const { body } = await ask('GET', 'messaging', '/v1/Services?PageSize=2');
  const next = (body.meta as Readonly<Record<string, unknown>>).next_page_url;
  expect(body.meta).toEqual({
    page: 0,
    page_size: 2,
    first_page_url: 'https://messaging.twilio.com/v1/Services?PageSize=2&Page=0',
    previous_page_url: null,
    url: 'https://messaging.twilio.com/v1/Services?PageSize=2',
    next_page_url: expect.stringMatching(
      /^https:\/\/messaging\.twilio\.com\/v1\/Services\?PageSize=2&Page=1&PageToken=PA/,
    ),
    key: 'services',
  });
  const second = await ask('GET', 'messaging', String(next).slice('https://messaging.twilio.com'.length));
  expect(rowsOf(second, 'services')).toHaveLength(1);
});
