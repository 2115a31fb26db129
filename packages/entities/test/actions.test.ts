import { mockNetwork } from '@tooling/vitest/network';
import { describe, expect, test } from 'vitest';
import { createActions, EntityError } from '../src/index.js';
import { answer, type Journal, send } from './twilio.js';

const SM = 'SM3ad97d41e786c02bca47c8ce1745053b';
const CA = 'CAdefbf2b4caa7df11dc48106385e32345';
const PN = 'PN4047ac009a15885690a50a1d388b8411';
const OTHER = `AC${'1'.repeat(32)}`;
const OWN_ACCOUNT_ONLY = "must refer only to the connection's account, as {AccountSid}";

const network = mockNetwork();
const actions = createActions({ send, allow: ['*'] });

describe('executing actions', () => {
  test('an action sends one request and returns its result', async () => {
    const journal: Journal = [];
    network.use(answer('/Messages.json', journal, () => ({ sid: SM, status: 'queued', num_media: '0' }), 201));
    const { results, metadata } = await actions.execute('SendMessage', { To: '+1', Sender: '+2', Body: 'Hello' });
    expect(results).toEqual([expect.objectContaining({ Sid: SM, Status: 'queued', NumMedia: 0, Price: null })]);
    expect(metadata).toEqual({ requests: 1, pushed: [], residual: [], warnings: [] });
    expect(journal).toEqual(['POST ~/Messages.json To=%2B1&From=%2B2&Body=Hello']);
  });

  test('an action puts parameters into the path and sends its constants', async () => {
    const journal: Journal = [];
    network.use(answer(`/Calls/${CA}.json`, journal, () => ({ sid: CA, status: 'completed' })));
    expect((await actions.execute('HangupCall', { Sid: CA })).results).toEqual([{ Sid: CA, Status: 'completed' }]);
    network.use(answer(`/Messages/${SM}/Feedback.json`, journal, () => ({ outcome: 'confirmed' })));
    const feedback = await actions.execute('SendMessageFeedback', { MessageSid: SM, Outcome: 'confirmed' });
    expect(feedback.results).toEqual([{ MessageSid: SM, Outcome: 'confirmed' }]);
    expect(journal).toEqual([
      `POST ~/Calls/${CA}.json Status=completed`,
      `POST ~/Messages/${SM}/Feedback.json Outcome=confirmed`,
    ]);
  });

  test('an action that deletes returns no result', async () => {
    const journal: Journal = [];
    network.use(answer(`/IncomingPhoneNumbers/${PN}.json`, journal, () => undefined, 204));
    expect((await actions.execute('ReleasePhoneNumber', { Sid: PN })).results).toEqual([]);
    expect(journal).toEqual([`DELETE ~/IncomingPhoneNumbers/${PN}.json`]);
  });

  test('an action whose answer has no result fails with OUTCOME_UNKNOWN', async () => {
    network.use(answer(`/Calls/${CA}.json`, [], () => [CA]));
    await expect(actions.execute('HangupCall', { Sid: CA })).rejects.toMatchObject({ code: 'OUTCOME_UNKNOWN' });
  });
});

describe('invalid action calls', () => {
  test.each([
    ['SendMessage', {}, 'Invalid SendMessage: To is required; Sender is required unless MessagingServiceSid is given;'],
    ['SendMessage', { To: '+1', Sender: '+2', Body: '', Nothing: 1 }, 'Nothing is not a parameter of SendMessage'],
    ['HangupCall', { Sid: 'CA1' }, 'CA followed by 32 hexadecimal digits'],
    ['HangupCall', { Sid: '..' }, 'CA followed by 32'],
    ['SendMessageFeedback', { MessageSid: SM, Outcome: 'perhaps' }, 'Outcome must be'],
    ['HangupCall', null, 'must be an object with parameters and values'],
  ])('%s with the parameters %j is refused', async (name, parameters, message) => {
    await expect(actions.execute(name as 'HangupCall', parameters as { Sid: string })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      message: expect.stringContaining(message),
    });
    expect(() => actions.validateOnly(name as 'HangupCall', parameters as { Sid: string })).toThrow(EntityError);
  });

  test('an unknown action is refused with the known names', async () => {
    const name = 'Nothing' as 'HangupCall';
    await expect(actions.execute(name, { Sid: CA })).rejects.toMatchObject({
      code: 'UNKNOWN_ACTION',
      message: expect.stringContaining('Known actions: AddOutgoingCallerIds, '),
    });
  });
});

test('validateOnly of an action returns the request and sends nothing', () => {
  const request = actions.validateOnly('RedactMessage', { Sid: SM });
  const path = `/2010-04-01/Accounts/{AccountSid}/Messages/${SM}.json`;
  expect(request).toEqual({ method: 'POST', path, form: { Body: '' } });
});

describe('ExecuteRequest', () => {
  const any = (parameters: object) =>
    actions.validateOnly('ExecuteRequest', parameters as { Method: 'GET'; Path: string });

  test("ExecuteRequest to the connection's account returns Twilio's answer unprocessed", async () => {
    const journal: Journal = [];
    network.use(answer('/Queues.json', journal, () => ({ sid: 'QU1' }), 201));
    const Path = '/2010-04-01/Accounts/{AccountSid}/Queues.json';
    const { results } = await actions.execute('ExecuteRequest', { Method: 'POST', Path, Form: { FriendlyName: 'x' } });
    expect(results).toEqual([{ Status: 201, Body: { sid: 'QU1' } }]);
    expect(journal).toEqual(['POST ~/Queues.json FriendlyName=x']);
    expect(any({ Method: 'GET', Product: 'taskrouter', Path: '/v1/Workspaces', Query: { PageSize: 5 } })).toEqual({
      method: 'GET',
      product: 'taskrouter',
      path: '/v1/Workspaces',
      query: { PageSize: 5 },
    });
  });

  test.each([
    [{ Method: 'GET', Path: `/2010-04-01/Accounts/AC${'1'.repeat(32)}/Calls.json` }, OWN_ACCOUNT_ONLY],
    [{ Method: 'GET', Path: `/2010-04-01/accounts/AC${'1'.repeat(32)}.json` }, OWN_ACCOUNT_ONLY],
    [{ Method: 'GET', Path: '/2010-04-01/Accounts/{AccountSid}x/Calls.json' }, OWN_ACCOUNT_ONLY],
    [{ Method: 'GET', Path: '/2010-04-01/Accounts.json' }, OWN_ACCOUNT_ONLY],
    [{ Method: 'POST', Path: '/2010-04-01/Accounts' }, OWN_ACCOUNT_ONLY],
    [{ Method: 'GET', Path: `/2010-04-01/Accounts;x/${OTHER}/Calls.json` }, OWN_ACCOUNT_ONLY],
    [{ Method: 'GET', Path: `/v2/Services/${OTHER}` }, OWN_ACCOUNT_ONLY],
    [
      { Method: 'GET', Path: '/v1/Voice/Summaries', Query: { Subaccount: OTHER } },
      'Query must not contain an account SID',
    ],
    [{ Method: 'GET', Path: '/v1/Keys', Query: { [OTHER]: 1 } }, 'Query must not contain an account SID'],
    [
      { Method: 'POST', Path: '/v1/x', Form: { AccountSid: ['x', ` ${OTHER.toLowerCase()}`] } },
      'Form must not contain an account SID',
    ],
    [{ Method: 'GET', Path: 'https://example.com/v1/x' }, 'must start with a version'],
    [{ Method: 'GET', Path: '//example.com/v1/x' }, 'must start with a version'],
    [{ Method: 'GET', Path: '/_simulator/requests' }, 'must start with a version'],
    [{ Method: 'GET', Product: 'evil', Path: '/v1/x' }, 'Product'],
    [{ Method: 'PUT', Path: '/v1/x' }, 'Method'],
    [{ Method: 'GET', Path: '/v1/x', Form: { a: 1 } }, 'Form is allowed for POST only'],
    [{ Method: 'POST', Path: '/v1/x', Form: { a: {} } }, 'must be an object whose values'],
  ])('ExecuteRequest refuses %j', (parameters, message) => {
    expect(() => any(parameters)).toThrow(message);
  });

  test('ExecuteRequest refuses another account in every spelling of the path', () => {
    for (const word of ['Accounts', '%41ccounts', 'Account%73', 'ACCOUNTS', 'Accounts;x', 'x'])
      expect(() => any({ Method: 'GET', Path: `/2010-04-01/${word}/${OTHER}/Calls.json` })).toThrow(EntityError);
    const encoded = OTHER.replace('C', '%43');
    expect(() => any({ Method: 'GET', Path: `/2010-04-01/Accounts/${encoded}/Calls.json` })).toThrow(EntityError);
  });

  test('ExecuteRequest accepts values that only resemble an account SID', () => {
    const hash = `ac${'1'.repeat(62)}`;
    const Path = '/2010-04-01/Accounts/{AccountSid}/AuthorizedConnectApps.json';
    expect(any({ Method: 'GET', Path, Query: { Contains: hash } })).toMatchObject({ query: { Contains: hash } });
    expect(any({ Method: 'GET', Path: '/v1/AccountsAndMore' })).toMatchObject({ path: '/v1/AccountsAndMore' });
  });

  test('ExecuteRequest removes all auth tokens from the answer', async () => {
    const account = { sid: 'AC1', auth_token: 'secret', owner: [{ secondary_auth_token: 'secret' }], note: null };
    network.use(answer('.json', [], () => account));
    const { results } = await actions.execute('ExecuteRequest', {
      Method: 'GET',
      Path: '/2010-04-01/Accounts/{AccountSid}.json',
    });
    expect(results).toEqual([{ Status: 200, Body: { sid: 'AC1', owner: [{}], note: null } }]);
  });
});

describe('actions that return files', () => {
  const RE = 'RE2e915e78549694bd0a0742d2d39454e5';
  const asked: string[] = [];
  const withFiles = createActions({
    send,
    download: async ({ method, path }) => {
      asked.push(`${method} ${path}`);
      return { contentType: 'audio/mpeg', body: new Response('bytes').body as ReadableStream, attempts: 2 };
    },
  });

  test('execute returns a file in base64 with its content type', async () => {
    const { results, metadata } = await withFiles.execute('DownloadRecording', { Sid: RE, Format: 'mp3' });
    expect(results).toEqual([{ Content: btoa('bytes'), ContentType: 'audio/mpeg' }]);
    expect(metadata.requests).toBe(2);
    expect(asked).toEqual([`GET /2010-04-01/Accounts/{AccountSid}/Recordings/${RE}.mp3`]);
  });

  test('download returns a file as a stream', async () => {
    const { body } = await withFiles.download('DownloadMedia', { MessageSid: SM, Sid: `ME${'1'.repeat(32)}` });
    expect(await new Response(body).text()).toBe('bytes');
  });

  test('downloading requires a download port and an action that returns bytes', async () => {
    const code = 'UNSUPPORTED_OPERATION';
    await expect(actions.execute('DownloadRecording', { Sid: RE, Format: 'mp3' })).rejects.toMatchObject({ code });
    await expect(withFiles.download('HangupCall', { Sid: CA })).rejects.toMatchObject({ code });
  });

  test('a file larger than the maximum result size is refused', async () => {
    const endless = new ReadableStream({ pull: (controller) => controller.enqueue(new Uint8Array(10 * 1024 * 1024)) });
    const large = createActions({
      send,
      download: async () => ({ contentType: undefined, body: endless, attempts: 1 }),
    });
    await expect(large.execute('DownloadRecording', { Sid: RE, Format: 'wav' })).rejects.toMatchObject({
      code: 'RESULT_TOO_LARGE',
    });
  });
});
