import { describe, expect, test } from 'vitest';
import { catalog, createEntities, type EntityType, type Send } from '../src/index.js';

const asked: string[] = [];
const sid = (prefix: string) => `${prefix}${'1'.repeat(32)}`;

function answering(body: unknown) {
  asked.length = 0;
  const send: Send = async ({ product = 'api', path, query = {} }) => {
    const words = Object.entries(query).map(([name, value]) => `${name}=${String(value)}`);
    asked.push([product, path.replace('/2010-04-01/Accounts/{AccountSid}', '~'), ...words].join(' '));
    return { status: 200, body, attempts: 1 };
  };
  return createEntities({ send });
}

describe('reads of particular entity types', () => {
  test('UsageRecords are filtered by interval, category, date and subaccounts', async () => {
    const entities = answering({ usage_records: [{ category: 'sms', count: '3', usage: '3', price: 0.0225 }] });
    const conditions =
      "Interval = 'Daily' AND Category = 'sms' AND StartDate >= 2024-01-01 AND IncludeSubaccounts = false";
    const { entities: rows } = await entities.list('UsageRecords', {
      conditions: conditions.replace(/StartDate.*AND /, ''),
    });
    expect(rows).toMatchObject([{ Category: 'sms', Count: 3, Usage: '3', Price: '0.0225' }]);
    await entities.list('UsageRecords', { conditions });
    await entities.list('UsageRecords');
    expect(asked).toEqual([
      'api ~/Usage/Records/Daily.json Category=sms IncludeSubaccounts=false PageSize=25',
      'api ~/Usage/Records/Daily.json Category=sms IncludeSubaccounts=false StartDate=2024-01-01 PageSize=25',
      'api ~/Usage/Records.json PageSize=25',
    ]);
    await expect(entities.list('UsageRecords', { conditions: "Interval = 'Hourly'" })).rejects.toThrow(
      'one of AllTime',
    );
  });

  test("a list of CallSummaries overrides Twilio's defaults, which would omit rows", async () => {
    const entities = answering({ call_summaries: [], meta: {} });
    await entities.list('CallSummaries');
    await entities.list('CallSummaries', {
      conditions: "StartTime >= 2024-01-01T10:00:00Z AND Sender = '+15550100001'",
    });
    expect(asked).toEqual([
      'insights /v1/Voice/Summaries StartTime=30d ProcessingState=all PageSize=25',
      'insights /v1/Voice/Summaries StartTime=2024-01-01T00:00:00Z ProcessingState=all From=+15550100001 PageSize=25',
    ]);
  });

  test('AvailablePhoneNumbers requires country and type; other filters are optional', async () => {
    const entities = answering({ available_phone_numbers: [{ phone_number: '+15550100001', iso_country: 'US' }] });
    const conditions = "CountryCode = 'US' AND Type = 'TollFree' AND Contains = '555*' AND SmsEnabled = true";
    const { entities: rows } = await entities.list('AvailablePhoneNumbers', { conditions });
    expect(rows).toMatchObject([{ PhoneNumber: '+15550100001', CountryCode: 'US', Type: 'TollFree' }]);
    expect(asked).toEqual(['api ~/AvailablePhoneNumbers/US/TollFree.json Contains=555* SmsEnabled=true PageSize=25']);
    await expect(entities.list('AvailablePhoneNumbers', { conditions: "CountryCode = 'US'" })).rejects.toThrow(
      "Type is required, because Twilio lists AvailablePhoneNumbers for one Type at a time. Add it to the condition with AND: Type = '…'",
    );
  });

  test('PhoneNumberLookup accepts parameters together with the number in a condition', async () => {
    const entities = answering({ phone_number: '+15550100001', country_code: 'US', line_type_intelligence: {} });
    const conditions = "PhoneNumber = '+15550100001' AND Fields = 'line_type_intelligence' AND CountryCode = 'US'";
    expect((await entities.list('PhoneNumberLookup', { conditions })).entities).toHaveLength(1);
    expect(asked).toEqual(['lookups /v2/PhoneNumbers/%2B15550100001 Fields=line_type_intelligence CountryCode=US']);
  });

  test('a list column is read as a list and can be neither compared nor sorted', async () => {
    const entities = answering({ connect_apps: [{ sid: sid('CN'), permissions: ['get-all', 'new'] }] });
    expect((await entities.list('ConnectApps')).entities).toMatchObject([{ Permissions: ['get-all', 'new'] }]);
    const compared = entities.list('ConnectApps', { conditions: "Permissions = 'get-all'" });
    await expect(compared).rejects.toThrow('Permissions at position 0 cannot be compared: it contains lists.');
    const sorted = entities.list('ConnectApps', { sortBy: { field: 'Permissions' } });
    await expect(sorted).rejects.toMatchObject({ code: 'INVALID_SORT' });
  });
});

describe('writes of particular entity types', () => {
  const { validateOnly } = answering({});

  test('an UPDATE without a required column is refused', () => {
    const member = `${sid('QU')}/${sid('CA')}`;
    expect(() => validateOnly.update('Members', member, { Method: 'POST' } as never)).toThrow('Url is required');
    const request = validateOnly.update('Members', member, { Url: 'https://example.com' });
    expect(request.path).toBe(`/2010-04-01/Accounts/{AccountSid}/Queues/${sid('QU')}/Members/${sid('CA')}.json`);
  });

  test('an UPDATE validates a SID reference and accepts an empty string to clear it', () => {
    const number = sid('PN');
    const update = (VoiceApplicationSid: string) =>
      validateOnly.update('IncomingPhoneNumbers', number, { VoiceApplicationSid });
    expect(update('').form).toEqual({ VoiceApplicationSid: '' });
    expect(() => update('x')).toThrow('must be a SID: AP followed by 32 hexadecimal digits');
  });

  test('dotted Twilio parameters are accepted by column name and by their own name', () => {
    const input = { ConversationSid: sid('CH'), MessagingBindingAddress: '+15550100001' };
    const form = { 'MessagingBinding.Address': '+15550100001' };
    expect(validateOnly.create('ConversationParticipants', input)).toMatchObject({ product: 'conversations', form });
    const own = { ConversationSid: sid('CH'), ...form };
    expect(validateOnly.create('ConversationParticipants', own as never).form).toEqual(form);
  });

  test('a CREATE of MessageFeedback, which has no key, returns the row', async () => {
    const entities = answering({ message_sid: sid('SM'), outcome: 'confirmed' });
    const { entity } = await entities.create('MessageFeedback', { MessageSid: sid('SM'), Outcome: 'confirmed' });
    expect(entity).toMatchObject({ MessageSid: sid('SM'), Outcome: 'confirmed' });
    expect(asked).toEqual([`api ~/Messages/${sid('SM')}/Feedback.json`]);
  });
});

test('every DELETE declares its consequence for the confirmation prompt', () => {
  const deletable = Object.values<EntityType>(catalog).filter(({ operations }) => operations.includes('DELETE'));
  expect(deletable.filter(({ consequences }) => !consequences?.DELETE).map(({ name }) => name)).toEqual([]);
});
