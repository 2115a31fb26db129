import { mockNetwork } from '@tooling/vitest/network';
import { describe, expect, test } from 'vitest';
import { catalog, createEntities } from '../src/index.js';
import { answer, type Journal, send } from './twilio.js';

const SM = 'SM3ad97d41e786c02bca47c8ce1745053b';
const CA = 'CAdefbf2b4caa7df11dc48106385e32345';
const PN = 'PN4047ac009a15885690a50a1d388b8411';
const FS = 'FS11f26a89d7260fb8cef070b768fcf5d1';

const network = mockNetwork();
const entities = createEntities({ send });

describe('create', () => {
  test('CREATE sends one form to Twilio and returns the whole row', async () => {
    const journal: Journal = [];
    network.use(
      answer('/Messages.json', journal, () => ({ sid: SM, from: 'whatsapp:+14155238886', num_media: '0' }), 201),
    );
    const { entity, metadata } = await entities.create('Messages', {
      To: 'whatsapp:+15550100001',
      Sender: 'whatsapp:+14155238886',
      Body: 'Message is sent',
      MediaUrl: ['https://example.com/1', 'https://example.com/2'],
      ContentVariables: { 1: 'x' },
      SmartEncoded: true,
      SendAt: '2030-01-01T10:00:00+02:00',
    });
    expect(entity).toMatchObject({ Sid: SM, Sender: 'whatsapp:+14155238886', NumMedia: 0, Price: null });
    expect(entity).not.toHaveProperty('MediaUrl');
    expect(metadata).toEqual({ requests: 1, pushed: [], residual: [], warnings: [] });
    expect(journal).toEqual([
      'POST ~/Messages.json To=whatsapp%3A%2B15550100001&From=whatsapp%3A%2B14155238886&Body=Message+is+sent' +
        '&MediaUrl=https%3A%2F%2Fexample.com%2F1&MediaUrl=https%3A%2F%2Fexample.com%2F2&ContentVariables=%7B%221%22%3A%22x%22%7D' +
        '&SmartEncoded=true&SendAt=2030-01-01T08%3A00%3A00Z',
    ]);
  });

  test("CREATE accepts Twilio's names for columns", async () => {
    const journal: Journal = [];
    network.use(answer('/IncomingPhoneNumbers.json', journal, () => ({ sid: PN }), 201));
    const input = { PhoneNumber: '+15550100002', FriendlyName: 'Main' } as { PhoneNumber: string };
    await entities.create('IncomingPhoneNumbers', input);
    expect(journal).toEqual(['POST ~/IncomingPhoneNumbers.json PhoneNumber=%2B15550100002&FriendlyName=Main']);
  });

  test('CREATE sends a column of the path in the path only', async () => {
    const journal: Journal = [];
    network.use(answer(`/Calls/${CA}/Feedback.json`, journal, () => ({ sid: CA, quality_score: 5 })));
    const { entity } = await entities.create('Feedback', { Sid: CA, QualityScore: 5, Issue: ['one-way-audio'] });
    expect(entity).toMatchObject({ Sid: CA, QualityScore: 5 });
    expect(journal).toEqual([`POST ~/Calls/${CA}/Feedback.json QualityScore=5&Issue=one-way-audio`]);
  });

  test('CREATE of FeedbackSummary posts to its own path under Calls', async () => {
    const journal: Journal = [];
    network.use(answer('/Calls/FeedbackSummary.json', journal, () => ({ sid: FS, start_date: '2014-06-01' }), 201));
    const { entity } = await entities.create('FeedbackSummary', { StartDate: '2014-06-01', EndDate: '2014-06-04' });
    expect(entity).toMatchObject({ Sid: FS, StartDate: '2014-06-01' });
    expect(journal).toEqual(['POST ~/Calls/FeedbackSummary.json StartDate=2014-06-01&EndDate=2014-06-04']);
  });

  test.each([
    [
      'Messages',
      {},
      [
        'To is required',
        'Sender is required unless MessagingServiceSid is given',
        'Body is required unless MediaUrl or ContentSid is given',
      ],
    ],
    ['Messages', { To: 5, Sender: 'a', Body: null }, ['To must be a string', 'Body cannot be null']],
    [
      'Messages',
      { To: 'a', From: 'b', Sender: 'c', Body: '' },
      ['Sender is given more than once, by its name or an alias'],
    ],
    [
      'Messages',
      { To: 'a', Sender: 'b', Body: '', Direction: 'inbound', Nonsense: 1 },
      ['Direction cannot be set on CREATE', 'Nonsense is not a column of Messages'],
    ],
    ['Messages', { To: 'a', Sender: 'b', ContentSid: 'HX1' }, ['HX followed by 32 hexadecimal digits']],
    ['Messages', { To: 'a', Sender: 'b', Body: '', ValidityPeriod: 0 }, ['ValidityPeriod must be at least 1']],
    [
      'Messages',
      { To: 'a', Sender: 'b', Body: '', SendAt: 'soon', SmartEncoded: 'perhaps' },
      ['must be a timestamp', 'must be true or false'],
    ],
    ['Feedback', { Sid: CA, QualityScore: 'five' }, ['QualityScore must be a whole number']],
    ['Feedback', { Sid: CA, Issue: ['noise'] }, ["must be one of 'audio-latency'"]],
    ['FeedbackSummary', { StartDate: '2014-02-30', EndDate: '2014-06-04' }, ['StartDate must be a date']],
    ['Messages', [], ['must be an object with columns and values']],
  ])('CREATE of %s with %j is refused with all violations before anything is sent', async (name, input, sentences) => {
    const error = await entities.create(name as 'Messages', input as never).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: 'EntityError', code: 'INVALID_INPUT' });
    for (const sentence of sentences) expect((error as Error).message).toContain(sentence);
  });

  test('the error of a refused CREATE does not contain the given values', async () => {
    const error = await entities
      .create('Messages', { To: '+15550100003', Sender: 'b', ContentSid: 'canary-value' })
      .catch((reason: unknown) => reason);
    expect(String(error)).not.toContain('canary-value');
  });
});

describe('update', () => {
  test.each([
    ['key', SM],
    ['a single value as condition', { conditions: SM }],
    ['a condition on the key', { conditions: `Sid = '${SM}'` }],
    ['a condition as a tree', { conditions: { field: 'Sid', operator: '=', value: SM } as const }],
  ])('UPDATE selected by %s sends an empty string', async (_, selector) => {
    const journal: Journal = [];
    network.use(answer(`/Messages/${SM}.json`, journal, () => ({ sid: SM, body: '' })));
    const { entity } = await entities.update('Messages', selector, { Body: '' });
    expect(entity).toMatchObject({ Sid: SM, Body: '' });
    expect(journal).toEqual([`POST ~/Messages/${SM}.json Body=`]);
  });

  test.each([
    [{ Body: 'new' }, "can only be set to ''"],
    [{ Status: 'sent' }, "can only be set to 'canceled'"],
    [{ To: 'a' }, 'To cannot be changed by UPDATE'],
    [{}, 'must contain at least one column to change'],
  ])('UPDATE with %j is refused', async (input, sentence) => {
    await expect(entities.update('Messages', SM, input as never)).rejects.toThrow(sentence);
  });

  test.each(['', '  ', "To = 'a'", `Sid = '${SM}' AND To = 'a'`])(
    'UPDATE refuses the condition %j',
    async (conditions) => {
      const update = entities.update('Messages', { conditions }, { Body: '' });
      await expect(update).rejects.toMatchObject({ code: 'INVALID_CONDITION' });
    },
  );
});

describe('validateOnly', () => {
  test('validateOnly checks a write, returns the planned request and sends nothing', () => {
    const { validateOnly } = entities;
    const path = '/2010-04-01/Accounts/{AccountSid}/Messages.json';
    const form = { To: '+15550100001', From: '+15550100100', Body: 'x' };
    const request = validateOnly.create('Messages', { To: '+15550100001', Sender: '+15550100100', Body: 'x' });
    expect(request).toEqual({ method: 'POST', path, form });
    expect(validateOnly.update('Messages', SM, { Body: '' })).toMatchObject({ method: 'POST', form: { Body: '' } });
    expect(validateOnly.delete('Messages', { conditions: SM })).toMatchObject({ method: 'DELETE' });
    expect(() => validateOnly.create('Messages', { To: '+15550100001' })).toThrow('Sender is required');
    expect(() => validateOnly.delete('Messages', 'x')).toThrow('must be SM or MM');
    expect(() => validateOnly.delete(catalog.Feedback, CA)).toThrow('Feedback does not offer DELETE.');
  });
});

describe('get and delete', () => {
  test('DELETE accepts a key and a condition on the key', async () => {
    const journal: Journal = [];
    network.use(answer(`/Calls/${CA}.json`, journal, () => undefined, 204));
    expect(await entities.delete('Calls', CA)).toEqual({
      metadata: { requests: 1, pushed: [], residual: [], warnings: [] },
    });
    await entities.delete('Calls', { conditions: CA });
    expect(journal).toEqual([`DELETE ~/Calls/${CA}.json`, `DELETE ~/Calls/${CA}.json`]);
  });

  test('GET flattens capabilities, converts timestamps and warns about unreadable values', async () => {
    const record = {
      sid: PN,
      friendly_name: 'Main',
      capabilities: { voice: true, sms: false },
      date_created: 'Thu, 24 Aug 2023 05:01:45 +0000',
      beta: 'maybe',
    };
    network.use(answer(`/IncomingPhoneNumbers/${PN}.json`, [], () => record));
    const { entity, metadata } = await entities.get('IncomingPhoneNumbers', PN);
    expect(entity).toMatchObject({
      Name: 'Main',
      Capabilities: { voice: true, sms: false },
      CapabilitiesVoice: true,
      CapabilitiesSms: false,
      CapabilitiesFax: null,
      DateCreated: '2023-08-24T05:01:45Z',
      Beta: null,
    });
    expect(metadata.warnings).toEqual(['IncomingPhoneNumbers.Beta could not be read and is null']);
  });

  test.each(['SM1', '', '../Calls', `${CA}`, `${SM}/Media`, 'SM%2e', `${SM}\r\nX: y`])(
    'GET refuses the key %j',
    async (key) => {
      await expect(entities.get('Messages', key)).rejects.toMatchObject({ code: 'INVALID_KEY' });
    },
  );

  test('a 404 on a retired entity type becomes NOT_FOUND and names the replacement', async () => {
    network.use(answer(`/Calls/${CA}/Feedback.json`, [], () => ({ code: 20_404 }), 404));
    const error = await entities.get('Feedback', CA).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NOT_FOUND', cause: { status: 404 } });
    expect((error as Error).message).toContain('CallAnnotation');
  });

  test('GET fails if the answer does not contain an entity', async () => {
    network.use(answer(`/Messages/${SM}.json`, [], () => []));
    await expect(entities.get('Messages', SM)).rejects.toMatchObject({ code: 'UNREADABLE_ANSWER' });
  });

  test('an operation or entity type that does not exist is refused with the known ones', async () => {
    await expect(entities.list('Feedback')).rejects.toThrow('Feedback does not offer LIST. It offers: GET, CREATE.');
    await expect(entities.get('Nothing' as 'Calls', CA)).rejects.toThrow(
      'Known entity types: Accounts, Activities, Addresses,',
    );
    await expect(entities.get('constructor' as 'Calls', CA)).rejects.toMatchObject({ code: 'UNKNOWN_ENTITY_TYPE' });
  });
});
